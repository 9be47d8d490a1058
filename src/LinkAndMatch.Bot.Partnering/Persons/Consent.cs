using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>One yes for one purpose, so that it can be proved and taken back.</summary>
public sealed class Consent
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Who gave it; null for an industry's yes that an officer recorded, and after erasure.</summary>
    public Guid? PersonId { get; set; }

    public required ConsentSide Side { get; init; }
    public required ConsentPurpose Purpose { get; init; }

    /// <summary>For <see cref="ConsentPurpose.Introduction"/>: for which one.</summary>
    public Guid? IntroductionId { get; init; }

    /// <summary>Which words were agreed to.</summary>
    [NotPersonal]
    public required string TextVersion { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    /// <summary>The activity that said yes.</summary>
    [PersonalData]
    public string? MessageKey { get; set; }

    /// <summary>A pseudonym of who said or recorded it.</summary>
    [NotPersonal]
    public required string RecordedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Null: until it is withdrawn.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public bool IsLive(DateTimeOffset now) => WithdrawnAt is null && (ExpiresAt is null || ExpiresAt > now);
}

public enum ConsentSide { Ikm, Industry }

public enum ConsentPurpose
{
    /// <summary>To keep the firm's and the owner's data.</summary>
    Register,

    /// <summary>To give the contact data to the other side of one introduction.</summary>
    Introduction,
}
