using System.Globalization;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Decides conditions over answers and facts.</summary>
internal static class Conditions
{
    /// <param name="lookup">The value of a name: a <see cref="SlotValue"/>, a scalar, or null when nothing is known.</param>
    public static bool Holds(Condition condition, Func<string, object?> lookup) => condition switch
    {
        Condition.And(var left, var right) => Holds(left, lookup) && Holds(right, lookup),
        Condition.Or(var left, var right) => Holds(left, lookup) || Holds(right, lookup),
        Condition.Not(var inner) => !Holds(inner, lookup),
        Condition.Holds(var name) => IsTrue(lookup(name)),
        Condition.Compare(var name, var comparison, var literal) => Compares(lookup(name), comparison, literal),
        Condition.In(var name, var literals) => Any(lookup(name), literals),
        _ => throw new InvalidOperationException($"Unknown condition {condition.GetType().Name}."),
    };

    private static bool IsTrue(object? value) => value switch
    {
        null or SlotValue.Skipped or false or 0L or 0 or "" => false,
        SlotValue.Flag(var flag) => flag,
        _ => true,
    };

    private static bool Any(object? value, IReadOnlyList<string> literals)
    {
        foreach (var literal in literals)
        {
            if (Equal(value, literal)) return true;
        }

        return false;
    }

    private static bool Compares(object? value, Comparison comparison, string literal) => comparison switch
    {
        Comparison.Equal => Equal(value, literal),
        Comparison.NotEqual => !Equal(value, literal),
        Comparison.Less => Number(value) is { } less && less < Literal(literal),
        Comparison.Greater => Number(value) is { } greater && greater > Literal(literal),
    };

    private static bool Equal(object? value, string literal) => value switch
    {
        null or SlotValue.Skipped => literal is "null",
        SlotValue.Keys(var keys) => keys.Contains(literal),
        SlotValue.Terms(var keys, _) => keys.Contains(literal),
        _ when Number(value) is { } number && decimal.TryParse(literal, NumberStyles.Number, CultureInfo.InvariantCulture, out var other) => number == other,
        SlotValue slot => SlotWords.Canonical(slot) == literal,
        bool flag => (flag ? "true" : "false") == literal,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) == literal,
    };

    private static decimal? Number(object? value) => value switch
    {
        SlotValue.Integer(var i) => i,
        SlotValue.Number(var n) => n,
        SlotValue.Amount(var q) => q.Amount,
        long l => l,
        int i => i,
        decimal d => d,
        double d => (decimal)d,
        _ => null,
    };

    private static decimal? Literal(string literal) =>
        decimal.TryParse(literal, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
}
