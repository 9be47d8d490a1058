using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>An activity that was accepted: the work to do, the key that makes it happen once, and the transcript's half.</summary>
public sealed class InboxRow
{
    [NotPersonal]
    public required string Channel { get; init; }
    [NotPersonal]
    public required string BotId { get; init; }

    /// <summary>Unique with channel and bot.</summary>
    [NotPersonal("The channel's number of an activity, kept against doubles.")]
    public required string UpdateKey { get; init; }

    /// <summary>Turns of a conversation run in this order; ties by <see cref="ReceivedAt"/>.</summary>
    public required long Order { get; init; }

    [NotPersonal("The channel's number of a chat, kept against doubles and for the order.")]
    public required string ConversationId { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The activity as JSON; emptied when the retention time is over.</summary>
    [PersonalData]
    public required string Payload { get; set; }

    public InboxStatus Status { get; set; }

    /// <summary>The attempt that comes next, from 1: each that fails is counted.</summary>
    public int Attempts { get; set; } = 1;

    /// <summary>Processes that died while it waited or ran. Not its failures: most that wait when a process dies have nothing to do with it.</summary>
    public int Deaths { get; set; }

    /// <summary>Not before this time: the back-off after a failure.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    [NotPersonal]
    public string? ErrorCode { get; set; }
    public DateTimeOffset? DoneAt { get; set; }
}

public enum InboxStatus { New, Done, Dead }

/// <summary>A conversation: its state and where to speak.</summary>
public sealed class ConversationRow
{
    /// <summary>channel/bot/native id.</summary>
    [NotPersonal("The channel's number of a chat, kept against doubles and for the order.")]
    public required string Id { get; init; }

    [NotPersonal]
    public required string Channel { get; init; }
    [NotPersonal]
    public required string BotId { get; init; }

    /// <summary>The fence: a turn that was computed on an older version does not commit.</summary>
    public long Version { get; set; }

    public int StateSchema { get; set; }

    [PersonalData]
    public required string State { get; set; }

    /// <summary>Bot, Human or Closed, as in the state.</summary>
    [NotPersonal]
    public required string Mode { get; set; }

    /// <summary>The conversation reference as JSON.</summary>
    [PersonalData]
    public required string Reference { get; set; }

    public long NextOutSeq { get; set; } = 1;

    /// <summary>The order of the newest activity that had its turn; internal events queue behind it.</summary>
    public long LastOrder { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

/// <summary>A reply on its way out, and the transcript's other half.</summary>
public sealed class OutboxRow
{
    /// <summary>The inbox key and a number.</summary>
    [NotPersonal]
    public required string Id { get; init; }

    [NotPersonal("The channel's number of a chat, kept against doubles and for the order.")]
    public required string ConversationId { get; init; }

    /// <summary>Without gaps in a conversation; sent in this order.</summary>
    public required long Seq { get; init; }

    [NotPersonal]
    public required string Channel { get; init; }
    [NotPersonal("The channel's number of an activity.")]
    public required string InboxKey { get; init; }
    [NotPersonal]
    public string? PromptId { get; init; }
    public DeliveryClass Class { get; init; }

    /// <summary>The reply as JSON.</summary>
    [PersonalData]
    public required string Payload { get; set; }

    public int PartsSent { get; set; }
    [NotPersonal]
    public string? CoalesceKey { get; init; }
    public DateTimeOffset? NotBefore { get; set; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public OutboxStatus Status { get; set; }
    public int Attempts { get; set; }
    public DateTimeOffset? AttemptStartedAt { get; set; }
    [NotPersonal("The channel's number of a message.")]
    public string? ChannelMessageId { get; set; }
    [NotPersonal]
    public string? ErrorCode { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? SentAt { get; set; }
}

public enum OutboxStatus { Pending, Sending, Sent, Unknown, Dead, Superseded }

/// <summary>Something to happen later: a reminder, a time-out, a slow step that waits for a worker.</summary>
public sealed class DueRow
{
    [NotPersonal]
    public required string Id { get; init; }

    /// <summary>The conversation; unique with <see cref="Purpose"/>.</summary>
    [NotPersonal("The channel's number of a chat.")]
    public required string Subject { get; init; }

    [NotPersonal]
    public required string Purpose { get; init; }
    public required DateTimeOffset At { get; set; }

    /// <summary>The event or the slow step as JSON.</summary>
    [PersonalData]
    public required string Payload { get; set; }
}

/// <summary>Who did what to which thing, written in the transaction of the deed.</summary>
public sealed class AuditRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required DateTimeOffset At { get; init; }

    /// <summary>A pseudonym: channel/bot/user id hash for owners, the officer's account for officers.</summary>
    [NotPersonal("A pseudonym, or an officer's account.")]
    public required string Actor { get; init; }

    [NotPersonal]
    public required string Action { get; init; }
    [NotPersonal("An id of ours.")]
    public required string Subject { get; init; }
    [NotPersonal("Stages and keys, never words.")]
    public string? Before { get; init; }
    [NotPersonal("Stages and keys, never words.")]
    public string? After { get; init; }
    [NotPersonal("The channel's number of an activity.")]
    public string? InboxKey { get; init; }
}
