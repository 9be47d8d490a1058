namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>What was said in a conversation, for channels that fetch instead of being sent to.</summary>
public interface IConversationLog
{
    /// <summary>The replies after a sequence number, in order, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutgoingReply>> ReadAfterAsync(string conversationId, long sequence, int limit, CancellationToken cancellation);

    /// <summary>Waits until the turn of this inbox key and the steps it began are done; false after the time limit.</summary>
    Task<bool> WaitForTurnAsync(string conversationId, string inboxKey, TimeSpan limit, CancellationToken cancellation);

    /// <summary>The replies that this activity's turn and its steps wrote, in order.</summary>
    Task<IReadOnlyList<OutgoingReply>> ReadTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation);

    /// <summary>Waits until there is something after this sequence number, or the token ends it.</summary>
    Task WaitForMoreAsync(string conversationId, long sequence, CancellationToken cancellation);

    /// <summary>Marks replies as delivered by a front door itself (expectReplies).</summary>
    Task MarkSentAsync(IReadOnlyList<string> outboxIds, CancellationToken cancellation);

    Task<bool> KnowsConversationAsync(string conversationId, CancellationToken cancellation);
}
