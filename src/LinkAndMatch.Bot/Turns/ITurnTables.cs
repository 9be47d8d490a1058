using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Names an inbox row.</summary>
public readonly record struct InboxKey(string Channel, string BotId, string UpdateKey)
{
    public static InboxKey Of(InboxRow row) => new(row.Channel, row.BotId, row.UpdateKey);

    /// <summary>The stem of the ids of the replies that answer it.</summary>
    public override string ToString() => $"{Channel}:{BotId}:{UpdateKey}";
}

/// <summary>The rows of the durable turn, inside one transaction (or, for reads, outside any).</summary>
internal interface ITurnTables
{
    /// <returns>False when the key is there already.</returns>
    Task<bool> AcceptAsync(InboxRow row, CancellationToken cancellation);

    Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation);

    Task<long> HighestOrderAsync(string conversationId, CancellationToken cancellation);

    /// <summary>Unfinished rows of a lane in their order.</summary>
    Task<IReadOnlyList<InboxRow>> WaitingAsync(string conversationId, int limit, CancellationToken cancellation);

    Task<IReadOnlyList<string>> WaitingConversationsAsync(DateTimeOffset before, DateTimeOffset now, int limit, CancellationToken cancellation);

    Task CountDeathAsync(string conversationId, DateTimeOffset began, CancellationToken cancellation);

    Task NoteFailureAsync(InboxKey key, string error, DateTimeOffset? notBefore, CancellationToken cancellation);

    Task MarkSuspectAsync(InboxKey key, string error, CancellationToken cancellation);

    /// <returns>False when the row was ended by somebody else: nothing of this turn may stay.</returns>
    Task<bool> EndTurnAsync(InboxKey key, InboxStatus status, string? error, DateTimeOffset now, CancellationToken cancellation);

    Task<InboxStatus?> StatusAsync(InboxKey key, CancellationToken cancellation);

    Task<ConversationRow?> LoadConversationAsync(string id, CancellationToken cancellation);

    /// <param name="row">Carries the version that the turn was computed on; 0 for a conversation that is not there yet.</param>
    /// <returns>False when the fence was lost.</returns>
    Task<bool> SaveConversationAsync(ConversationRow row, CancellationToken cancellation);

    Task InsertReplyAsync(OutboxRow row, CancellationToken cancellation);

    Task CoalesceAsync(string conversationId, string coalesceKey, long before, CancellationToken cancellation);

    Task SupersedePendingAsync(string conversationId, CancellationToken cancellation);

    /// <returns>False when the row is no longer pending.</returns>
    Task<bool> MarkSendingAsync(string outboxId, DateTimeOffset now, CancellationToken cancellation);

    Task MarkSentAsync(string outboxId, string? channelMessageId, DateTimeOffset now, CancellationToken cancellation);

    Task MarkPartAsync(string outboxId, int partsSent, CancellationToken cancellation);

    Task MarkWaitingAsync(string outboxId, DateTimeOffset? notBefore, string error, CancellationToken cancellation);

    Task MarkEndedAsync(string outboxId, OutboxStatus status, string error, CancellationToken cancellation);

    Task<IReadOnlyList<OutboxRow>> UnsentAsync(string conversationId, CancellationToken cancellation);

    Task<IReadOnlyList<string>> UnsentConversationsAsync(DateTimeOffset before, int limit, CancellationToken cancellation);

    Task<IReadOnlyList<OutboxRow>> RepliesAfterAsync(string conversationId, long seq, int limit, CancellationToken cancellation);

    Task<IReadOnlyList<OutboxRow>> RepliesOfTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation);

    Task<string?> MessageOfPromptAsync(string conversationId, string promptId, CancellationToken cancellation);

    /// <summary>The payload of the event whose card has this message id.</summary>
    Task<string?> EventOfMessageAsync(string conversationId, string channelMessageId, CancellationToken cancellation);

    Task SetDueAsync(DueRow row, CancellationToken cancellation);

    Task CancelDueAsync(string subject, string purpose, CancellationToken cancellation);

    Task<IReadOnlyList<DueRow>> DueNowAsync(DateTimeOffset now, int limit, CancellationToken cancellation);

    /// <returns>False when another clock took it.</returns>
    Task<bool> TakeDueAsync(DueRow row, CancellationToken cancellation);

    Task<bool> MoveDueAsync(DueRow row, DateTimeOffset to, CancellationToken cancellation);

    Task<int> AwaitedStepsAsync(string conversationId, CancellationToken cancellation);
}
