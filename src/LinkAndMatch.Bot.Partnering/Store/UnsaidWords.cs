namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>What is on its way into a person's chats and must not arrive any more, because the consent it rests on was withdrawn.</summary>
internal static class UnsaidWords
{
    /// <summary>Replies about a subject that are not sent, and events about it that had no turn yet.</summary>
    public static async Task SupersedeAsync(PartnershipStore store, Guid? person, string subject, CancellationToken cancellation)
    {
        var mark = $":{subject}:";
        var chats = await store.ChannelAccounts.Where(a => a.PersonId == person).Select(a => a.ConversationId).ToListAsync(cancellation);
        foreach (var reply in await store.Outbox.Where(o => chats.Contains(o.ConversationId) && o.Status == OutboxStatus.Pending && o.InboxKey.Contains(mark)).ToListAsync(cancellation))
        {
            reply.Status = OutboxStatus.Superseded;
        }

        foreach (var waiting in await store.Inbox.Where(i => chats.Contains(i.ConversationId) && i.Status == InboxStatus.New && i.UpdateKey.Contains(mark)).ToListAsync(cancellation))
        {
            waiting.Status = InboxStatus.Done;
            waiting.ErrorCode = "superseded";
        }
    }
}
