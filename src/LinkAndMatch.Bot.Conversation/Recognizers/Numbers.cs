using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A number said as "from, to" ("20-30", "5 sampai 10 ribu"): which one is meant has to be asked.</summary>
/// <param name="Low">The smaller end.</param>
/// <param name="High">The larger end.</param>
public sealed record NumberRange(decimal Low, decimal High);

/// <summary>Finds numbers as Indonesians type them: "1.250.000", "1,5 juta", "25rb", "dua puluh lima", "seribu", "setengah".</summary>
/// <remarks>A dot parts thousands when three digits follow it, else it is a decimal point; a comma is the decimal sign.
/// Digits that begin with a needless zero (phones), dates, times and codes such as "S45C" or "CO2" are not numbers.</remarks>
public static partial class Numbers
{
    private static readonly CultureInfo s_indonesian = CultureInfo.GetCultureInfo("id-ID");

    /// <summary>Numbers in the order of the text, without those that are an end of a range.</summary>
    public static IReadOnlyList<Found<decimal>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<decimal>>? found = null;
        foreach (var (start, low, high) in Scan(folded.Text, metres: false))
        {
            if (high is null) (found ??= []).Add(folded.Found(low.Value, start, low.End));
        }

        return found ?? (IReadOnlyList<Found<decimal>>)[];
    }

    /// <summary>Ranges in the order of the text; a multiplier at the end counts for both ("5-10 ribu").</summary>
    public static IReadOnlyList<Found<NumberRange>> FindRanges(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<NumberRange>>? found = null;
        foreach (var (start, low, high) in Scan(folded.Text, metres: false))
        {
            if (high is { } end) (found ??= []).Add(folded.Found(Range(low, end), start, end.End));
        }

        return found ?? (IReadOnlyList<Found<NumberRange>>)[];
    }

    /// <summary>The number as Indonesians write it: dots between thousands, a decimal comma.</summary>
    public static string Format(decimal number) => number.ToString("#,0.############", s_indonesian);

    /// <summary>Every number of a folded text, with the end of the range where it is one.</summary>
    internal static List<(int Start, NumberRead Low, NumberRead? High)> Scan(string text, bool metres)
    {
        var numbers = new List<(int, NumberRead, NumberRead?)>();
        for (var i = 0; i < text.Length;)
        {
            var candidate = char.IsAsciiDigit(text[i]) || char.IsLetter(text[i]) || text[i] == '-';
            if (!candidate || !NumberReader.TryRead(text, i, metres, out var low) || IsNotMeantAsNumber(text, i, low.End))
            {
                i = AfterRun(text, i);
                continue;
            }

            if (TryReadUpperEnd(text, low, metres) is { } high)
            {
                numbers.Add((i, low, high));
                i = high.End;
                continue;
            }

            numbers.Add((i, low, null));
            i = low.End;
        }

        return numbers;
    }

    internal static NumberRange Range(NumberRead low, NumberRead high) =>
        new(low.Scale == 1 && low.Value * high.Scale < high.Value ? low.Value * high.Scale : low.Value, high.Value);

    private static NumberRead? TryReadUpperEnd(string text, NumberRead low, bool metres)
    {
        var match = RangeMark().Match(text, low.End);
        if (!match.Success) return null;
        var at = match.Index + match.Length;
        if (!NumberReader.TryRead(text, at, metres, out var high) && !TryReadAfterDash(text, at, metres, out high)) return null;
        if (high.End + 1 < text.Length && text[high.End] == '-' && char.IsAsciiDigit(text[high.End + 1])) return null;
        return Range(low, high) is { } range && range.Low < range.High ? high : null;
    }

    private static bool TryReadAfterDash(string text, int at, bool metres, out NumberRead number)
    {
        number = default;
        return at < text.Length && text[at] != '-' && NumberReader.TryRead(text, at, metres, out number);
    }

    // "salah satu" (one of them), "satu sama lain", "ke-2" and rows of digits with dashes (phones, dates) carry no amount.
    private static bool IsNotMeantAsNumber(string text, int start, int end)
    {
        if (start >= 6 && text.AsSpan(start - 6, 6) is "salah " && text.AsSpan(start).StartsWith("satu")) return true;
        if (text.AsSpan(start).StartsWith("satu sama")) return true;
        if (text.AsSpan(start).StartsWith("dua-dua") || text.AsSpan(start).StartsWith("satu-satu")) return true;
        if (start >= 3 && text.AsSpan(start - 3, 3) is "ke-") return true;
        if (start >= 2 && text[start - 1] == '-' && char.IsAsciiDigit(text[start - 2])) return true;
        return end + 1 < text.Length && text[end] == '-' && char.IsAsciiDigit(text[end + 1]) && DashedRow().IsMatch(text.AsSpan(start, Math.Min(24, text.Length - start)));
    }

    private static int AfterRun(string text, int at)
    {
        if (!char.IsLetterOrDigit(text[at])) return at + 1;
        if (char.IsAsciiDigit(text[at]))
        {
            // A row that is not a number is skipped as a whole: the "28.12" of "33.28.12" is none either.
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] is '.' or ':' or '/' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])))) at++;
        }

        while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
        return at;
    }

    [GeneratedRegex(@"\G\s{0,2}(?:-|~|s/d|sd|s\.d\.?|sampai|sampe|smp|hingga|to)\s{0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex RangeMark();

    [GeneratedRegex(@"^\d+-\d+-\d", RegexOptions.CultureInvariant)]
    private static partial Regex DashedRow();
}
