using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Partnerships;

/// <summary>What began with a signed introduction and is meant to last for years.</summary>
public sealed class Partnership : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid IntroductionId { get; init; }
    public required Guid IkmId { get; init; }
    public required Guid IndustryId { get; init; }
    public required DateTimeOffset BeganAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public List<Mou> Mous { get; init; } = [];
    public int Version { get; set; }
}

/// <summary>A memorandum of understanding (nota kesepahaman).</summary>
public sealed class Mou
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PartnershipId { get; init; }
    public required DateOnly SignedOn { get; init; }
    public DateOnly? ValidUntil { get; set; }

    [NotPersonal("The number on the paper.")]
    public string? Number { get; set; }

    /// <summary>The scanned paper in the file store.</summary>
    [PersonalData]
    public string? FileHash { get; set; }
}
