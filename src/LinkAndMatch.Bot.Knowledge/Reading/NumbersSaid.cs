using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>Numbers with their meaning: workers, capacity, a choice, the number of a request or a need.</summary>
internal static partial class NumbersSaid
{
    /// <summary>How many people work there.</summary>
    public static Found<int>? Workers(string text)
    {
        foreach (var number in Numbers.Find(text))
        {
            if (number.Value is < 1 or > 99_999 || number.Value != decimal.Truncate(number.Value)) continue;
            if (PeopleAfter().IsMatch(text[number.End..]) || PeopleBefore().IsMatch(text[..number.Start])) return new Found<int>((int)number.Value, number.Start, number.Length);
        }

        return null;
    }

    /// <summary>What can be made, and in which time; the unit is null when none was said.</summary>
    public static (decimal Amount, string? Unit, string? Period)? Capacity(string text, Quantities quantities, IReadOnlyList<Found<string>> machines, Found<int>? workers)
    {
        var typed = Usable(quantities.Find(text));
        if (typed.Find(q => q.Value.Period is not null) is { } whole) return (whole.Value.Amount, whole.Value.Unit, whole.Value.Period);
        if (Usable(quantities.Find(text, "pcs")).Find(q => q.Value.Period is not null && !typed.Exists(t => t.Overlaps(q))) is { } bare) return (bare.Value.Amount, null, bare.Value.Period);

        // Without a period only what is counted or weighed as goods: a length or a weight of one piece is no capacity.
        var goods = typed.Find(q => q.Value.Unit is "pcs" or "set" or "unit" or "lusin" or "kodi" or "gross" or "lot" or "roll"
            || (q.Value.Unit is "ton" && !MachineBefore().IsMatch(text[..q.Start])));
        return goods is null ? null : (goods.Value.Amount, goods.Value.Unit, null);

        List<Found<Quantity>> Usable(IReadOnlyList<Found<Quantity>> found) =>
            [.. found.Where(q => (workers is null || !workers.Overlaps(q)) && !machines.Any(m => m.Overlaps(q) || (q.Start >= m.End && string.IsNullOrWhiteSpace(text[m.End..q.Start])) || (m.Start >= q.End && m.Start - q.End <= 7 && text[q.End..m.Start].Contains("mesin", StringComparison.OrdinalIgnoreCase))))];
    }

    /// <summary>Which of what was shown: "yang kedua", "nomor 3".</summary>
    public static int? Choice(string text)
    {
        if (Worded().Match(text) is { Success: true } worded) return OrdinalValue(worded.Groups["word"].Value.ToLowerInvariant());
        if (Ordinal().Match(text) is { Success: true } ordinal) return OrdinalValue(ordinal.Groups["word"].Value.ToLowerInvariant());
        return Numbered().Match(text) is { Success: true } numbered ? int.Parse(numbered.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    public static string? Need(string text) => NeedCode().Match(text) is { Success: true } match ? match.Value : null;

    public static string? ProductCode(string text) => ProductNumber().Match(text) is { Success: true } match ? match.Value : null;

    public static string? Request(string text) => RequestCode().Match(text) is { Success: true } match ? match.Groups["number"].Value : null;

    /// <summary>Whether the text agrees or refuses, in so many words.</summary>
    public static bool? Consent(string text)
    {
        if (!Agrees().IsMatch(text)) return null;
        return !Refuses().IsMatch(text);
    }

    private static int? OrdinalValue(string word) => word switch
    {
        "pertama" or "kesatu" or "satu" or "siji" or "one" or "first" or "kapisan" or "sepisan" => 1,
        "kedua" or "dua" or "two" or "second" or "kapindho" or "loro" or "kaloro" => 2,
        "ketiga" or "tiga" or "three" or "third" or "katelu" or "telu" => 3,
        "keempat" or "empat" or "four" or "fourth" or "papat" => 4,
        "kelima" or "five" or "fifth" or "lima" => 5,
        _ => null,
    };

    [GeneratedRegex(@"^\s*(?:an\s+)?(?:orang|org|karyawan|kary|pekerja|pegawai|tenaga\s+kerja|buruh|tukang|wong|workers?|employees?|staff|people|anak\s+buah)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PeopleAfter();

    [GeneratedRegex(@"\b(?:karyawan|karyawati|pekerja|pegawai|tenaga\s+kerja|buruh|tukang|employees|workers|staff|anak\s+buah|sdm|yg\s+kerja|yang\s+kerja|sing\s+kerja)(?:nya|ne|e|ku)?(?:\s+(?:saya|sy|kami|kita|ada|cuma|hanya|sekitar|kira-kira|total|totalnya|sebanyak|baru|mung|ana|tetap))*\s*[:=]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PeopleBefore();

    [GeneratedRegex(@"(?:press?|pres|mesin|berat|tonase|crane|hpdc|injection|injeksi)\s*\S*\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MachineBefore();

    [GeneratedRegex(@"\b(?:yang|yg|sing|pilih|pilihan|nomor|nomer|the|ambil)\s+(?:ke\s*-?\s*)?(?<word>pertama|kesatu|kedua|ketiga|keempat|kelima|(?<=ke\s*-?\s*)(?:satu|dua|tiga|empat|lima)|first|second|third|fourth|fifth|kapisan|sepisan|kapindho|katelu)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"(?:\b(?:nomor|nomer|no\.?|number|pilih|pilihan|opsi|option)\s+(?<word>satu|dua|tiga|empat|lima|siji|loro|telu|papat|one|two|three|four|five)\b|^\s*(?<word>pertama|kedua|ketiga|keempat|kelima)\W*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Worded();

    [GeneratedRegex(@"(?:\b(?:pilih|pilihan|opsi|ambil|minat|yang|yg|sing|option|choose|pick|number)\s+(?:ke\s*-?\s*|(?:yang|yg|sing)\s+)?(?:nomor\s+|nomer\s+|no\.?\s*)?|^\s*(?:nomor|nomer|no\.?)\s*|^\s*)(?<number>[1-9]|1\d)(?:\s*(?:aja|saja|bae|deh|dong|ya|$)|(?=\s*[,.]|\s+(?:terus|trus|lalu|dan|kenalkan|ajukan)))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\bN-\d{1,6}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NeedCode();

    [GeneratedRegex(@"\bP-\d{1,6}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ProductNumber();

    [GeneratedRegex(@"\b(?<number>(?!N-|P-|IK-)[A-Z]{2,5}-\d{2,8})\b|\b(?:request|permintaan|permohonan|pengajuan|perkenalan|tiket|ticket)\s+(?:saya\s+)?(?:(?:nomor|nomer|no|number|id)\b\.?\s*|#\s*)?(?<number>\d{2,8}|[A-Z]{1,4}\d{2,8})\b|#(?<number>\d{2,8})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RequestCode();

    [GeneratedRegex(@"\b(?:setuju|sepakat|menyetujui|agree|consent|mengizinkan|izinkan|kersa)\b|\bboleh\s+(?:dipakai|dibagi\w*|disimpan|data)\b|\b(?:data|kontak)\S*\s+(?:saya\s+)?boleh\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Agrees();

    [GeneratedRegex(@"\b(?:tidak|tdk|tak|gak|ga|nggak|enggak|engga|ngga|ora|mboten|belum|not|don't|do\s+not|jangan)\s+(?:\w+\s+)?(?:setuju|sepakat|agree|consent|mengizinkan|izinkan|boleh|kersa)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Refuses();
}
