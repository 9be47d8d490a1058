using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A time of day as a person says it, perhaps with the time zone.</summary>
/// <param name="Time">The time on the person's clock.</param>
/// <param name="Zone">"WIB" (UTC+7), "WITA" (UTC+8) or "WIT" (UTC+9); null when not said.</param>
public sealed record ClockTime(TimeOnly Time, string? Zone);

/// <summary>Finds times of day: "jam 10", "pukul 14.30 WIB", "jam 2 siang", "10:00 WITA".</summary>
public static partial class ClockTimes
{
    /// <summary>Times in the order of the text.</summary>
    public static IReadOnlyList<Found<ClockTime>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<ClockTime>>? found = null;
        foreach (Match match in Clock().Matches(folded.Text))
        {
            var marked = match.Groups["mark"].Success || match.Groups["zone"].Success || match.Groups["part"].Success || match.ValueSpan.Contains(':');
            if (!marked) continue;
            var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
            var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            // "setengah tiga" is half past two.
            if (match.Groups["half"].Success) (hour, minute) = (hour - 1, 30);
            hour = OnTheDay(hour, match.Groups["part"].ValueSpan);
            if (hour is < 0 or > 23 || minute > 59) continue;
            var zone = match.Groups["zone"].Success ? match.Groups["zone"].Value.ToUpperInvariant() : null;
            (found ??= []).Add(folded.Found(new ClockTime(new TimeOnly(hour, minute), zone), match.Index, match.Index + match.Length));
        }

        return found ?? (IReadOnlyList<Found<ClockTime>>)[];
    }

    private static int OnTheDay(int hour, ReadOnlySpan<char> part) => part switch
    {
        "siang" or "awan" => hour is >= 1 and <= 4 ? hour + 12 : hour,
        "sore" or "pm" => hour is >= 1 and <= 11 ? hour + 12 : hour,
        "malam" or "malem" or "bengi" => hour is >= 6 and <= 11 ? hour + 12 : hour == 12 ? 0 : hour,
        "am" or "pagi" or "esuk" => hour == 12 ? 0 : hour,
        _ => hour == 24 ? 0 : hour,
    };

    [GeneratedRegex(@"(?<![\d.,:/\-])(?:\b(?<mark>jam|pukul|pkl|jm)\.?\s?)?(?:(?<half>setengah)\s)?(?<hour>\d{1,2})(?:[.:](?<minute>\d{2}))?(?![\d:/]|[.,\-]\d)(?:\s?(?<part>pagi|siang|sore|malam|malem|esuk|awan|bengi|am|pm)\b)?(?:\s?(?<zone>wib|wita|wit)\b)?", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
