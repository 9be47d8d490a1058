using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Needs;

/// <summary>What an industry wants sourced.</summary>
[NotPersonal("A company's wish.")]
public sealed class Need : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid IndustryId { get; init; }
    public required string Title { get; set => field = value.Trim(); }
    public string Description { get; set; } = "";

    /// <summary>A key of <c>sectors</c>.</summary>
    public string? Sector { get; set; }

    /// <summary>A key of <c>components</c>.</summary>
    public string? Component { get; set; }

    public List<string> Processes { get; set; } = [];
    public List<string> Materials { get; set; } = [];

    /// <summary>The widest that is accepted, in millimetres, plus or minus; null: not said.</summary>
    public decimal? Tolerance { get; set; }

    public decimal? VolumeAmount { get; set; }
    public string? VolumeUnit { get; set; }
    public string? VolumePeriod { get; set; }

    /// <summary>How much is wanted; null: not said.</summary>
    public Quantity? Volume => VolumeAmount is { } amount && VolumeUnit is { } unit ? new Quantity(amount, unit, VolumePeriod) : null;

    /// <summary>Without these the need cannot be met.</summary>
    public List<string> RequiredCertificates { get; set; } = [];

    public List<string> PreferredCertificates { get; set; } = [];

    /// <summary>Where a supplier would best be; null: anywhere.</summary>
    public string? PreferredRegion { get; set; }

    /// <summary>The industry helps with the raw material.</summary>
    public bool RawMaterialSupport { get; set; }

    public DateOnly? QuoteBy { get; set; }
    public required NeedStatus Status { get; set; }

    /// <summary>Shown by its category only, until both sides have agreed.</summary>
    public bool Confidential { get; set; }

    /// <summary>Its key in the data it was loaded from; unique.</summary>
    public string? Source { get; init; }

    /// <summary>Invented, for trying the bot; shown as such.</summary>
    public bool Sample { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public int Version { get; set; }
}

public enum NeedStatus { Open, Paused, Closed }
