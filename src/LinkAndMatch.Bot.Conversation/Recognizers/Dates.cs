using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds dates: "17/8/2026" (day before month), "17 agustus", "tgl 5", "besok", "senin depan", "3 hari lagi", "2026-08-17", and their English forms.</summary>
/// <remarks>A date without a year is the next such day from today on. A week or a month alone ("bulan agustus") is no date.</remarks>
public static partial class Dates
{
    private const string Months = "januari|january|jan|februari|pebruari|february|feb|maret|march|mar|april|apr|mei|may|juni|june|jun|juli|july|jul|agustus|agustusan|august|agu|agt|ags|aug|september|sept|sep|oktober|october|okt|oct|november|nopember|nov|nop|desember|december|des|dec";
    private static readonly CultureInfo s_indonesian = CultureInfo.GetCultureInfo("id-ID");

    private static readonly SearchValues<string> s_monthSigns = Signs("jan", "feb", "peb", "mar", "apr", "mei", "may", "jun", "jul", "agu", "agt", "ags", "aug", "sep", "okt", "oct", "nov", "nop", "des", "dec");
    private static readonly SearchValues<string> s_daySigns = Signs("tgl", "tanggal");
    private static readonly SearchValues<string> s_countSigns = Signs("lagi", "lalu", "depan", "ago", "from", "in ");
    private static readonly SearchValues<string> s_relativeSigns = Signs("hari", "hr", "dina", "dinten", "esok", "bsk", "besuk", "lusa", "kemar", "kmrn", "kmar", "depan", "lalu", "akhir", "awal", "day", "tomorrow", "next", "last", "end", "esuk", "emben", "wingi");
    private static readonly SearchValues<string> s_weekdaySigns = Signs("senin", "selasa", "rabu", "kamis", "jum", "sabtu", "minggu", "ahad", "day");

