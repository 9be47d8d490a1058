using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>How much of what is wanted a firm can make.</summary>
public static class CapacityShare
{
    /// <summary>Working days of a month: five or six days a week, with Indonesia's holidays.</summary>
    public const decimal WorkingDays = 22;

    private const decimal WeeksInMonth = 52m / 12;

    /// <summary>Capacity over volume, both by the month: 1 when all of it can be made, more when there is room.</summary>
    /// <returns>Null when either is not said or the units cannot be compared (pieces with tonnes).</returns>
    /// <remarks>A set, a unit and a piece count as one each: what a buyer counts as a set a workshop often counts in pieces.</remarks>
    public static double? Of(Quantity? capacity, Quantity? volume)
    {
        if (capacity is null || volume is null || volume.Amount <= 0 || capacity.Amount < 0) return null;
        if (Unit(capacity.Unit) is not var (kind, size) || Unit(volume.Unit) is not var (wantedKind, wantedSize) || kind != wantedKind) return null;
        var made = capacity.Amount * size * InMonth(capacity.Period);
        var wanted = volume.Amount * wantedSize * InMonth(volume.Period);
        return (double)(made / wanted);
    }

    private static (string Kind, decimal Size)? Unit(string unit) => unit switch
    {
        "pcs" or "set" or "unit" => ("count", 1),
        "lusin" => ("count", 12),
        "kodi" => ("count", 20),
        "gross" => ("count", 144),
        "kg" => ("mass", 1),
        "ton" => ("mass", 1000),
        "meter" => ("length", 1),
        "liter" => ("volume", 1),
        "lot" or "roll" => (unit, 1),
        _ => null,
    };

    private static decimal InMonth(string? period) => period switch
    {
        "day" => WorkingDays,
        "week" => WeeksInMonth,
        "year" => 1m / 12,
        // A volume without a period is read as a month's: so the needs are written, and so the chat asks.
        _ => 1,
    };
}
