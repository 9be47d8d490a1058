using System.Collections.Frozen;
using System.Globalization;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>One number read from a folded text.</summary>
/// <param name="Value">The number.</param>
/// <param name="End">The offset after it.</param>
/// <param name="Scale">The largest multiplier written with it (1000 for "25 ribu"), 1 without.</param>
internal readonly record struct NumberRead(decimal Value, int End, decimal Scale);

/// <summary>Reads digits ("1.250.000,5", "25rb") and number words ("dua puluh lima", "seribu", "setengah") at one place of a folded text.</summary>
internal static class NumberReader
{
    private const int MostDigits = 18;

    private static readonly FrozenDictionary<string, decimal> s_values = new Dictionary<string, decimal>
    {
        ["nol"] = 0,
        ["satu"] = 1,
        ["dua"] = 2,
        ["tiga"] = 3,
        ["empat"] = 4,
        ["lima"] = 5,
        ["enam"] = 6,
        ["tujuh"] = 7,
        ["delapan"] = 8,
        ["sembilan"] = 9,
        ["sepuluh"] = 10,
        ["sebelas"] = 11,
        ["seratus"] = 100,
        ["spuluh"] = 10,
        ["dlapan"] = 8,
        ["lapan"] = 8,
        ["smbilan"] = 9,
        ["ampat"] = 4,
        ["sratus"] = 100,
        ["siji"] = 1,
        ["loro"] = 2,
        ["telu"] = 3,
        ["papat"] = 4,
        ["limo"] = 5,
        ["enem"] = 6,
        ["pitu"] = 7,
        ["wolu"] = 8,
        ["sanga"] = 9,
        ["songo"] = 9,
        ["rong"] = 2,
        ["telung"] = 3,
        ["patang"] = 4,
        ["limang"] = 5,
        ["pitung"] = 7,
        ["wolung"] = 8,
        ["sangang"] = 9,
        ["sewelas"] = 11,
        ["rolas"] = 12,
        ["selawe"] = 25,
        ["seket"] = 50,
        ["sewidak"] = 60,
        ["satus"] = 100,
        ["rongatus"] = 200,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["thirteen"] = 13,
        ["fourteen"] = 14,
        ["fifteen"] = 15,
        ["sixteen"] = 16,
        ["seventeen"] = 17,
        ["eighteen"] = 18,
        ["nineteen"] = 19,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["forty"] = 40,
        ["fifty"] = 50,
        ["sixty"] = 60,
        ["seventy"] = 70,
        ["eighty"] = 80,
        ["ninety"] = 90,
    }.ToFrozenDictionary();

