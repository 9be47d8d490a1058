namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>A person who speaks for a firm. One firm a person for now; a second of either is one more row.</summary>
public sealed class FirmMember
{
    public required Guid PersonId { get; init; }
    public required Guid IkmId { get; init; }
    public required DateTimeOffset Since { get; init; }
}
