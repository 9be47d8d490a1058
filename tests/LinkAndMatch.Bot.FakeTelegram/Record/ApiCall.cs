namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>One HTTP call of the bot.</summary>
/// <param name="Number">Its place in the order of arrival, from 1.</param>
/// <param name="Method">The method.</param>
/// <param name="ChatId">The chat it names, if any.</param>
/// <param name="MessageId">The message that was sent or changed, if any.</param>
/// <param name="Status">The HTTP status; 0 when the connection was broken.</param>
/// <param name="Fault">The fault it met, if any.</param>
/// <param name="At">When it came.</param>
/// <param name="Duration">From arrival to answer.</param>
/// <param name="InsideRetryWindow">True when it came to a chat before the <c>retry_after</c> given there had passed.</param>
public sealed record ApiCall(
    long Number,
    string Method,
    long? ChatId,
    int? MessageId,
    int Status,
    FaultKind? Fault,
    DateTimeOffset At,
    TimeSpan Duration,
    bool InsideRetryWindow);

/// <summary>What was counted since the start.</summary>
public sealed record FakeCounters
{
    /// <summary>All calls of the bot.</summary>
    public long Calls { get; init; }

    /// <summary>New messages that were sent.</summary>
    public long MessagesSent { get; init; }

    /// <summary>Changes of messages.</summary>
    public long Edits { get; init; }

    /// <summary>Updates made by users.</summary>
    public long UpdatesMade { get; init; }

    /// <summary>Updates handed to the bot, copies and repeats included.</summary>
    public long UpdatesDelivered { get; init; }

    /// <summary>Updates not yet confirmed, due repeats included.</summary>
    public int UpdatesWaiting { get; init; }

    /// <summary>Calls answered 429.</summary>
    public long TooManyRequests { get; init; }

    /// <summary>Calls that met a fault.</summary>
    public long Faults { get; init; }

    /// <summary>Calls that came before their chat's <c>retry_after</c> had passed.</summary>
    public long InsideRetryWindow { get; init; }

    /// <summary>Polls that were cut off by another one.</summary>
    public long PollConflicts { get; init; }
}

/// <summary>What the bot told Telegram about itself.</summary>
/// <param name="WebhookUrl">The webhook, empty when polling.</param>
/// <param name="Commands">The command menus.</param>
/// <param name="Descriptions">What people read about the bot.</param>
public sealed record BotProfile(string WebhookUrl, IReadOnlyList<CommandMenu> Commands, IReadOnlyList<BotDescription> Descriptions);

/// <summary>What people read about the bot before they write to it, or on its page.</summary>
/// <param name="Language">Two letters, or empty for all.</param>
/// <param name="Kind"><c>description</c> (in the empty chat) or <c>short_description</c> (on the page).</param>
/// <param name="Words">The words.</param>
public sealed record BotDescription(string Language, string Kind, string Words);

/// <summary>One command menu.</summary>
/// <param name="Language">Two letters, or empty for all.</param>
/// <param name="Scope">The kind of scope (<c>default</c>, <c>all_private_chats</c>, ...).</param>
/// <param name="Commands">Command and description.</param>
public sealed record CommandMenu(string Language, string Scope, IReadOnlyList<MenuCommand> Commands);

/// <summary>A command and its description.</summary>
public sealed record MenuCommand(string Command, string Description);
