using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>One channel's way out. The outbox calls it, one reply of a conversation at a time.</summary>
public interface IActivitySender
{
    /// <summary>The channel id of the conversations it serves.</summary>
    string Channel { get; }

    /// <summary>True for channels that show a person's own messages from us: each turn then begins with an echo row.</summary>
    bool EchoesActivities => false;

    /// <param name="partSent">Called after each part but the last of a reply that the channel takes only in parts, with the number sent so far.</param>
    /// <exception cref="OperationCanceledException">Only when <paramref name="cancellation"/> asked for it before anything was written.</exception>
    Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation);
}

/// <param name="Id">The outbox row's id, the same at every attempt.</param>
/// <param name="Sequence">Its number in the conversation.</param>
/// <param name="PartsSent">How many parts went out in earlier attempts.</param>
/// <param name="EditsMessageId">The channel's id of the message to rewrite, when the reply is an edit and that is known.</param>
/// <param name="InReplyTo">The inbox key of the activity it answers.</param>
public sealed record OutgoingReply(
    string Id, ConversationReference To, Reply Reply, long Sequence, int PartsSent, string? EditsMessageId, string? InReplyTo, DateTimeOffset At);

/// <summary>What is known after an attempt.</summary>
public abstract record SendResult
{
    public sealed record Sent(string? ChannelMessageId) : SendResult;

    /// <summary>Surely not delivered; try again after <paramref name="RetryAfter"/>, or by the usual back-off when null.</summary>
    public sealed record NotSent(string ErrorCode, TimeSpan? RetryAfter = null) : SendResult
    {
        /// <summary>The wait binds the whole bot, not only this conversation.</summary>
        public bool WholeChannel { get; init; }
    }

    /// <summary>Surely not delivered and never will be (malformed, chat gone).</summary>
    public sealed record Rejected(string ErrorCode) : SendResult;

    /// <summary>The person blocked the bot.</summary>
    public sealed record Blocked(string ErrorCode) : SendResult;

    /// <summary>Nobody knows (time-out or reset after the request was written, 5xx).</summary>
    public sealed record Ambiguous(string ErrorCode) : SendResult;
}
