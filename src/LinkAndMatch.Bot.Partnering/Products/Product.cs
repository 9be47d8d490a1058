using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>What an IKM makes: processes, materials, capacity, certificates, photos.</summary>
public sealed class Product : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid IkmId { get; init; }

    [PersonalData]
    public required string Name { get; set => field = value.Trim(); }

    /// <summary>A key of <c>components</c>; null: not said, or not known to the vocabulary.</summary>
    [NotPersonal]
    public string? Category { get; set; }

    [PersonalData]
    public string? OtherCategory { get; set; }

    /// <summary>Keys of <c>processes</c>.</summary>
    [NotPersonal]
    public List<string> Processes { get; set; } = [];

    /// <summary>Words that the vocabulary does not know, as typed.</summary>
    [PersonalData]
    public List<string> OtherProcesses { get; set; } = [];

    /// <summary>Keys of <c>materials</c>.</summary>
    [NotPersonal]
    public List<string> Materials { get; set; } = [];

    [PersonalData]
    public List<string> OtherMaterials { get; set; } = [];

    /// <summary>What the firm can hold, in millimetres, plus or minus; null: not said.</summary>
    public decimal? Tolerance { get; set; }

    public decimal? CapacityAmount { get; set; }

    [NotPersonal]
    public string? CapacityUnit { get; set; }

    [NotPersonal]
    public string? CapacityPeriod { get; set; }

    /// <summary>How much it can make; null: not said.</summary>
    public Quantity? Capacity
    {
        get => Join(CapacityAmount, CapacityUnit, CapacityPeriod);
        set => (CapacityAmount, CapacityUnit, CapacityPeriod) = (value?.Amount, value?.Unit, value?.Period);
    }

    public decimal? MinimumOrderAmount { get; set; }

    [NotPersonal]
    public string? MinimumOrderUnit { get; set; }

    [NotPersonal]
    public string? MinimumOrderPeriod { get; set; }

    public Quantity? MinimumOrder
    {
        get => Join(MinimumOrderAmount, MinimumOrderUnit, MinimumOrderPeriod);
        set => (MinimumOrderAmount, MinimumOrderUnit, MinimumOrderPeriod) = (value?.Amount, value?.Unit, value?.Period);
    }

    /// <summary>Keys of <c>certifications</c> that are for this product; the firm's own count beside them.</summary>
    [NotPersonal]
    public List<string> Certificates { get; set; } = [];

    [PersonalData]
    public List<string> OtherCertificates { get; set; } = [];

    public List<ProductPhoto> Photos { get; init; } = [];

    /// <summary>The run of the form that made it, hashed; unique, so that one run makes one product.</summary>
    [NotPersonal]
    public string? MadeBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Taken off the list by its owner; introductions that have ended keep it.</summary>
    public DateTimeOffset? WithdrawnAt { get; set; }

    /// <summary>Invented, for trying the bot; shown as such.</summary>
    public bool Sample { get; init; }

    public int Version { get; set; }

    private static Quantity? Join(decimal? amount, string? unit, string? period) => amount is { } a && unit is not null ? new Quantity(a, unit, period) : null;
}

/// <summary>A picture of a product.</summary>
public sealed class ProductPhoto
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid ProductId { get; init; }

    /// <summary>SHA-256 of its content, as the file store names it.</summary>
    [PersonalData]
    public required string Hash { get; init; }

    /// <summary>From 1.</summary>
    public required int Position { get; init; }
}
