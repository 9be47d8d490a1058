using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>Empties and deletes what has been kept long enough (<see cref="Retention"/>). Run daily, inside a <see cref="StoreTransaction"/>.</summary>
public sealed class ApplyRetention(PartnershipStore store)
{
    /// <returns>How many rows were emptied or deleted.</returns>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        // The store in memory keeps nothing that long.
        if (!store.Database.IsRelational()) return 0;

        var (words, proofs) = (now - Retention.Transcript, now - Retention.Proofs);
        var rows = await store.Inbox.Where(i => i.ReceivedAt < words && i.Payload != "" && i.Status != InboxStatus.New).ExecuteUpdateAsync(i => i.SetProperty(r => r.Payload, ""), cancellation);
        rows += await store.Outbox.Where(o => o.CreatedAt < words && o.Payload != "" && o.Status != OutboxStatus.Pending && o.Status != OutboxStatus.Sending)
            .ExecuteUpdateAsync(o => o.SetProperty(r => r.Payload, ""), cancellation);
        rows += await store.Consents.Where(c => c.WithdrawnAt != null && c.WithdrawnAt < proofs).ExecuteDeleteAsync(cancellation);
        return rows;
    }
}
