namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>A person (or another bot) who writes to the bot.</summary>
/// <remarks>Properties have setters because the generated JSON reader gives absent <c>init</c> properties no default.</remarks>
/// <param name="Id">The Telegram user id; also the id of the private chat.</param>
/// <param name="FirstName">The first name, never empty on Telegram.</param>
public sealed record FakeUser(long Id, string FirstName = "Budi")
{
    /// <summary>The last name, if any.</summary>
    public string? LastName { get; set; }

    /// <summary>The user name without the at sign, if any.</summary>
    public string? Username { get; set; }

    /// <summary>The language of the person's app.</summary>
    public string? LanguageCode { get; set; } = "id";

    /// <summary>True for another bot.</summary>
    public bool IsBot { get; set; }
}
