using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Turns;

/// <summary>The rows of the turn through the store's own context, where there is no SQL.</summary>
internal sealed class MemoryTurnTables(PartnershipStore store) : ITurnTables
{
    public async Task<bool> AcceptAsync(InboxRow row, CancellationToken cancellation)
    {
        if (await FindAsync(InboxKey.Of(row), cancellation) is not null) return false;
        store.Inbox.Add(row);
        return true;
    }

    public async Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation)
    {
        var newest = await store.Inbox.Where(r => r.Channel == channel && r.BotId == botId).OrderByDescending(r => r.Order).FirstOrDefaultAsync(cancellation);
        return newest is null ? null : (newest.Order, newest.ReceivedAt);
    }

    public async Task<long> HighestOrderAsync(string conversationId, CancellationToken cancellation) =>
        await store.Inbox.Where(r => r.ConversationId == conversationId).MaxAsync(r => (long?)r.Order, cancellation) ?? 0;

    public async Task<IReadOnlyList<InboxRow>> WaitingAsync(string conversationId, int limit, CancellationToken cancellation) =>
        await store.Inbox.Where(r => r.ConversationId == conversationId && r.Status == InboxStatus.New)
            .OrderBy(r => r.Order).ThenBy(r => r.ReceivedAt).Take(limit).ToListAsync(cancellation);

    public async Task<IReadOnlyList<string>> WaitingConversationsAsync(DateTimeOffset before, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await store.Inbox.Where(r => r.Status == InboxStatus.New && r.ReceivedAt <= before && (r.NotBefore == null || r.NotBefore <= now))
            .Select(r => r.ConversationId).Distinct().Take(limit).ToListAsync(cancellation);

    public Task CountDeathAsync(string conversationId, DateTimeOffset began, CancellationToken cancellation) => Task.CompletedTask;

    public Task NoteFailureAsync(InboxKey key, string error, DateTimeOffset? notBefore, CancellationToken cancellation) =>
        ChangeAsync(key, row => (row.Attempts, row.ErrorCode, row.NotBefore) = (row.Attempts + 1, error, notBefore), cancellation);

    public Task MarkSuspectAsync(InboxKey key, string error, CancellationToken cancellation) =>
        ChangeAsync(key, row => row.ErrorCode = error, cancellation);

    public async Task<bool> EndTurnAsync(InboxKey key, InboxStatus status, string? error, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await FindAsync(key, cancellation) is not { Status: InboxStatus.New } row) return false;
        (row.Status, row.ErrorCode, row.DoneAt) = (status, error, now);
        return true;
    }

    public async Task<InboxStatus?> StatusAsync(InboxKey key, CancellationToken cancellation) => (await FindAsync(key, cancellation))?.Status;

    public async Task<ConversationRow?> LoadConversationAsync(string id, CancellationToken cancellation) =>
        await store.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation);

    public async Task<bool> SaveConversationAsync(ConversationRow row, CancellationToken cancellation)
    {
        var present = await store.Conversations.FindAsync([row.Id], cancellation);
        if ((present?.Version ?? 0) != row.Version) return false;
        if (present is null)
        {
            row.Version = 1;
            store.Conversations.Add(row);
            await store.SaveChangesAsync(cancellation);
            store.Entry(row).State = EntityState.Detached;
            row.Version = 0;
            return true;
        }
        present.Version++;
        (present.StateSchema, present.State, present.Mode, present.Reference) = (row.StateSchema, row.State, row.Mode, row.Reference);
        (present.NextOutSeq, present.LastOrder, present.ChangedAt) = (row.NextOutSeq, row.LastOrder, row.ChangedAt);
        return true;
    }

    public Task InsertReplyAsync(OutboxRow row, CancellationToken cancellation)
    {
        store.Outbox.Add(row);
        return Task.CompletedTask;
    }

    public Task CoalesceAsync(string conversationId, string coalesceKey, long before, CancellationToken cancellation) =>
        SupersedeAsync(r => r.ConversationId == conversationId && r.CoalesceKey == coalesceKey && r.Seq < before, cancellation);

    public Task SupersedePendingAsync(string conversationId, CancellationToken cancellation) =>
        SupersedeAsync(r => r.ConversationId == conversationId, cancellation);

    public async Task<bool> MarkSendingAsync(string outboxId, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await store.Outbox.FindAsync([outboxId], cancellation) is not { Status: OutboxStatus.Pending } row) return false;
        (row.Status, row.AttemptStartedAt, row.Attempts) = (OutboxStatus.Sending, now, row.Attempts + 1);
        return true;
    }

    public Task MarkSentAsync(string outboxId, string? channelMessageId, DateTimeOffset now, CancellationToken cancellation) =>
        ChangeAsync(outboxId, row => (row.Status, row.SentAt, row.ChannelMessageId) = (OutboxStatus.Sent, now, channelMessageId), cancellation);

    public Task MarkPartAsync(string outboxId, int partsSent, CancellationToken cancellation) =>
        ChangeAsync(outboxId, row => row.PartsSent = partsSent, cancellation);

    public Task MarkWaitingAsync(string outboxId, DateTimeOffset? notBefore, string error, CancellationToken cancellation) =>
        ChangeAsync(outboxId, row => (row.Status, row.NotBefore, row.ErrorCode) = (OutboxStatus.Pending, notBefore, error), cancellation);

    public Task MarkEndedAsync(string outboxId, OutboxStatus status, string error, CancellationToken cancellation) =>
        ChangeAsync(outboxId, row => (row.Status, row.ErrorCode) = (status, error), cancellation);

    public async Task<IReadOnlyList<OutboxRow>> UnsentAsync(string conversationId, CancellationToken cancellation) =>
        await store.Outbox.AsNoTracking().Where(r => r.ConversationId == conversationId && r.Status < OutboxStatus.Sent).OrderBy(r => r.Seq).ToListAsync(cancellation);

    public async Task<IReadOnlyList<string>> UnsentConversationsAsync(DateTimeOffset before, int limit, CancellationToken cancellation) =>
        await store.Outbox.Where(r => r.Status < OutboxStatus.Sent && r.CreatedAt <= before)
            .Select(r => r.ConversationId).Distinct().Take(limit).ToListAsync(cancellation);

    public async Task<IReadOnlyList<OutboxRow>> RepliesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancellation) =>
        await store.Outbox.AsNoTracking().Where(r => r.ConversationId == conversationId && r.Seq > seq && r.Status != OutboxStatus.Superseded)
            .OrderBy(r => r.Seq).Take(limit).ToListAsync(cancellation);

    public async Task<IReadOnlyList<OutboxRow>> RepliesOfTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation)
    {
        var keys = DueEvents.KeysOfTurn(conversationId, inboxKey);
        return await store.Outbox.AsNoTracking().Where(r => r.ConversationId == conversationId && keys.Contains(r.InboxKey)).OrderBy(r => r.Seq).ToListAsync(cancellation);
    }

    public async Task<string?> MessageOfPromptAsync(string conversationId, string promptId, CancellationToken cancellation) =>
        await store.Outbox.Where(r => r.ConversationId == conversationId && r.PromptId == promptId && r.ChannelMessageId != null)
            .OrderByDescending(r => r.Seq).Select(r => r.ChannelMessageId).FirstOrDefaultAsync(cancellation);

    public async Task<string?> EventOfMessageAsync(string conversationId, string channelMessageId, CancellationToken cancellation)
    {
        // The first that bore the id: later ones rewrote it.
        var reply = await store.Outbox.Where(r => r.ConversationId == conversationId && r.ChannelMessageId == channelMessageId).OrderBy(r => r.Seq).FirstOrDefaultAsync(cancellation);
        return reply is null
            ? null
            : await store.Inbox.Where(r => r.ConversationId == conversationId && r.UpdateKey == reply.InboxKey).Select(r => r.Payload).FirstOrDefaultAsync(cancellation);
    }

    public async Task SetDueAsync(DueRow row, CancellationToken cancellation)
    {
        await CancelDueAsync(row.Subject, row.Purpose, cancellation);
        await store.SaveChangesAsync(cancellation);
        store.Due.Add(row);
    }

    public async Task CancelDueAsync(string subject, string purpose, CancellationToken cancellation)
    {
        if (await store.Due.FirstOrDefaultAsync(d => d.Subject == subject && d.Purpose == purpose, cancellation) is { } row) store.Due.Remove(row);
    }

    public async Task<IReadOnlyList<DueRow>> DueNowAsync(DateTimeOffset now, int limit, CancellationToken cancellation) =>
        await store.Due.AsNoTracking().Where(d => d.At <= now).OrderBy(d => d.At).Take(limit).ToListAsync(cancellation);

    public async Task<bool> TakeDueAsync(DueRow row, CancellationToken cancellation)
    {
        if (await store.Due.FindAsync([row.Id], cancellation) is not { } present || present.At != row.At) return false;
        store.Due.Remove(present);
        return true;
    }

    public async Task<bool> MoveDueAsync(DueRow row, DateTimeOffset to, CancellationToken cancellation)
    {
        if (await store.Due.FindAsync([row.Id], cancellation) is not { } present || present.At != row.At) return false;
        present.At = to;
        return true;
    }

    public async Task<int> AwaitedStepsAsync(string conversationId, CancellationToken cancellation) =>
        await store.Due.CountAsync(d => d.Subject == conversationId && d.Purpose.StartsWith("step:"), cancellation)
        + await store.Inbox.CountAsync(i => i.ConversationId == conversationId && i.Status == InboxStatus.New && i.UpdateKey.StartsWith("step:"), cancellation);

    private async Task<InboxRow?> FindAsync(InboxKey key, CancellationToken cancellation) =>
        await store.Inbox.FindAsync([key.Channel, key.BotId, key.UpdateKey], cancellation);

    private async Task ChangeAsync(InboxKey key, Action<InboxRow> change, CancellationToken cancellation)
    {
        if (await FindAsync(key, cancellation) is { } row) change(row);
    }

    private async Task ChangeAsync(string outboxId, Action<OutboxRow> change, CancellationToken cancellation)
    {
        if (await store.Outbox.FindAsync([outboxId], cancellation) is { } row) change(row);
    }

    private async Task SupersedeAsync(System.Linq.Expressions.Expression<Func<OutboxRow, bool>> which, CancellationToken cancellation)
    {
        foreach (var row in await store.Outbox.Where(which).Where(r => r.Status == OutboxStatus.Pending).ToListAsync(cancellation))
            row.Status = OutboxStatus.Superseded;
    }
}
