using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>What a text says of work in the words of the vocabulary: each stretch of text in one list only.</summary>
/// <param name="Component">The first item named.</param>
internal sealed record WorkshopTerms(
    Found<string>? Component,
    IReadOnlyList<Found<string>> Processes,
    IReadOnlyList<Found<string>> Materials,
    IReadOnlyList<Found<string>> Machines,
    IReadOnlyList<Found<string>> Certificates)
{
    // Words that are equipment and nothing else.
    private static readonly HashSet<string> s_alwaysMachine = ["furnace", "cmm", "plating_line", "paint_booth"];
    private static readonly HashSet<string> s_nonferrous = ["alu_die", "alu_wrought", "brass", "bronze", "copper", "zinc_alloy"];
    private static readonly HashSet<string> s_rubber = ["nbr", "epdm", "natural_rubber", "rubber", "silicone", "sbr", "nr"];

    // Stuff that is also the name of a way to work it: the stuff is meant.
    private static readonly HashSet<string> s_stuffNotWork = ["frp", "rubber_molding", "woodworking", "packaging_making", "plating_zinc"];

    // Near in spelling to a term of the shop floor, but said of other things.
    private static readonly HashSet<string> s_everyday = ["sangka", "saking", "tekan", "bening", "tempat", "belah", "kerjasama"];

    public static WorkshopTerms Read(Vocabulary vocabulary, string text)
    {
        var machines = vocabulary.Find("machines", text).Terms.Where(m => IsMachine(m, text)).ToList();
        bool IsEveryday(Found<string> found) => s_everyday.Contains(text.Substring(found.Start, found.Length).ToLowerInvariant());
        bool OfMachine<T>(Found<T> found) => machines.Exists(m => m.Overlaps(found));

        var components = vocabulary.Find("components", text).Terms.Where(c => !OfMachine(c) && !IsPer(c, text) && !IsEveryday(c)).ToList();
        var processes = vocabulary.Find("processes", text).Terms.Where(p => !OfMachine(p) && !IsPer(p, text) && !IsDenied(p, text) && !IsEveryday(p)).ToList();
        var materials = vocabulary.Find("materials", text).Terms.Where(m => !OfMachine(m)).ToList();
        var certificates = vocabulary.Find("certifications", text).Terms.Where(c => c.Value != "none").ToList();

        // The longer phrase is meant. Of two names for the same words the item wins over the work, the stuff over both; a shaft ("as") is an item.
        components.RemoveAll(c => materials.Exists(m => m.Overlaps(c) && (m.Length > c.Length || (m.Length == c.Length && c.Value != "shaft"))) || processes.Exists(p => p.Overlaps(c) && p.Length > c.Length));
        materials.RemoveAll(m => components.Exists(c => c.Overlaps(m) && c.Length >= m.Length) || processes.Exists(p => p.Overlaps(m) && p.Length > m.Length && p.Value is not "casting_nonferrous"));
        processes.RemoveAll(p => components.Exists(c => c.Overlaps(p) && c.Length >= p.Length && !IsDone(p, text)) || materials.Exists(m => m.Overlaps(p) && m.Length >= p.Length));
        processes.RemoveAll(p => s_stuffNotWork.Contains(p.Value) && !text.AsSpan(p.Start, p.Length).Contains(' ') && !IsDone(p, text) && p.Length < 8);
        components.RemoveAll(c => c.Value == "rubber_part" && c.Length == 5);

        // "pipa stainless": the pipe is of the other material.
        if (materials.Count > 1) materials.RemoveAll(m => m.Value == "steel_pipe" && m.Length == 4);
        certificates.RemoveAll(c => components.Exists(k => k.Overlaps(c)) || machines.Exists(k => k.Overlaps(c)));
        return new WorkshopTerms(components.FirstOrDefault(), Exact(processes, materials), materials, machines, certificates);
    }

    // Casting of other metals than iron, pressing of rubber: the stuff tells the work.
    private static List<Found<string>> Exact(List<Found<string>> processes, List<Found<string>> materials)
    {
        var exact = new List<Found<string>>();
        foreach (var process in processes)
        {
            var key = process.Value switch
            {
                "casting_iron" when materials.Exists(m => s_nonferrous.Contains(m.Value)) => "casting_nonferrous",
                "stamping" when materials.Count > 0 && materials.TrueForAll(m => s_rubber.Contains(m.Value)) => "rubber_molding",
                var same => same,
            };
            if (!exact.Exists(e => e.Value == key)) exact.Add(process with { Value = key });
        }

        return exact;
    }

    private static bool IsMachine(Found<string> machine, string text)
    {
        var words = text.AsSpan(machine.Start, machine.Length);
        if (words.Contains("mesin", StringComparison.OrdinalIgnoreCase) || words.Contains("machine", StringComparison.OrdinalIgnoreCase) || s_alwaysMachine.Contains(machine.Value)) return true;
        if (words.Equals("vmc", StringComparison.OrdinalIgnoreCase) || words.ContainsAnyInRange('0', '9')) return true;
        var before = TextAround.WordBefore(text, machine.Start);
        return before is "mesin" or "machine" or "mesine" || (machine.Value == "robot_welder" && words.StartsWith("robot", StringComparison.OrdinalIgnoreCase));
    }

    // "per minggu" is no spring.
    private static bool IsPer(Found<string> found, string text) =>
        found.Length == 3 && text.AsSpan(found.Start, 3).Equals("per", StringComparison.OrdinalIgnoreCase)
        && TextAround.WordAfter(text, found.End) is "bulan" or "bln" or "minggu" or "hari" or "tahun" or "thn" or "musim" or "jam" or "unit" or "pcs" or "batch" or "";

    // "hobbing? engga, kita milling aja".
    private static bool IsDenied(Found<string> found, string text) =>
        (found.End < text.Length && text[found.End] == '?' && TextAround.WordAfter(text, found.End) is "engga" or "enggak" or "tidak" or "ga" or "gak" or "nggak" or "bukan")
        || TextAround.WordBefore(text, found.Start) is "bukan" or "tanpa" or "dudu";

    // "bikin dies", "njahit", "dipress": done, not only named.
    private static bool IsDone(Found<string> found, string text) =>
        TextAround.WordBefore(text, found.Start) is "bikin" or "buat" or "membuat" or "gawe" or "nggawe" or "jasa" or "proses" or "make" or "making"
        || text.AsSpan(found.Start, found.Length).StartsWith("bikin ", StringComparison.OrdinalIgnoreCase);
}