    private static readonly FrozenDictionary<string, DayOfWeek> s_weekdays = new Dictionary<string, DayOfWeek>
    {
        ["senin"] = DayOfWeek.Monday,
        ["selasa"] = DayOfWeek.Tuesday,
        ["rabu"] = DayOfWeek.Wednesday,
        ["kamis"] = DayOfWeek.Thursday,
        ["jumat"] = DayOfWeek.Friday,
        ["jum'at"] = DayOfWeek.Friday,
        ["sabtu"] = DayOfWeek.Saturday,
        ["minggu"] = DayOfWeek.Sunday,
        ["ahad"] = DayOfWeek.Sunday,
        ["monday"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
    }.ToFrozenDictionary();

    /// <summary>Dates in the order of the text.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="today">The person's own day: what "besok" counts from.</param>
    public static IReadOnlyList<Found<DateOnly>> Find(string text, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        var found = new List<(int Start, int End, DateOnly Date)>();
        // Each rule looks only where a sign of it stands: most texts hold no date, and nine walks over each would be the dearest part of a turn.
        var words = folded.Text.AsSpan();
        if (words.ContainsAnyInRange('0', '9'))
        {
            foreach (Match m in Iso().Matches(folded.Text)) Add(found, m, Day(Int(m, 1), Int(m, 2), Int(m, 3)));
            foreach (Match m in DayMonthYear().Matches(folded.Text)) Add(found, m, Day(Year(m.Groups[4].Value), Int(m, 3), Int(m, 1)));
            if (words.ContainsAny(s_monthSigns))
            {
                foreach (Match m in DayMonthName().Matches(folded.Text)) Add(found, m, NamedMonth(m.Groups[2].Value, Int(m, 1), m.Groups[3].Value, today));
                foreach (Match m in MonthNameDay().Matches(folded.Text)) Add(found, m, NamedMonth(m.Groups[1].Value, Int(m, 2), m.Groups[3].Value, today));
            }

            if (words.Length < 12 || words.ContainsAny(s_daySigns))
            {
                foreach (Match m in DayMonth().Matches(folded.Text)) Add(found, m, Next(Int(m, 2), Int(m, 1), today));
                foreach (Match m in DayAlone().Matches(folded.Text)) Add(found, m, DayOfMonth(Int(m, 1), m.Groups[2].Success, today));
            }
        }

        if (words.ContainsAny(s_countSigns))
        {
            foreach (Match m in Count().Matches(folded.Text)) Add(found, m, Counted(m, today));
        }

        if (words.ContainsAny(s_relativeSigns))
        {
            foreach (Match m in Relative().Matches(folded.Text)) Add(found, m, Moved(m.Value, today));
        }

        if (words.ContainsAny(s_weekdaySigns))
        {
            foreach (Match m in Weekday().Matches(folded.Text)) Add(found, m, OnWeekday(m, today));
        }

        if (found.Count == 0) return [];
        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return [.. found.Select(f => folded.Found(f.Date, f.Start, f.End))];
    }

    /// <summary>The date as Indonesians write it: "17 Agustus 2026".</summary>
    public static string Format(DateOnly date) => date.ToString("d MMMM yyyy", s_indonesian);

    private static SearchValues<string> Signs(params ReadOnlySpan<string> signs) => SearchValues.Create(signs, StringComparison.Ordinal);

    // Earlier rules are the more exact ones: what they took is not read again.
    private static void Add(List<(int Start, int End, DateOnly Date)> found, Match match, DateOnly? date)
    {
        if (date is not { } day || found.Exists(f => f.Start < match.Index + match.Length && match.Index < f.End)) return;
        found.Add((match.Index, match.Index + match.Length, day));
    }

    private static int Int(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int Year(string digits)
    {
        var year = int.Parse(digits, CultureInfo.InvariantCulture);
        return digits.Length == 4 ? year : year < 80 ? 2000 + year : 1900 + year;
    }

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 1900 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateOnly? Next(int month, int day, DateOnly today)
    {
        for (var year = today.Year; year <= Math.Min(today.Year + 8, 9990); year++)
        {
            // 29 February waits for a leap year.
            if (Day(year, month, day) is { } date && date >= today) return date;
        }

        return null;
    }

    private static DateOnly? NamedMonth(string name, int day, string year, DateOnly today) =>
        year.Length > 0 ? Day(Year(year), Month(name), day) : Next(Month(name), day, today);

    private static int Month(string name) => name[..3] switch
    {
        "jan" => 1,
        "feb" or "peb" => 2,
        "mar" => 3,
        "apr" => 4,
        "mei" or "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "agu" or "agt" or "ags" or "aug" => 8,
        "sep" => 9,
        "okt" or "oct" => 10,
        "nov" or "nop" => 11,
        _ => 12,
    };

    private static DateOnly? DayOfMonth(int day, bool nextMonth, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        if (nextMonth) return Day(first.AddMonths(1).Year, first.AddMonths(1).Month, day);
        for (var ahead = 0; ahead < 3; ahead++)
        {
            var month = first.AddMonths(ahead);
            if (Day(month.Year, month.Month, day) is { } date && date >= today) return date;
        }

        return null;
    }

    private static DateOnly? Counted(Match match, DateOnly today)
    {
        int count;
        if (match.Groups["one"].Success) count = 1;
        else if (NumberReader.TryRead(match.Value, 0, metres: false, out var number) || NumberReader.TryRead(match.Value, match.Groups["n"].Index - match.Index, metres: false, out number)) count = (int)Math.Min(number.Value, 4000);
        else return null;
        if (match.Groups["past"].Success) count = -count;
        var unit = match.Groups["unit"].ValueSpan;
        return unit.StartsWith("h") || unit.StartsWith("d") ? today.AddDays(count)
            : unit.StartsWith("m") && !unit.StartsWith("mo") || unit.StartsWith("p") || unit.StartsWith("w") ? today.AddDays(7 * count)
            : unit.StartsWith("b") || unit.StartsWith("mo") ? today.AddMonths(count)
            : count is > -100 and < 100 ? today.AddYears(count) : null;
    }

    private static DateOnly Moved(string words, DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        return Blanks().Replace(words, " ") switch
        {
            "hari ini" or "hr ini" or "today" or "dina iki" or "dinten niki" => today,
            "besok lusa" or "lusa" or "day after tomorrow" or "the day after tomorrow" or "emben" => today.AddDays(2),
            "besok" or "bsk" or "besuk" or "esok" or "tomorrow" or "sesuk" or "ngesuk" or "mbesuk" or "mengko esuk" => today.AddDays(1),
            "kemarin lusa" or "kemaren lusa" or "day before yesterday" => today.AddDays(-2),
            "kemarin" or "kemaren" or "kmrn" or "kmaren" or "yesterday" or "wingi" => today.AddDays(-1),
            "minggu depan" or "pekan depan" or "mgg depan" or "next week" => today.AddDays(7),
            "minggu lalu" or "minggu kemarin" or "pekan lalu" or "last week" => today.AddDays(-7),
            "bulan depan" or "bln depan" or "next month" => today.AddMonths(1),
            "bulan lalu" or "bulan kemarin" or "last month" => today.AddMonths(-1),
            "tahun depan" or "thn depan" or "next year" => today.AddYears(1),
            "akhir bulan depan" => first.AddMonths(2).AddDays(-1),
            "awal bulan depan" => first.AddMonths(1),
            "akhir bulan" or "akhir bulan ini" or "end of the month" or "end of month" => first.AddMonths(1).AddDays(-1),
            "akhir tahun" or "akhir tahun ini" => new DateOnly(today.Year, 12, 31),
            var other => throw new InvalidOperationException($"The rule for relative dates matched '{other.Length}' letters it has no meaning for."),
        };
    }

    private static DateOnly? OnWeekday(Match match, DateOnly today)
    {
        // "minggu" alone is a week as well; Sunday needs "hari" before it or a bare "ahad".
        if (match.Groups["day"].ValueSpan is "minggu" && !match.Groups["hari"].Success) return null;
        var day = s_weekdays[match.Groups["day"].Value];
        var ahead = ((int)day - (int)today.DayOfWeek + 7) % 7;
        switch (match.Groups["which"].ValueSpan)
        {
            case "lalu" or "kemarin" or "kemaren":
                return today.AddDays(ahead == 0 ? -7 : ahead - 7);
            case "depan":
                // The week after this one, weeks beginning on Monday.
                var monday = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
                return monday.AddDays(((int)day + 6) % 7);
            case "ini" when ahead == 0:
                return today;
            default:
                return today.AddDays(match.Groups["next"].Success || ahead == 0 ? (ahead == 0 ? 7 : ahead) : ahead);
        }
    }

    [GeneratedRegex(@"(?<![\d/\-.])(\d{4})[\-/](\d{1,2})[\-/](\d{1,2})(?![\d/\-])", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\d/\-.])(\d{1,2})\s?([/\-.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/\-]|\.\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DayMonthYear();

    [GeneratedRegex(@"(?<![\d/\-.,])(\d{1,2})(?:st|nd|rd|th)?[\s\-]?\s?(" + Months + @")\b\.?(?:,?[\s\-/]{1,2}(\d{4})(?!\d))?", RegexOptions.CultureInvariant)]
    private static partial Regex DayMonthName();

    [GeneratedRegex(@"\b(" + Months + @")\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]?\d|\s?(?:orang|pcs|unit|ton|kg))(?:,?\s(\d{4})(?!\d))?", RegexOptions.CultureInvariant)]
    private static partial Regex MonthNameDay();

    [GeneratedRegex(@"(?:(?<=\b(?:tgl|tanggal|tgl\.)\s?)|(?<=^\s*))(\d{1,2})[/\-](\d{1,2})(?=$|\s*$|[\s,.](?!\d))(?<=(?:tgl|tanggal|tgl\.)\s?\d{1,2}[/\-]\d{1,2}|^\s*\d{1,2}/\d{1,2}(?=\s*$))", RegexOptions.CultureInvariant)]
    private static partial Regex DayMonth();

    [GeneratedRegex(@"(?<=\b(?:tgl|tanggal|tgl\.)\s?)(\d{1,2})(?![\d/\-.]|\s?(?:" + Months + @")\b)(\s(?:bulan|bln)\sdepan)?", RegexOptions.CultureInvariant)]
    private static partial Regex DayAlone();

    [GeneratedRegex(@"\b(?:(?:(?<n>\d{1,3}|[a-z]{3,9}(?:\s(?:puluh|belas))?)\s?(?<unit>hari|hr|minggu|mgg|pekan|bulan|bln|tahun|thn|days?|weeks?|months?|years?)|(?<one>se)(?<unit>hari|minggu|pekan|bulan|tahun))\s(?:lagi|kedepan|ke\sdepan|(?<past>(?:yang\s|yg\s)?lalu|ago)|from\snow)|in\s(?<n>\d{1,3}|[a-z]{3,9})\s(?<unit>days?|weeks?|months?))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"\b(?:hari\s+ini|hr\s+ini|dina\s+iki|dinten\s+niki|besok\s+lusa|kemar[ie]n\s+lusa|(?:the\s+)?day\s+after\s+tomorrow|day\s+before\s+yesterday|mengko\s+esuk|besok|bsk|besuk|esok|lusa|kemarin|kemaren|kmrn|kmaren|(?:minggu|pekan|mgg)\s+depan|minggu\s+(?:lalu|kemarin)|pekan\s+lalu|akhir\s+bulan(?:\s+(?:ini|depan))?|awal\s+bulan\s+depan|akhir\s+tahun(?:\s+ini)?|(?:bulan|bln|tahun|thn)\s+depan|bulan\s+(?:lalu|kemarin)|today|tomorrow|yesterday|next\s+(?:week|month|year)|last\s+(?:week|month)|end\s+of\s+(?:the\s+)?month|sesuk|ngesuk|mbesuk|emben|wingi)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();

    [GeneratedRegex(@"(?:\b(?<hari>hari|hr|dina)\s|\b(?<next>next|this|on)\s)?(?<![a-z])(?<day>senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?:\s(?<which>depan|ini|lalu|kemarin|kemaren)\b)?", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
