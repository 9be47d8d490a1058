using System.Text.RegularExpressions;
using PhoneNumbers;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds telephone numbers: "0812…", "+62 812…", "62812…", "8123456789", with blanks, dashes, dots or brackets.</summary>
public static partial class Phones
{
    private const int LongestNumber = 15;
    private static readonly PhoneNumberUtil s_numbers = PhoneNumberUtil.GetInstance();

    /// <summary>Phone numbers in the order of the text.</summary>
    /// <remarks>Indonesian mobile numbers are judged by their form alone (8, then 8 to 11 digits): operators open blocks faster than tables learn of them.
    /// Fixed lines need their leading 0 or +62, and foreign numbers their plus, and both must be valid in the numbering plan.</remarks>
    public static IReadOnlyList<Found<PhoneNumber>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<PhoneNumber>>? found = null;
        foreach (Match row in Row().Matches(folded.Text)) Take(folded, row, ref found);
        return found ?? (IReadOnlyList<Found<PhoneNumber>>)[];
    }

    // A row may hold two numbers side by side, so every group is tried as a beginning, with as many groups after it as fit.
    private static void Take(Folded folded, Match row, ref List<Found<PhoneNumber>>? found)
    {
        var text = folded.Text;
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
            groups.Add(new Word(start, i));
        }

        for (var first = 0; first < groups.Count;)
        {
            var taken = TakeLongest(folded, groups, first, ref found);
            first = taken < 0 ? first + 1 : taken + 1;
        }
    }

    private static int TakeLongest(Folded folded, List<Word> groups, int first, ref List<Found<PhoneNumber>>? found)
    {
        var text = folded.Text;
        if (text[groups[first].Start] is not ('0' or '6' or '8') && !PlusBefore(text, groups[first].Start)) return -1;

        var digits = 0;
        var last = first;
        while (last < groups.Count && digits + groups[last].Length <= LongestNumber + 2) digits += groups[last++].Length;

        for (last--; last >= first; last--)
        {
            var (start, end) = (groups[first].Start, groups[last].End);
            var plus = PlusBefore(text, start);
            // Joined over a plus they would be two numbers.
            if (last > first && text.AsSpan(groups[first].End, groups[last].Start - groups[first].End).Contains('+')) continue;
            if (Read(Digits.Only(text.AsSpan(start, end - start)), plus) is not { } number) continue;
            var begin = plus ? text.LastIndexOf('+', start) : start;
            if (begin > 0 && text[begin - 1] == '(') begin--;
            (found ??= []).Add(folded.Found(number, begin, end));
            return last;
        }

        return -1;
    }

    private static bool PlusBefore(string text, int at) => at > 0 && (text[at - 1] == '+' || (text[at - 1] == ' ' && at > 1 && text[at - 2] == '+'));

    private static PhoneNumber? Read(string digits, bool plus)
    {
        var bare = digits.AsSpan();
        if (!plus && bare.StartsWith("0062"))
        {
            bare = bare[2..];
            plus = true;
        }

        // "+62 (0)812": the zero of home left behind the country code.
        var national = plus && bare.StartsWith("620") ? bare[3..]
            : bare.StartsWith("62") && (plus || bare.StartsWith("628")) ? bare[2..]
            : !plus && bare.StartsWith("0") ? bare[1..]
            : !plus && bare.StartsWith("8") ? bare
            : default;
        if (!national.IsEmpty && national[0] == '8') return national.Length is >= 9 and <= 12 && national[1] != '0' ? PhoneNumber.FromE164("+62" + national.ToString()) : null;

        if (!national.IsEmpty && !plus && bare[0] != '0') return null;
        return ReadByPlan(national.IsEmpty && plus ? "+" + bare.ToString() : "+62" + national.ToString(), national.IsEmpty && !plus);
    }

    private static PhoneNumber? ReadByPlan(string e164, bool hopeless)
    {
        if (hopeless || e164.Length is < 10 or > LongestNumber + 1) return null;
        try
        {
            var parsed = s_numbers.Parse(e164, null);
            if (!s_numbers.IsValidNumber(parsed)) return null;
            // Short fixed lines are swallowed easily by other digits: only the kinds a person answers.
            return s_numbers.GetNumberType(parsed) is PhoneNumberType.FIXED_LINE or PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE
                ? PhoneNumber.FromE164(s_numbers.Format(parsed, PhoneNumberFormat.E164))
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?<![a-z\d.,])(?:\(?\+\s?)?\(?\d[\d\s().+\-/]{5,40}\d(?!\d)|(?<=wa\.me/|wa|hp|telp|tlp|no)\d{9,15}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
