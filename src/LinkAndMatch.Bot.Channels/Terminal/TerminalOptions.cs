namespace LinkAndMatch.Bot.Channels.Terminal;

/// <summary>Who chats in the terminal.</summary>
public sealed record TerminalOptions
{
    /// <summary>The person's account: the same one finds the same conversation again.</summary>
    public string UserId { get; init; } = Environment.UserName;

    /// <summary>The name that the channel reports.</summary>
    public string? UserName { get; init; }

    /// <summary>The number on the contact card of <c>kontak</c>, where none is typed.</summary>
    public string Phone { get; init; } = "+6281234567890";

    /// <summary>The language that the channel reports.</summary>
    public string Locale { get; init; } = "id";

    /// <summary>How long to wait for a turn's answers before the next line is read.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Where lines come from; null: the standard input.</summary>
    public TextReader? Input { get; init; }

    /// <summary>Where replies go; null: the standard output.</summary>
    public TextWriter? Output { get; init; }
}
