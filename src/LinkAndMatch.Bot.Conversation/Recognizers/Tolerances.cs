using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds tolerances: "±0.05", "5 strip", "50 mikron", "toleransi 0,1 mm".</summary>
/// <remarks>On a workshop's caliper or micrometer one <i>strip</i> (or <i>sen</i>) is 0.01 mm.</remarks>
public static partial class Tolerances
{
    // A larger one is a length or a number without its unit ("toleransi 50" may be microns): to be asked, not guessed.
    private const decimal Largest = 10m;

    /// <summary>Tolerances in millimetres, in the order of the text: behind a word or sign of tolerance, in strips or microns, or a length that is the whole answer.</summary>
    public static IReadOnlyList<Found<decimal>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<decimal>>? found = null;
        var words = folded.Text;
        foreach (var (start, low, high) in Numbers.Scan(words, metres: true))
        {
            if (high is not null) continue;
            var mark = Mark().Match(words[Math.Max(0, start - 40)..start]);
            var unit = Unit().Match(words, low.End);
            var shop = unit.Success && !unit.ValueSpan.Contains("mm", StringComparison.Ordinal) && !unit.ValueSpan.Contains("mili", StringComparison.Ordinal) && !unit.ValueSpan.Contains("cm", StringComparison.Ordinal);
            var end = unit.Success ? unit.Index + unit.Length : low.End;
            if (!mark.Success && !shop && !IsWhole(words, start, end)) continue;

            var millimetres = Math.Abs(low.Value) * Millimetres(unit);
            if (millimetres is <= 0 or > Largest) continue;
            (found ??= []).Add(folded.Found(millimetres, mark.Success ? start - mark.Length : start, end));
        }

        return found ?? (IReadOnlyList<Found<decimal>>)[];
    }

    private static decimal Millimetres(Match unit) => !unit.Success ? 1m : unit.ValueSpan.Trim() switch
    {
        ['m', 'm' or 'i', ..] when !unit.Value.Contains("mik", StringComparison.Ordinal) && !unit.Value.Contains("mic", StringComparison.Ordinal) => 1m,
        "cm" => 10m,
        ['s', ..] => 0.01m,
        _ => 0.001m,
    };

    private static bool IsWhole(string text, int start, int end)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((i < start || i >= end) && char.IsLetterOrDigit(text[i])) return false;
        }

        return true;
    }

    [GeneratedRegex(@"(?:(?:(?:±|\+\s?/?\s?-|\b(?:plus\s?minus|toleransi(?:nya|ne)?|toleran|tol|presisi(?:nya)?|akurasi(?:nya)?|ketelitian(?:nya)?|tolerance|accuracy)\b)[\s.:=]*)(?:(?:of|sampai|sampe|sekitar|kira2|max|maks|maksimal|minimal|min|bisa|dapat|adalah|kurang lebih|di|nya)\s?)*)+-?$", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\G\s?(?:mm|milimeter|mili|mikrometer|mikron|mikro|micron|microns|µm|μm|um|strip|setrip|strp|sen|cm)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();
}
