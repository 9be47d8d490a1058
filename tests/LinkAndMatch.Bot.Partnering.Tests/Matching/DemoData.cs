using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Products;

namespace LinkAndMatch.Bot.Partnering.Tests.Matching;

/// <summary>The invented firms, products and needs that lie with the program, all of them, as one big market.</summary>
internal static class DemoData
{
    private static readonly string s_root = Root();

    public static Matcher Matcher { get; } = new(new MatchTerms(
        Vocabulary.Load(Path.Combine(s_root, "dialogs/data/vocab.yaml")).List("processes").ToDictionary(t => t.Key, t => t.Near)));

    public static IReadOnlyDictionary<string, Ikm> Firms { get; } = Rows("demo-ikm.csv").ToDictionary(r => r["ikm_id"], r => new Ikm
    {
        Name = r["name"],
        Phone = new PhoneNumber(r["phone"]),
        Region = r["regency_code"],
        Sector = "automotive",
        Certificates = List(r["certs"]),
    });

    public static IReadOnlyDictionary<string, (Product Product, Ikm Firm)> Products { get; } = Rows("demo-products.csv").ToDictionary(r => r["product_id"], r => (new Product
    {
        IkmId = Firms[r["ikm_id"]].Id,
        Name = r["name"],
        Category = r["component"],
        Processes = List(r["processes"]),
        Materials = List(r["materials"]),
        Tolerance = Number(r["tolerance_mm"]),
        Capacity = Number(r["capacity_qty"]) is { } amount ? new Quantity(amount, r["capacity_unit"], r["capacity_per"]) : null,
        Certificates = List(r["certs"]),
        CreatedAt = Desk.Monday,
    }, Firms[r["ikm_id"]]));

    public static IReadOnlyDictionary<string, Need> Needs { get; } = Rows("demo-needs.csv").ToDictionary(r => r["need_id"], r => new Need
    {
        IndustryId = Guid.Empty,
        Source = r["need_id"],
        Title = r["title"],
        Description = r["description"],
        Sector = r["sector"],
        Component = r["component"],
        Processes = List(r["processes"]),
        Materials = List(r["materials"]),
        Tolerance = Number(r["tolerance_mm"]),
        VolumeAmount = Number(r["volume_qty"]),
        VolumeUnit = r["volume_unit"],
        VolumePeriod = r["volume_per"],
        RequiredCertificates = List(r["required_certs"]),
        PreferredCertificates = List(r["preferred_certs"]),
        PreferredRegion = r["preferred_regency_code"] is { Length: > 0 } region ? region : null,
        RawMaterialSupport = r["raw_material_support"] == "true",
        Status = Enum.Parse<NeedStatus>(r["status"], ignoreCase: true),
    });

    private static List<string> List(string text) => [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries)];

    private static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(Path.Combine(s_root, "src/LinkAndMatch.Bot/SampleData", file), Encoding.UTF8);
        var head = Fields(lines[0]);
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => head.Zip(Fields(l)).ToDictionary(f => f.First, f => f.Second));
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var parts = line.Split('"');
        var field = new StringBuilder();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 1)
            {
                field.Append(parts[i]);
                continue;
            }

            var pieces = parts[i].Split(',');
            for (var p = 0; p < pieces.Length; p++)
            {
                if (p > 0)
                {
                    fields.Add(field.ToString());
                    field.Clear();
                }

                field.Append(pieces[p]);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "LinkAndMatch.Bot.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The solution's folder was not found above the test.");
    }
}
