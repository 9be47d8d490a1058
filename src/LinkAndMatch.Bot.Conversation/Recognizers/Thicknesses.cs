using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds how thick a material is: "plat 1,2 mm", "tebal 2 mili", "t=0.8".</summary>
public static partial class Thicknesses
{
    /// <summary>Thicknesses in millimetres, in the order of the text. Tolerances, diameters, lengths and widths are left out.</summary>
    public static IReadOnlyList<Found<decimal>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        var tolerances = Tolerances.Find(text);
        List<Found<decimal>>? found = null;
        foreach (var (start, low, high) in Numbers.Scan(folded.Text, metres: true))
        {
            if (high is not null || low.Value <= 0) continue;
            var before = folded.Text[Math.Max(0, start - 30)..start];
            var unit = Millimetre().Match(folded.Text, low.End);
            var named = Named().IsMatch(before);
            if (!named && (!unit.Success || OtherMeasure().IsMatch(before))) continue;
            var thickness = folded.Found(low.Value, start, unit.Success ? unit.Index + unit.Length : low.End);
            if (tolerances.Any(t => t.Overlaps(thickness) && !named && (t.Start != thickness.Start || !CoversAll(t, text)))) continue;
            (found ??= []).Add(thickness);
        }

        return found ?? (IReadOnlyList<Found<decimal>>)[];
    }

    // "1,2 mm" as the whole text could be either: the question that was asked decides.
    private static bool CoversAll(Found<decimal> tolerance, string text) => tolerance.Length == text.Trim().Length;

    [GeneratedRegex(@"\G\s?(?:mm|mili|milimeter)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Millimetre();

    [GeneratedRegex(@"\b(?:tebal(?:nya|e)?|tebel(?:e)?|ketebalan(?:nya)?|thickness|thick|t)\s?[:=]?\s?(?:plat(?:nya)?\s)?(?:sekitar\s|sampai\s|of\s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?:\b(?:diameter|dia|panjang|lebar|tinggi|radius|dalam|ulir|drat|pitch|od|id)(?:nya)?\s?[:=]?\s?|[ø⌀]\s?|\d\s?x\s?)$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherMeasure();
}
