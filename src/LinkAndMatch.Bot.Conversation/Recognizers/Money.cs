using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds amounts of rupiah: "Rp 25.000", "rp25rb", "2,5 juta rupiah", "IDR 1.000.000".</summary>
public static partial class Money
{
    /// <summary>Amounts in whole and part rupiah, in the order of the text.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="marked">True: only amounts with Rp, IDR or rupiah. False: when there is none of those, bare numbers count, too, as in the answer to a question for a price.</param>
    public static IReadOnlyList<Found<decimal>> Find(string text, bool marked = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<decimal>> withMark = [], bare = [];
        foreach (var (start, low, high) in Numbers.Scan(MoneyText(folded.Text), metres: false))
        {
            if (high is not null) continue;
            var before = MarkBefore().Match(folded.Text[Math.Max(0, start - 6)..start]);
            var after = MarkAfter().Match(folded.Text, low.End);
            var begin = before.Success ? start - before.Length : start;
            var end = after.Success ? after.Index + after.Length : low.End;
            if (before.Success || after.Success) withMark.Add(folded.Found(low.Value, begin, end));
            else bare.Add(folded.Found(low.Value, start, low.End));
        }

        return withMark.Count > 0 || marked ? withMark : bare;
    }

    // "rp25rb": the mark glued to the digits would make a name of them.
    private static string MoneyText(string text) => text.Contains("rp", StringComparison.Ordinal) || text.Contains("idr", StringComparison.Ordinal)
        ? GluedMark().Replace(text, static m => new string(' ', m.Length))
        : text;

    [GeneratedRegex(@"(?<![a-z])(?:rp|idr)\.?(?=\s?\d)", RegexOptions.CultureInvariant)]
    private static partial Regex GluedMark();

    [GeneratedRegex(@"(?<![a-z])(?:rp|idr)\.?\s?$", RegexOptions.CultureInvariant)]
    private static partial Regex MarkBefore();

    [GeneratedRegex(@"\G\s?(?:rupiah|perak|rp\b|idr\b)", RegexOptions.CultureInvariant)]
    private static partial Regex MarkAfter();
}
