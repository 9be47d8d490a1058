using System.Text;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Masking;

/// <summary>
/// Replaces what says who somebody is (phone numbers, NIB, NPWP, NIK, e-mail and house addresses, account names, keys, names of persons, and
/// whatever is stored about the person) by marks such as <c>[PHONE_1]</c>, and puts it back.
/// </summary>
public static partial class PersonalMask
{
    // Fewer digits than any number that belongs to a person, more than any amount people write down.
    private const int FewestDigits = 9;
    private const int ShortestStored = 3;

    /// <param name="stored">What is known about the person; words of fewer than three letters are left alone.</param>
    public static MaskedText Mask(string text, IEnumerable<string> stored)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(stored);
        // Marks that a person typed would be put back as somebody's number.
        text = Forged().Replace(text, " ");
        var found = new List<(int Start, int End, string Kind)>();
        foreach (var phone in Phones.Find(text)) found.Add((phone.Start, phone.End, "PHONE"));
        foreach (var email in Emails.Find(text)) found.Add((email.Start, email.End, "EMAIL"));
        foreach (Match match in Address().Matches(text)) found.Add((match.Index, match.Index + match.Length, "ADDRESS"));
        foreach (Match match in Account().Matches(text)) found.Add((match.Index, match.Index + match.Length, "ACCOUNT"));
        foreach (Match match in Secret().Matches(text)) found.Add((match.Index, match.Index + match.Length, "SECRET"));
        foreach (Match match in DigitRow().Matches(text))
        {
            if (match.Value.Count(char.IsDigit) >= FewestDigits) found.Add((match.Index, match.Index + match.Length, "NUMBER"));
        }

        foreach (var (start, end) in PersonNames.Find(text)) found.Add((start, end, "NAME"));
        foreach (var words in stored.Where(s => s.Trim().Length >= ShortestStored).OrderByDescending(s => s.Length)) FindStored(text, words.Trim(), found);
        return Replace(text, found);
    }

    /// <summary>Whether a mark stands in a text.</summary>
    public static bool HasMarks(string text) => Forged().IsMatch(text);

    /// <summary>Puts words in the place of the marks.</summary>
    /// <param name="words">The kind in small letters (phone, email, address, account, secret, number, name, stored) to its word; null leaves the mark.</param>
    public static string Reword(string text, Func<string, string?> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return Forged().Replace(text, mark => words(mark.Value[1..mark.Value.IndexOf('_', StringComparison.Ordinal)].ToLowerInvariant()) ?? mark.Value);
    }

    private static void FindStored(string text, string words, List<(int, int, string)> found)
    {
        for (var at = text.IndexOf(words, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + words.Length;
            if ((at > 0 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(words[0])) || (end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(words[^1]))) continue;
            found.Add((at, end, "STORED"));
        }
    }

    private static MaskedText Replace(string text, List<(int Start, int End, string Kind)> found)
    {
        if (found.Count == 0) return new MaskedText(text, new Dictionary<string, string>());
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        var masked = new StringBuilder();
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        var byValue = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var at = 0;
        for (var i = 0; i < found.Count;)
        {
            // What overlaps goes as one piece, so that no end of it is left standing.
            var (start, end, kind) = found[i];
            for (i++; i < found.Count && found[i].Start < end; i++) end = Math.Max(end, found[i].End);
            var value = text[start..end];
            if (!byValue.TryGetValue(value, out var mark))
            {
                mark = $"[{kind}_{marks.Count + 1}]";
                byValue[value] = mark;
                marks[mark] = value;
            }

            masked.Append(text, at, start - at).Append(mark);
            at = end;
        }

        return new MaskedText(masked.Append(text, at, text.Length - at).ToString(), marks);
    }

    [GeneratedRegex(@"\[(?:PHONE|EMAIL|ADDRESS|ACCOUNT|SECRET|NUMBER|NAME|STORED)_\d+\]")]
    private static partial Regex Forged();

    // "Jalan" also means "goes on": a street follows "di", or has a capital or a number.
    [GeneratedRegex(@"(?<!\p{L})(?:jl|jln|(?<=(?:\bdi|alamat\w*|rumah\w*|kantor|pabrik|bengkel|tinggal)\s*:?\s*)jalan|jalan(?=\s+(?-i:\p{Lu})|[^,;\n]{0,40}\d)|gg|gang|perum|perumahan|komplek|kompleks|dusun|dukuh)\b\.?\s+[^,;\n]{2,60}|(?<!\p{L})r[tw]\b\.?\s*\d{1,3}(?:\s*/?\s*r?w?\.?\s*\d{1,3})?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\p{L}\d@.])@[A-Za-z0-9_.]{3,}|(?:wa|t)\.me/\S+|(?:instagram|facebook|tiktok)\.com/\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Account();

    // Bot tokens, keys, bearer tokens: long rows that hold letters and digits both.
    [GeneratedRegex(@"(?<![\w-])(?=[\w:.\-]*\d)(?=[\w:.\-]*\p{L})[\w:.\-]{24,}")]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?<!\d)\d(?:[\s.\-/()_,]{0,2}\d){8,}(?!\d)")]
    private static partial Regex DigitRow();
}

/// <summary>A text without what says who somebody is, and what was taken out of it.</summary>
/// <param name="Marks">Each mark and what it stands for.</param>
public sealed record MaskedText(string Text, IReadOnlyDictionary<string, string> Marks)
{
    /// <summary>The text with the marks replaced by what they stand for.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var (mark, value) in Marks) text = text.Replace(mark, value, StringComparison.Ordinal);
        return text;
    }
}
