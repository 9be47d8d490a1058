namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>What is on its way into a chat and must not arrive any more, because what it rests on was withdrawn.</summary>
internal static class UnsaidWords
{
    /// <summary>Replies about a subject that are not sent, and events about it that had no turn yet.</summary>
    public static async Task SupersedeAsync(PartnershipStore store, string subject, CancellationToken cancellation)
    {
        var mark = $":{subject}:";
        foreach (var reply in await store.Outbox.Where(o => o.Status == OutboxStatus.Pending && o.InboxKey.StartsWith("event:") && o.InboxKey.Contains(mark)).ToListAsync(cancellation))
        {
            reply.Status = OutboxStatus.Superseded;
        }

        foreach (var waiting in await store.Inbox.Where(i => i.Status == InboxStatus.New && i.UpdateKey.StartsWith("event:introductions.") && i.UpdateKey.Contains(mark)).ToListAsync(cancellation))
        {
            // The officers still want to read that it was asked for, and then that it was withdrawn.
            if (waiting.UpdateKey.StartsWith("event:introductions.requested:", StringComparison.Ordinal)) continue;
            waiting.Status = InboxStatus.Done;
            waiting.ErrorCode = "superseded";
        }
    }
}