    // Powers that turn the digit before them: "dua puluh", "lima ratus".
    private static readonly FrozenDictionary<string, decimal> s_powers = new Dictionary<string, decimal>
    {
        ["puluh"] = 10,
        ["pulu"] = 10,
        ["ratus"] = 100,
        ["atus"] = 100,
        ["hundred"] = 100,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, decimal> s_scales = new Dictionary<string, decimal>
    {
        ["rb"] = 1_000,
        ["ribu"] = 1_000,
        ["k"] = 1_000,
        ["rebu"] = 1_000,
        ["rbu"] = 1_000,
        ["ribuan"] = 1_000,
        ["ewu"] = 1_000,
        ["thousand"] = 1_000,
        ["jt"] = 1_000_000,
        ["juta"] = 1_000_000,
        ["jeti"] = 1_000_000,
        ["jutaan"] = 1_000_000,
        ["yuta"] = 1_000_000,
        ["million"] = 1_000_000,
        ["m"] = 1_000_000_000,
        ["miliar"] = 1_000_000_000,
        ["milyar"] = 1_000_000_000,
        ["milyard"] = 1_000_000_000,
        ["billion"] = 1_000_000_000,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, decimal> s_single = new Dictionary<string, decimal>
    {
        ["seribu"] = 1_000,
        ["serebu"] = 1_000,
        ["sribu"] = 1_000,
        ["sewu"] = 1_000,
        ["sejuta"] = 1_000_000,
        ["sayuta"] = 1_000_000,
        ["semiliar"] = 1_000_000_000,
        ["semilyar"] = 1_000_000_000,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> s_halves = new[] { "setengah", "stengah", "separo", "separuh", "half" }.ToFrozenSet();
    private static readonly FrozenSet<string> s_ordinalEndings = new[] { "st", "nd", "rd", "th" }.ToFrozenSet();

    private static readonly FrozenDictionary<string, decimal>.AlternateLookup<ReadOnlySpan<char>> s_valuesBySpan = s_values.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, decimal>.AlternateLookup<ReadOnlySpan<char>> s_powersBySpan = s_powers.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, decimal>.AlternateLookup<ReadOnlySpan<char>> s_scalesBySpan = s_scales.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenDictionary<string, decimal>.AlternateLookup<ReadOnlySpan<char>> s_singleBySpan = s_single.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_halvesBySpan = s_halves.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_ordinalsBySpan = s_ordinalEndings.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the folded word is a number word, a multiplier or a half.</summary>
    public static bool IsNumberWord(ReadOnlySpan<char> word) =>
        s_valuesBySpan.ContainsKey(word) || s_powersBySpan.ContainsKey(word) || s_scalesBySpan.ContainsKey(word) || s_singleBySpan.ContainsKey(word) || s_halvesBySpan.Contains(word);

    /// <summary>Reads the number that begins at the offset.</summary>
    /// <param name="text">A folded text.</param>
    /// <param name="at">Where to look.</param>
    /// <param name="metres">Whether "m" after a number is a unit of length and not a billion.</param>
    /// <param name="number">What was read.</param>
    public static bool TryRead(string text, int at, bool metres, out NumberRead number)
    {
        number = default;
        if (at >= text.Length || !Words.BeginsAt(text, at)) return false;

        var negative = text[at] == '-' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || text[at - 1] == ' ');
        var begin = negative ? at + 1 : at;
        decimal group = 0, total = 0, scale = 1, lastScale = decimal.MaxValue;
        var end = begin;
        var position = begin;
        bool any = false, literal = false, groupOpen = false;

        while (position < text.Length)
        {
            if (char.IsAsciiDigit(text[position]))
            {
                if (groupOpen || !TryReadDigits(text, position, out var digits, out var digitsEnd)) break;
                // After "1 juta" a second row of digits belongs to the number only with a multiplier of its own: "25 ribu 500 pcs" is two numbers.
                if (any && !FollowedByScale(text, digitsEnd, metres, lastScale)) break;
                group = digits;
                groupOpen = any = literal = true;
                end = position = digitsEnd;
            }
            else
            {
                var word = Words.At(text, position);
                if (word.IsEmpty) break;
                if (!TryTakeWord(word, metres, ref group, ref groupOpen, ref total, ref scale, ref lastScale, any)) break;
                any = true;
                end = position += word.Length;
            }

            var next = Words.SkipBlanks(text, position);
            if (next == position && position < text.Length && !char.IsLetterOrDigit(text[position])) break;
            if (next - position > 1 && literal && !groupOpen) break;
            position = next;
        }

        if (!any) return false;
        // "45c", "4x": a lone letter glued to digits makes it a name, not a number; "25pcs" and "12orang" are a number and a word.
        if (end < text.Length && char.IsLetter(text[end]))
        {
            var tail = Words.At(text, end);
            if ((tail.Length == 1 && !(metres && tail[0] is 'm' or 'l')) || s_ordinalsBySpan.Contains(tail) || tail.ContainsAnyInRange('0', '9')) return false;
        }

        var value = total + (groupOpen ? group : 0);
        number = new NumberRead(negative ? -value : value, end, scale);
        return true;
    }

    private static bool TryTakeWord(ReadOnlySpan<char> word, bool metres, ref decimal group, ref bool groupOpen, ref decimal total, ref decimal scale, ref decimal lastScale, bool any)
    {
        if (s_scalesBySpan.TryGetValue(word, out var times))
        {
            if (!groupOpen || times >= lastScale || (metres && word is "m")) return false;
            return TakeScale(times, ref group, ref groupOpen, ref total, ref scale, ref lastScale);
        }

        if (s_singleBySpan.TryGetValue(word, out times))
        {
            if (groupOpen || times >= lastScale) return false;
            group = 1;
            return TakeScale(times, ref group, ref groupOpen, ref total, ref scale, ref lastScale);
        }

        if (s_halvesBySpan.Contains(word))
        {
            if (group != decimal.Truncate(group)) return false;
            // "dua juta setengah": half of the multiplier just said.
            if (!groupOpen && any) total += lastScale / 2;
            else group += 0.5m;
            groupOpen |= !any || group != 0;
            return true;
        }

        if (s_valuesBySpan.TryGetValue(word, out var value)) return TakeValue(value, ref group, ref groupOpen);

        if (s_powersBySpan.TryGetValue(word, out var power)) return groupOpen && TakePower(power, ref group);

        if (word is "belas") return groupOpen && TakeTeen(ref group);

        return TryTakeCompound(word, ref group, ref groupOpen, ref total, ref scale, ref lastScale);
    }

    // "duapuluh", "limaratus", "tigabelas", "limaribu": written together.
    private static bool TryTakeCompound(ReadOnlySpan<char> word, ref decimal group, ref bool groupOpen, ref decimal total, ref decimal scale, ref decimal lastScale)
    {
        foreach (var ending in (ReadOnlySpan<string>)["puluh", "ratus", "atus", "belas", "ribu", "rebu", "juta"])
        {
            if (word.Length <= ending.Length || !word.EndsWith(ending)) continue;
            if (!s_valuesBySpan.TryGetValue(word[..^ending.Length], out var head) || head is < 1 or > 9) return false;
            if (!TakeValue(head, ref group, ref groupOpen)) return false;
            if (ending is "belas") return TakeTeen(ref group);
            if (s_powersBySpan.TryGetValue(ending, out var power)) return TakePower(power, ref group);
            var times = s_scales[ending];
            return times < lastScale && TakeScale(times, ref group, ref groupOpen, ref total, ref scale, ref lastScale);
        }

        return false;
    }

    private static bool TakeValue(decimal value, ref decimal group, ref bool groupOpen)
    {
        if (groupOpen)
        {
            var room = value < 10 ? 10 : value < 100 ? 100 : 1_000;
            if (group != decimal.Truncate(group) || group % room != 0 || group == 0) return false;
        }

        group = groupOpen ? group + value : value;
        groupOpen = true;
        return true;
    }

    private static bool TakePower(decimal power, ref decimal group)
    {
        var digit = group % 10;
        if (digit == 0) return false;
        group += (digit * power) - digit;
        return true;
    }

    private static bool TakeTeen(ref decimal group)
    {
        var digit = group % 10;
        if (digit == 0 || digit != decimal.Truncate(digit)) return false;
        group += 10;
        return true;
    }

    private static bool TakeScale(decimal times, ref decimal group, ref bool groupOpen, ref decimal total, ref decimal scale, ref decimal lastScale)
    {
        total += group * times;
        scale = Math.Max(scale, times);
        lastScale = times;
        group = 0;
        groupOpen = false;
        return true;
    }

    private static bool FollowedByScale(string text, int at, bool metres, decimal lastScale)
    {
        var word = Words.At(text, Words.SkipBlanks(text, at));
        return s_scalesBySpan.TryGetValue(word, out var times) && times < lastScale && !(metres && word is "m");
    }

    // The dot parts thousands when every part after the first has three digits, else a single dot is a decimal point as on a drawing ("0.05").
    private static bool TryReadDigits(string text, int at, out decimal value, out int end)
    {
        value = 0;
        end = at;
        if (at > 0 && text[at - 1] is ':' && at > 1 && char.IsAsciiDigit(text[at - 2])) return false;

        Span<int> starts = stackalloc int[8];
        Span<char> marks = stackalloc char[8];
        var parts = 0;
        var position = at;
        while (true)
        {
            if (parts == starts.Length) return false;
            starts[parts++] = position;
            while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
            if (position - at > MostDigits + 7) return false;
            if (position + 1 >= text.Length || text[position] is not ('.' or ',') || !char.IsAsciiDigit(text[position + 1])) break;
            marks[parts - 1] = text[position];
            position++;
        }

        if (position + 1 < text.Length && text[position] is ':' && char.IsAsciiDigit(text[position + 1])) return false;
        if (position + 1 < text.Length && text[position] is '/' && char.IsAsciiDigit(text[position + 1])) return TryReadFraction(text, at, position, parts, out value, out end);
        if (at > 1 && text[at - 1] is '/' && char.IsAsciiDigit(text[at - 2])) return false;

        var firstLength = (parts == 1 ? position : starts[1] - 1) - at;
        if (firstLength > 1 && text[at] == '0') return false;

        bool grouped = true;
        for (var part = 1; part < parts; part++)
        {
            var partEnd = part + 1 < parts ? starts[part + 1] - 1 : position;
            if (partEnd - starts[part] != 3 && !(part == parts - 1 && parts > 2 && marks[part - 1] != marks[0])) grouped = false;
        }

        grouped &= firstLength <= 3 && !(firstLength == 1 && text[at] == '0');
        int whole, fraction;
        switch (parts)
        {
            case 1:
                whole = position;
                fraction = position;
                break;
            case 2 when marks[0] == '.' && grouped:
                whole = position;
                fraction = position;
                break;
            case 2:
                whole = starts[1] - 1;
                fraction = starts[1];
                break;
            default:
                var last = parts - 1;
                for (var part = 1; part < last - 1; part++)
                {
                    if (marks[part] != marks[0]) return false;
                }

                if (marks[last - 1] != marks[0])
                {
                    if (!grouped) return false;
                    whole = starts[last] - 1;
                    fraction = starts[last];
                }
                else if (grouped)
                {
                    whole = position;
                    fraction = position;
                }
                else if (marks[0] == ',')
                {
                    // "1,3,5" is a list: the first number of it.
                    whole = fraction = position = starts[1] - 1;
                }
                else
                {
                    return false;
                }

                break;
        }

        Span<char> plain = stackalloc char[40];
        var count = 0;
        for (var i = at; i < whole; i++)
        {
            if (char.IsAsciiDigit(text[i])) plain[count++] = text[i];
        }

        if (count > MostDigits) return false;
        if (fraction < position)
        {
            plain[count++] = '.';
            for (var i = fraction; i < position; i++) plain[count++] = text[i];
        }

        value = decimal.Parse(plain[..count], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        end = position;
        if (end + 1 < text.Length && text[end] == ',' && text[end + 1] == '-') end += 2;
        return true;
    }

    private static bool TryReadFraction(string text, int at, int slash, int parts, out decimal value, out int end)
    {
        value = 0;
        end = slash;
        if (parts != 1 || slash - at != 1 || (at > 0 && text[at - 1] is '/')) return false;
        var after = slash + 2;
        if (after < text.Length && (char.IsAsciiDigit(text[after]) || text[after] is '/')) return false;
        var (numerator, denominator) = (text[at] - '0', text[slash + 1] - '0');
        if (denominator is not (2 or 4) || numerator == 0 || numerator >= denominator) return false;
        value = (decimal)numerator / denominator;
        end = after;
        return true;
    }
}
