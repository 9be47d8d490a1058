using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds numbers that are names, not amounts (NIB 13 digits, NPWP 15 or 16, KBLI 5): leading zeros are kept, blanks, dots, dashes and strokes between digits are ignored.</summary>
public static partial class Digits
{
    /// <summary>Digit rows of exactly this length, in the order of the text. A row typed in groups counts as one ("1234 5678 9012 3").</summary>
    /// <remarks>A phone number with country code has 13 digits like a NIB: a row with a plus is never taken,
    /// one that begins with 628 only behind the word NIB or NPWP.</remarks>
    public static IReadOnlyList<Found<string>> Find(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var folded = Folded.Of(text);
        List<Found<string>>? found = null;
        foreach (Match row in Row().Matches(folded.Text))
        {
            if (TryTake(folded.Text, row, length) is not { } span) continue;
            var digits = Only(folded.Text.AsSpan(span.Start, span.Length));
            if (LooksLikeMobile(folded.Text, span.Start, digits)) continue;
            (found ??= []).Add(folded.Found(digits, span.Start, span.End));
        }

        return found ?? (IReadOnlyList<Found<string>>)[];
    }

    /// <summary>The row with most digits, whatever its length: what a person meant as the number when no row has the right length. Null without any digit.</summary>
    public static Found<string>? Longest(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        Found<string>? longest = null;
        foreach (Match row in Row().Matches(folded.Text))
        {
            var digits = Only(row.ValueSpan);
            if (longest is null || digits.Length > longest.Value.Length) longest = folded.Found(digits, row.Index, row.Index + row.Length);
        }

        return longest;
    }

    // The whole row first, then one group, then neighbouring groups: "1234567890123 081234567890" holds a NIB and a phone.
    private static Word? TryTake(string text, Match row, int length)
    {
        var all = 0;
        foreach (var letter in row.ValueSpan) all += char.IsAsciiDigit(letter) ? 1 : 0;
        if (all == length) return new Word(row.Index, row.Index + row.Length);
        if (all < length) return null;

        var groups = new List<Word>();
        for (var i = row.Index; i < row.Index + row.Length;)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < row.Index + row.Length && char.IsAsciiDigit(text[i])) i++;
            if (i - start == length) return new Word(start, i);
            groups.Add(new Word(start, i));
        }

        for (var first = 0; first < groups.Count; first++)
        {
            var sum = 0;
            for (var last = first; last < groups.Count && sum < length; last++)
            {
                sum += groups[last].Length;
                if (sum == length && BlankAround(text, groups[first].Start, groups[last].End)) return new Word(groups[first].Start, groups[last].End);
            }
        }

        return null;
    }

    private static bool BlankAround(string text, int start, int end) =>
        (start == 0 || text[start - 1] is ' ' or '\n') && (end == text.Length || text[end] is ' ' or '\n' or '.' or ',');

    private static bool LooksLikeMobile(string text, int start, string digits)
    {
        if (start > 0 && text[start - 1] == '+') return true;
        if (digits.Length != 13 || !digits.StartsWith("628", StringComparison.Ordinal)) return false;
        return !Labelled().IsMatch(text.AsSpan(Math.Max(0, start - 24), Math.Min(24, start)));
    }

    internal static string Only(ReadOnlySpan<char> row)
    {
        Span<char> digits = row.Length <= 64 ? stackalloc char[row.Length] : new char[row.Length];
        var count = 0;
        foreach (var letter in row)
        {
            if (char.IsAsciiDigit(letter)) digits[count++] = letter;
        }

        return new string(digits[..count]);
    }

    [GeneratedRegex(@"(?<![a-z\d])\d+(?:(?:\s?[.\-/]\s?|\s{1,2})\d+)*(?![\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(?:nib|npwp|induk|pajak)\b[^\d]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();
}
