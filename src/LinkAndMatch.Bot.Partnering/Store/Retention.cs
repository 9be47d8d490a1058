namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>How long what is kept.</summary>
public static class Retention
{
    /// <summary>The words of a transcript: payloads of inbox and outbox. Keys and counts stay.</summary>
    public static readonly TimeSpan Transcript = TimeSpan.FromDays(730);

    /// <summary>Keys against doubles; Telegram repeats for a day, and this leaves room for a restored backup.</summary>
    public static readonly TimeSpan Keys = TimeSpan.FromDays(30);

    /// <summary>Forms that nobody finished.</summary>
    public static readonly TimeSpan Drafts = TimeSpan.FromDays(90);

    /// <summary>Consents and disclosures, after their end.</summary>
    public static readonly TimeSpan Proofs = TimeSpan.FromDays(5 * 365);

    /// <summary>Until the last backup that holds erased data is gone.</summary>
    public static readonly TimeSpan Backups = TimeSpan.FromDays(35);
}
