using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>A small or medium industry (IKM) that offers products to larger ones.</summary>
public sealed class Ikm : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Personal, too: many firms carry their owner's name.</summary>
    [PersonalData]
    public required string Name { get; set => field = value.Trim(); }

    /// <summary>A key of <c>legal_forms</c> in the vocabulary.</summary>
    [NotPersonal]
    public string? LegalForm { get; set; }

    [PersonalData]
    public required PhoneNumber Phone { get; set; }

    [PersonalData]
    public Nib? Nib { get; set; }

    /// <summary>When an officer compared the NIB with the register; null: not yet.</summary>
    public DateTimeOffset? NibCheckedAt { get; set; }

    /// <summary>Dotted code of the kabupaten or kota.</summary>
    [PersonalData]
    public string? Region { get; set; }

    /// <summary>A key of <c>sectors</c>, or <c>other</c>.</summary>
    [NotPersonal]
    public string? Sector { get; set; }

    [PersonalData]
    public string? SectorOther { get; set; }

    /// <summary>Year.</summary>
    public int? Founded { get; set; }

    public int? Workers { get; set; }

    /// <summary>Keys of <c>certifications</c>.</summary>
    [NotPersonal]
    public List<string> Certificates { get; set; } = [];

    /// <summary>Certificates that the vocabulary does not know, as typed.</summary>
    [PersonalData]
    public List<string> OtherCertificates { get; set; } = [];

    /// <summary>Keys of <c>machines</c>.</summary>
    [NotPersonal]
    public List<string> Machines { get; set; } = [];

    [PersonalData]
    public List<string> OtherMachines { get; set; } = [];

    /// <summary>What the firm hopes for: raw_material, orders, training, finance.</summary>
    [NotPersonal]
    public List<string> Help { get; set; } = [];

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Set while the firm's data must rest: it is neither matched nor released.</summary>
    public DateTimeOffset? FrozenAt { get; set; }

    /// <summary>Invented, for trying the bot; shown as such.</summary>
    public bool Sample { get; init; }

    public int Version { get; set; }
}
