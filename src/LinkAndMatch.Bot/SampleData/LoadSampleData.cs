using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.SampleData;

/// <summary>
/// Invented industries and their needs, so that a first conversation has something to find. For Development only.
/// Rows about real firms are left out: nobody may be shown a need that a real firm never had.
/// </summary>
public sealed class LoadSampleData(IDbContextFactory<PartnershipStore> stores, StoreLock storeLock, TimeProvider clock)
{
    private const string IndustryFile = "demo-industri-besar.csv";
    private const string NeedFile = "demo-needs.csv";

    /// <summary>Where a table comes from, by its file's name.</summary>
    internal Func<string, IReadOnlyList<SampleRow>> Tables { get; init; } = SampleTable.Read;

    /// <summary>Loads once: a store that has any industry is left alone.</summary>
    /// <returns>How many needs were loaded.</returns>
    /// <exception cref="Conversation.Recognizers.DataFileException">A row is not as expected; the message names file and line.</exception>
    public async Task<int> LoadAsync(CancellationToken cancellation)
    {
        await using var alone = await storeLock.TakeAsync(cancellation);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (await store.Industries.AnyAsync(cancellation)) return 0;

        var now = clock.GetUtcNow();
        var industries = Industries(now).ToDictionary(i => i.Source!, StringComparer.Ordinal);
        var needs = Needs(industries, now).ToList();
        store.Industries.AddRange(industries.Values);
        store.Needs.AddRange(needs);
        await store.SaveChangesAsync(cancellation);
        return needs.Count;
    }

    private IEnumerable<Industry> Industries(DateTimeOffset now) =>
        from row in Tables(IndustryFile)
        where row.Flag("fictitious")
        select new Industry
        {
            Name = row.Text("name"),
            Tier = row.Integer("tier"),
            Sector = row.TextOrNull("sector"),
            Region = row.TextOrNull("regency_code"),
            Source = row.Text("industry_id"),
            Sample = true,
            CreatedAt = now,
        };

    private IEnumerable<Need> Needs(Dictionary<string, Industry> industries, DateTimeOffset now)
    {
        var named = Tables(IndustryFile).Select(i => i.Text("industry_id")).ToHashSet(StringComparer.Ordinal);
        foreach (var row in Tables(NeedFile).Where(r => r.Flag("fictitious")))
        {
            // A need of a real firm is left out with it; one of a firm that stands nowhere is a slip.
            var id = row.Text("industry_id");
            if (!named.Contains(id)) throw row.Wrong($"there is no industry '{id}' in {IndustryFile}.");
            if (!industries.TryGetValue(id, out var industry)) continue;
            yield return new Need
            {
                IndustryId = industry.Id,
                Title = row.Text("title"),
                Description = row.Text("description"),
                Sector = row.TextOrNull("sector"),
                Component = row.TextOrNull("component"),
                Processes = row.List("processes"),
                Materials = row.List("materials"),
                Tolerance = row.Number("tolerance_mm"),
                VolumeAmount = row.Number("volume_qty"),
                VolumeUnit = row.TextOrNull("volume_unit"),
                VolumePeriod = row.TextOrNull("volume_per"),
                RequiredCertificates = row.List("required_certs"),
                PreferredCertificates = row.List("preferred_certs"),
                PreferredRegion = row.TextOrNull("preferred_regency_code"),
                RawMaterialSupport = row.Flag("raw_material_support"),
                QuoteBy = row.Day("quote_by"),
                Status = row.Of<NeedStatus>("status"),
                Source = row.Text("need_id"),
                Sample = true,
                CreatedAt = now,
            };
        }
    }
}
