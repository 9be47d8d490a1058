using System.Globalization;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Products;

namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>Compares products with needs by what both sides have said, and says why. No learning, no hidden figure: each reason has its weight below.</summary>
public sealed class Matcher(MatchTerms terms)
{
    /// <summary>Less than this share of the volume cannot be helped by a second shift: the need cannot be met.</summary>
    public const double FarTooLittle = 0.1;

    /// <summary>At least this share is worth a talk: industries source from several firms.</summary>
    public const double EnoughToTalk = 0.5;

    /// <summary>What counts how much. Can it be made at all comes first, where it is made last. What a need does not ask for is left out of its sum.</summary>
    private static double Weight(ReasonKind kind) => kind switch
    {
        ReasonKind.Process => 0.28,
        ReasonKind.Component => 0.16,
        ReasonKind.Material => 0.14,
        ReasonKind.Capacity => 0.13,
        ReasonKind.RequiredCertificate => 0.09,
        ReasonKind.Tolerance => 0.08,
        ReasonKind.Nearness => 0.04,
        ReasonKind.Sector => 0.03,
        ReasonKind.Words => 0.03,
        ReasonKind.PreferredCertificate => 0.02,
        ReasonKind.RawMaterial => 0,
    };

    /// <summary>One product and one need.</summary>
    public Match Compare(Product product, Ikm firm, Need need)
    {
        ArgumentNullException.ThrowIfNull(product);
        ArgumentNullException.ThrowIfNull(firm);
        ArgumentNullException.ThrowIfNull(need);
        var certificates = product.Certificates.Union(firm.Certificates, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var process = Process(product, need);
        List<(double? Part, Reason Reason)> looked =
        [
            process,
            Component(product, need),
            Material(product, need),
            Capacity(product, need),
            RequiredCertificates(certificates, need),
            Tolerance(product, need),
            Near(firm, need),
            Sector(firm, need),
            Words(product, need),
            PreferredCertificates(certificates, need),
            RawMaterial(firm, need),
        ];
        // Room, certificates and nearness are worth something only as far as the thing can be made: else a workshop with room for anything fits everything.
        var made = process.Part ?? 1;
        var asked = looked.Sum(l => l.Part is null ? 0 : Weight(l.Reason.Kind));
        var score = asked == 0 ? 0.5 : looked.Sum(l => Weight(l.Reason.Kind) * (l.Part ?? 0) * (IsAboutMaking(l.Reason.Kind) ? 1 : made)) / asked;
        return new Match(Math.Clamp(score, 0, 1), [.. looked.Select(l => l.Reason).Where(r => r.Verdict != Verdict.Unknown || r.Values.Count > 0)], looked.TrueForAll(l => l.Reason.Verdict != Verdict.Missing));
    }

    /// <summary>All needs, those that can be met first, the best first; never one left out.</summary>
    public IReadOnlyList<(Need Need, Match Match)> Rank(Product product, Ikm firm, IEnumerable<Need> needs) =>
    [
        .. needs.Select(n => (Need: n, Match: Compare(product, firm, n)))
            .OrderByDescending(m => m.Match.CanBeMet)
            .ThenByDescending(m => m.Match.Score)
            .ThenBy(m => m.Need.Id),
    ];

    private static bool IsAboutMaking(ReasonKind kind) => kind is ReasonKind.Process or ReasonKind.Component or ReasonKind.Material or ReasonKind.Words;

    private (double? Part, Reason Reason) Process(Product product, Need need)
    {
        if (need.Processes.Count == 0) return Nothing(ReasonKind.Process);
        if (product.Processes.Count == 0) return Unknown(ReasonKind.Process, ("wanted", Keys(need.Processes)));
        var have = need.Processes.Where(product.Processes.Contains).ToList();
        var near = need.Processes.Except(have).Where(wanted => product.Processes.Exists(p => terms.AreNear(p, wanted))).ToList();
        var lacking = need.Processes.Except(have).Except(near).ToList();
        // The first process of a need is what the part is made by; painting or plating can be bought elsewhere.
        double Worth(string process) => process == need.Processes[0] ? 2 : 1;
        var part = (have.Sum(Worth) + (0.5 * near.Sum(Worth))) / need.Processes.Sum(Worth);
        var verdict = part == 0 ? Verdict.Missing : have.Count > 0 && part >= 0.5 ? Verdict.For : Verdict.Against;
        return (part, new Reason(ReasonKind.Process, verdict) { Values = Values(("have", Keys(have)), ("near", Keys(near)), ("lacking", Keys(lacking))) });
    }

    private static (double?, Reason) Component(Product product, Need need)
    {
        if (need.Component is null) return Nothing(ReasonKind.Component);
        if (product.Category is null) return Unknown(ReasonKind.Component, ("wanted", need.Component));
        var same = product.Category == need.Component;
        return (same ? 1 : 0, new Reason(ReasonKind.Component, same ? Verdict.For : Verdict.Against) { Values = Values(("have", product.Category), ("wanted", need.Component)) });
    }

    private static (double?, Reason) Material(Product product, Need need)
    {
        if (need.Materials.Count == 0) return Nothing(ReasonKind.Material);
        if (product.Materials.Count == 0) return Unknown(ReasonKind.Material, ("wanted", Keys(need.Materials)));
        var have = need.Materials.Where(product.Materials.Contains).ToList();
        var lacking = need.Materials.Except(have).ToList();
        var part = (double)have.Count / need.Materials.Count;
        return (part, new Reason(ReasonKind.Material, have.Count > 0 ? Verdict.For : Verdict.Against) { Values = Values(("have", Keys(have)), ("lacking", Keys(lacking))) });
    }

    private static (double?, Reason) Capacity(Product product, Need need)
    {
        if (need.Volume is null) return Nothing(ReasonKind.Capacity);
        if (CapacityShare.Of(product.Capacity, need.Volume) is not { } share) return Unknown(ReasonKind.Capacity, Wanted(need));
        var verdict = share < FarTooLittle ? Verdict.Missing : share < EnoughToTalk ? Verdict.Against : Verdict.For;
        var percent = Math.Round(Math.Min(share, 9.99) * 100);
        return (Math.Min(share, 1), new Reason(ReasonKind.Capacity, verdict) { Values = Values([("percent", Number(percent)), .. Wanted(need)]) });
    }

    private static (double?, Reason) RequiredCertificates(HashSet<string> have, Need need)
    {
        if (need.RequiredCertificates.Count == 0) return Nothing(ReasonKind.RequiredCertificate);
        var missing = need.RequiredCertificates.Where(c => !Has(have, c)).ToList();
        var part = 1 - ((double)missing.Count / need.RequiredCertificates.Count);
        return (part, new Reason(ReasonKind.RequiredCertificate, missing.Count == 0 ? Verdict.For : Verdict.Missing)
        {
            Values = Values(("have", Keys(need.RequiredCertificates.Except(missing))), ("lacking", Keys(missing))),
        });
    }

    private static (double?, Reason) PreferredCertificates(HashSet<string> have, Need need)
    {
        if (need.PreferredCertificates.Count == 0) return Nothing(ReasonKind.PreferredCertificate);
        var missing = need.PreferredCertificates.Where(c => !Has(have, c)).ToList();
        var part = 1 - ((double)missing.Count / need.PreferredCertificates.Count);
        return (part, new Reason(ReasonKind.PreferredCertificate, missing.Count == 0 ? Verdict.For : Verdict.Against)
        {
            Values = Values(("have", Keys(need.PreferredCertificates.Except(missing))), ("lacking", Keys(missing))),
        });
    }

    // IATF 16949 is built on ISO 9001: who holds the first meets the second.
    private static bool Has(HashSet<string> have, string wanted) => have.Contains(wanted) || (wanted == "iso9001" && have.Contains("iatf16949"));

    private static (double?, Reason) Tolerance(Product product, Need need)
    {
        if (need.Tolerance is not { } wanted || wanted <= 0) return Nothing(ReasonKind.Tolerance);
        if (product.Tolerance is not { } held) return Unknown(ReasonKind.Tolerance, ("wanted", Number(wanted)));
        var part = held <= wanted ? 1 : (double)(wanted / held);
        return (part, new Reason(ReasonKind.Tolerance, held <= wanted ? Verdict.For : Verdict.Against) { Values = Values(("have", Number(held)), ("wanted", Number(wanted))) });
    }

    private static (double?, Reason) Near(Ikm firm, Need need)
    {
        if (need.PreferredRegion is null) return Nothing(ReasonKind.Nearness);
        if (firm.Region is null) return Unknown(ReasonKind.Nearness, ("wanted", need.PreferredRegion));
        var (part, verdict, word) = Regions.Nearness(firm.Region, need.PreferredRegion) switch
        {
            Nearness.SameRegency => (1.0, Verdict.For, "regency"),
            Nearness.SameProvince => (0.8, Verdict.For, "province"),
            Nearness.SameIsland => (0.5, Verdict.For, "island"),
            Nearness.OtherIsland => (0.0, Verdict.Against, "far"),
        };
        return (part, new Reason(ReasonKind.Nearness, verdict) { Values = Values(("near", word), ("region", need.PreferredRegion)) });
    }

    private static (double?, Reason) Sector(Ikm firm, Need need)
    {
        if (need.Sector is null) return Nothing(ReasonKind.Sector);
        if (firm.Sector is null) return Unknown(ReasonKind.Sector, ("wanted", need.Sector));
        var same = firm.Sector == need.Sector;
        // Another sector is no reason against: a founder for cars can cast for trains.
        return (same ? 1 : 0.3, new Reason(ReasonKind.Sector, same ? Verdict.For : Verdict.Unknown) { Values = same ? Values(("sector", need.Sector)) : Values() });
    }

    private static (double?, Reason) Words(Product product, Need need)
    {
        var offered = WordsOf($"{product.Name} {product.OtherCategory} {string.Join(' ', product.OtherProcesses)} {string.Join(' ', product.OtherMaterials)}");
        var wanted = WordsOf(need.Title);
        var about = WordsOf(need.Description);
        if (offered.Count == 0 || wanted.Count == 0) return (0, new Reason(ReasonKind.Words, Verdict.Unknown));
        var shared = offered.Where(w => wanted.Contains(w) || about.Contains(w)).Order(StringComparer.Ordinal).ToList();
        var inTitle = (double)shared.Count(wanted.Contains) / wanted.Count;
        var part = Math.Min(1, inTitle + (0.2 * shared.Count(w => !wanted.Contains(w))));
        return (part, new Reason(ReasonKind.Words, shared.Count > 0 ? Verdict.For : Verdict.Unknown) { Values = shared.Count > 0 ? Values(("words", string.Join(", ", shared))) : Values() });
    }

    private static (double?, Reason) RawMaterial(Ikm firm, Need need) =>
        (null, need.RawMaterialSupport && firm.Help.Contains("raw_material") ? new Reason(ReasonKind.RawMaterial, Verdict.For) { Values = Values(("helps", "true")) } : new Reason(ReasonKind.RawMaterial, Verdict.Unknown));

    // Nothing was asked for: there is nothing to compare.
    private static (double?, Reason) Nothing(ReasonKind kind) => (null, new Reason(kind, Verdict.Unknown));

    // Not said is neither for nor against; half a point, so that an honest answer is worth giving.
    private static (double?, Reason) Unknown(ReasonKind kind, params (string Name, string Value)[] values) => (0.5, new Reason(kind, Verdict.Unknown) { Values = Values(values) });

    private static (string, string)[] Wanted(Need need) =>
        need.Volume is { } volume ? [("amount", Number(volume.Amount)), ("unit", volume.Unit), ("period", volume.Period ?? "")] : [];

    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.Where(v => v.Value.Length > 0).ToDictionary(v => v.Name, v => v.Value);

    private static string Keys(IEnumerable<string> keys) => string.Join(',', keys);

    private static string Number(decimal number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    // Words of four letters and more; shorter ones are prepositions and sizes.
    private static HashSet<string> WordsOf(string text) =>
    [
        .. text.ToLowerInvariant().Split([' ', ',', '.', '/', '(', ')', '-', ';', ':', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length >= 4 && !Common.Contains(w) && w.All(char.IsLetter)),
    ];

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "untuk", "dengan", "dari", "yang", "atau", "sesuai", "kami", "tiap", "part", "komponen", "jasa", "bahan", "proses", "produk", "buat", "bikin", "khusus", "kecil", "besar",
    };
}
