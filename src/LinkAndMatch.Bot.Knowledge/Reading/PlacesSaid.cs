using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>Places as typed: the regency, city or province; the district; the village.</summary>
internal static partial class PlacesSaid
{
    public static (string? Region, string? District, string? Village) Read(string text, Regions regions)
    {
        var village = Marked(text, VillageMark(), RegionLevel.Village, regions);
        var district = Marked(text, DistrictMark(), RegionLevel.District, regions);
        if (district is null && village is null) (district, village) = Row(text, regions);
        var region = Region(text, regions);
        // "desa lemahduwur, kec adiwerna": of both beside each other one may bear a regency's name; a regency itself is called so then.
        if (village is not null && district is not null && region is not null && !PlaceMark().IsMatch(region)) region = null;
        if (region is not null && district is null) district = Beside(text, region, regions);
        if (region is null && district is null && village is null) district = Bare(text, regions);
        return (region, district, village);
    }

    private static string? Region(string text, Regions regions)
    {
        foreach (var piece in Pieces(text))
        {
            // A province is found only where the text names one, or a regency: not by a district alone.
            var named = regions.Find(piece, RegionLevel.Province);
            if (named.IsNone) continue;
            var match = regions.Find(piece, RegionLevel.Regency);
            if (match.IsNone) match = named;
            var said = piece.Substring(match.Start, match.Length);
            if (said.LastIndexOf(':') is >= 0 and var colon) said = said[(colon + 1)..].Trim();
            if (IsPlace(text, said, piece)) return said;
        }

        return null;
    }

    // Names of places are also everyday words: one needs a word of place before it, a capital or to be nearly all of the message.
    private static bool IsPlace(string text, string said, string piece)
    {
        var at = text.IndexOf(said, StringComparison.Ordinal);
        if (at < 0) return false;
        return PlaceMark().IsMatch(said) || PlaceBefore().IsMatch(text[..at]) || (at > 0 && char.IsUpper(said[0])) || said.Length * 2 > piece.Trim().Length;
    }

    private static string? Marked(string text, Regex mark, RegionLevel level, Regions regions)
    {
        foreach (Match match in mark.Matches(text))
        {
            var rest = FewWords(text, match.Index + match.Length);
            var found = regions.Find(rest, level);
            if (!found.IsNone && found.Start <= 1) return rest.Substring(found.Start, found.Length);
            if (rest.Length > 2) return rest.Split(' ', ',')[0];
        }

        return null;
    }

    // "bengkele nang pagongan dukuhturi": village and district in a row after a word of place, the one in the other.
    private static (string? District, string? Village) Row(string text, Regions regions)
    {
        foreach (Match match in At().Matches(text))
        {
            var words = FewWords(text, match.Index + match.Length).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0].Length < 4 || words[1].Length < 4) continue;
            var district = regions.Find(words[1], RegionLevel.District);
            if (district.IsNone || district.Length != words[1].Length) continue;
            var village = regions.Find(words[0], RegionLevel.Village, district.Candidates[0]);
            if (!village.IsNone && village.Length == words[0].Length && village.Candidates.Any(v => v.StartsWith(district.Candidates[0] + ".", StringComparison.Ordinal))) return (words[1], words[0]);
        }

        return (null, null);
    }

    // "talang, kab tegal", "adiwerna tegal": the word before the regency, when a district of it bears that name.
    private static string? Beside(string text, string region, Regions regions)
    {
        var at = text.IndexOf(region, StringComparison.Ordinal);
        var before = BeforeRegion().Match(text[..Math.Max(at, 0)]);
        if (!before.Success || regions.Find(region, RegionLevel.Regency) is not { IsNone: false } regency) return null;
        var word = before.Groups["word"].Value;
        var district = regions.Find(word, RegionLevel.District, regency.Candidates[0]);
        return !district.IsNone && district.Length == word.Length && district.Candidates.Any(d => regency.Candidates.Any(r => d.StartsWith(r + ".", StringComparison.Ordinal))) ? word : null;
    }

    private static string? Bare(string text, Regions regions)
    {
        foreach (Match match in At().Matches(text))
        {
            var word = FewWords(text, match.Index + match.Length).Split(' ')[0];
            if (word.Length < 5) continue;
            var alone = regions.Find(word, RegionLevel.District);
            if (alone.IsCertain && alone.Length == word.Length) return word;
        }

        return null;
    }

    private static string[] Pieces(string text) => PieceEnd().Split(text);

    private static string FewWords(string text, int at)
    {
        var end = at;
        var words = 0;
        while (end < text.Length && words < 3 && (char.IsLetter(text[end]) || text[end] is ' ' or '-' or '\''))
        {
            if (text[end] == ' ' && end > at) words++;
            end++;
        }

        return text[at..end].Trim();
    }

    [GeneratedRegex(@"[,\n;()]|(?<!\b(?:kab|kec|prov|kel|ds|jl|no))\.(?=\s|$|\.)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PieceEnd();

    [GeneratedRegex(@"(?<word>\p{L}{4,})\s*,?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeRegion();

    [GeneratedRegex(@"\b(?:kecamatan|kec\.?)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DistrictMark();

    [GeneratedRegex(@"\b(?:desa|kelurahan|kel\.?|ds\.?|dukuh|dusun)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex VillageMark();

    [GeneratedRegex(@"^(?:kab\b|kabupaten|kota|prov)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlaceMark();

    [GeneratedRegex(@"(?:\b(?:di|dari|dr|nang|neng|ning|ing|saking|saka|sangka|asal|lokasi|alamat|wilayah|daerah|in|from|at|kota|kab|kabupaten|provinsi|prov|domisili|tinggal|based)(?:nya|ne|e)?\b\.?|kota\s*:|alamat\s*:)\s*(?:\w+\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PlaceBefore();

    [GeneratedRegex(@"\b(?:di|dari|nang|neng|ning|saking|saka|sangka|alamat|lokasi)(?:nya|ne|e)?\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex At();
}
