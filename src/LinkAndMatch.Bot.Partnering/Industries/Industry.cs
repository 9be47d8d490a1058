using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Industries;

/// <summary>A large firm (a Tier-1 supplier, a maker of heavy equipment) that sources from small ones.</summary>
public sealed class Industry : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    [NotPersonal("A company's name.")]
    public required string Name { get; set => field = value.Trim(); }

    /// <summary>1 for a supplier to the maker itself; null: not said.</summary>
    public int? Tier { get; set; }

    /// <summary>A key of <c>sectors</c>.</summary>
    [NotPersonal]
    public string? Sector { get; set; }

    [NotPersonal("Where the company is.")]
    public string? Region { get; set; }

    /// <summary>Who speaks for it; released to the small firm at the stage Agreed.</summary>
    [PersonalData]
    public string? ContactName { get; set; }

    [PersonalData]
    public PhoneNumber? ContactPhone { get; set; }

    [PersonalData]
    public string? ContactEmail { get; set; }

    /// <summary>Its key in the data it was loaded from; unique.</summary>
    [NotPersonal]
    public string? Source { get; init; }

    /// <summary>Invented, for trying the bot; shown as such.</summary>
    public bool Sample { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public int Version { get; set; }
}
