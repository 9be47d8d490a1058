namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>429 with <c>retry_after</c>; nothing is sent.</summary>
    TooManyRequests,

    /// <summary>500 as JSON; nothing is sent.</summary>
    ServerError,

    /// <summary>500 as JSON although the message was sent.</summary>
    ServerErrorAfter,

    /// <summary>502 with an HTML page; nothing is sent.</summary>
    BadGateway,

    /// <summary>The connection breaks before anything was processed.</summary>
    ResetBefore,

    /// <summary>The message is sent and recorded, then the connection breaks.</summary>
    ResetAfter,

    /// <summary>Waits, then processes and answers as ever.</summary>
    HangBefore,

    /// <summary>Processes at once and answers after the wait.</summary>
    HangAfter,

    /// <summary>403: the user has blocked the bot.</summary>
    Forbidden,

    /// <summary>400 with the given description.</summary>
    BadRequest,

    /// <summary>400 with <c>migrate_to_chat_id</c>.</summary>
    Migrated,
}

/// <summary>A rule: which calls fail, and how. Rules are asked in the order they were added; the first that fits decides.</summary>
/// <remarks>Properties have setters because the generated JSON reader gives absent <c>init</c> properties no default.</remarks>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The method it concerns (<c>sendMessage</c>); null: every method but <c>getUpdates</c>.</summary>
    public string? Method { get; set; }

    /// <summary>The chat it concerns; null: all.</summary>
    public long? ChatId { get; set; }

    /// <summary>The first fitting call that fails, counted from 1 since the rule was added.</summary>
    public int FirstCall { get; set; } = 1;

    /// <summary>How many fitting calls fail from then on.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The chance (0 to 1) that a call within <see cref="FirstCall"/> and <see cref="Times"/> fails.</summary>
    public double Probability { get; set; } = 1;

    /// <summary>Whole seconds to stay away, for 429.</summary>
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>Shortest wait of a hang.</summary>
    public TimeSpan DelayFrom { get; set; }

    /// <summary>Longest wait of a hang; drawn evenly between the two.</summary>
    public TimeSpan DelayTo { get; set; }

    /// <summary>Where the group went, for <see cref="FaultKind.Migrated"/>.</summary>
    public long MigrateToChatId { get; set; }

    /// <summary>The words after the code; null: Telegram's usual ones.</summary>
    public string? Description { get; set; }
}
