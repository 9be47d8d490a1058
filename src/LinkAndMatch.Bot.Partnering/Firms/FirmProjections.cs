using System.Linq.Expressions;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>A firm as anybody may see it. What leads to a person (name of the owner, phone, NIB) is not here, and a test keeps it so.</summary>
public sealed record PublicFirm(
    Guid Id,
    string Name,
    string? LegalForm,
    string? Region,
    string? Sector,
    int? Founded,
    int? Workers,
    IReadOnlyList<string> Certificates,
    IReadOnlyList<string> Machines,
    bool NibChecked,
    bool Sample)
{
    internal static Expression<Func<Ikm, PublicFirm>> Of { get; } = firm => new PublicFirm(
        firm.Id, firm.Name, firm.LegalForm, firm.Region, firm.Sector, firm.Founded, firm.Workers, firm.Certificates, firm.Machines, firm.NibCheckedAt != null, firm.Sample);
}

/// <summary>A firm as the other side of an introduction sees it, once both have agreed.</summary>
public sealed record PartnerFirm(PublicFirm Firm, string? Owner, PhoneNumber Phone);

/// <summary>A firm as the programme's staff see it.</summary>
public sealed record StaffFirm(
    PublicFirm Firm,
    string Code,
    string? Owner,
    PhoneNumber Phone,
    Nib? Nib,
    DateTimeOffset? NibCheckedAt,
    string? SectorOther,
    IReadOnlyList<string> OtherCertificates,
    IReadOnlyList<string> OtherMachines,
    IReadOnlyList<string> Help,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? FrozenAt,
    int Version);

/// <summary>The only ways in which a firm leaves the store.</summary>
public static class FirmProjections
{
    /// <summary>Firms that are neither frozen nor hidden, at most <paramref name="limit"/> (10).</summary>
    public static Task<List<PublicFirm>> PublicFirmsAsync(this PartnershipStore store, CancellationToken cancellation, int limit = 10)
    {
        ArgumentNullException.ThrowIfNull(store);
        return store.Ikms.AsNoTracking().Where(i => i.FrozenAt == null).OrderBy(i => i.Name).Take(Math.Min(limit, 10)).Select(PublicFirm.Of).ToListAsync(cancellation);
    }

    /// <summary>The firm behind an introduction, for its industry; null while its contact data has not been released, and again once a consent is gone.</summary>
    public static async Task<PartnerFirm?> PartnerFirmAsync(this PartnershipStore store, Guid introduction, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        var released = await store.Introductions.AsNoTracking()
            .Where(i => i.Id == introduction && i.DisclosedAt != null && i.EndReason == null)
            .Join(store.Ikms.Where(f => f.FrozenAt == null), i => i.IkmId, f => f.Id, (i, f) => f)
            .FirstOrDefaultAsync(cancellation);
        if (released is null) return null;
        var consents = await store.Consents.AsNoTracking().Where(c => c.IntroductionId == introduction && c.Purpose == ConsentPurpose.Introduction).ToListAsync(cancellation);
        if (!Enum.GetValues<ConsentSide>().All(side => consents.Exists(c => c.Side == side && c.IsLive(now)))) return null;
        return new PartnerFirm(PublicFirm.Of.Compile()(released), await store.OwnerAsync(released.Id, cancellation), released.Phone);
    }

    /// <summary>For the programme's staff; null when there is no such firm.</summary>
    public static async Task<StaffFirm?> StaffFirmAsync(this PartnershipStore store, Guid id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (await store.Ikms.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, cancellation) is not { } firm) return null;
        return new StaffFirm(
            PublicFirm.Of.Compile()(firm), RegistrationCode.Of(firm), await store.OwnerAsync(id, cancellation), firm.Phone, firm.Nib, firm.NibCheckedAt, firm.SectorOther,
            firm.OtherCertificates, firm.OtherMachines, firm.Help, firm.CreatedAt, firm.ChangedAt, firm.FrozenAt, firm.Version);
    }

    private static Task<string?> OwnerAsync(this PartnershipStore store, Guid firm, CancellationToken cancellation) =>
        store.FirmMembers.Where(m => m.IkmId == firm).Join(store.Persons, m => m.PersonId, p => p.Id, (m, p) => p.Name).FirstOrDefaultAsync(cancellation);
}
