using System.Globalization;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>A condition over slot values and <c>person.*</c>: <c>== != &lt; &gt; in and or not</c>, no functions. Built by the condition parser.</summary>
public abstract record Condition
{
    public sealed record And(Condition Left, Condition Right) : Condition;

    public sealed record Or(Condition Left, Condition Right) : Condition;

    public sealed record Not(Condition Inner) : Condition;

    /// <summary>True when the name has a value that is neither false nor skipped.</summary>
    public sealed record Holds(string Name) : Condition;

    public sealed record Compare(string Name, Comparison Operator, string Literal) : Condition;

    public sealed record In(string Name, IReadOnlyList<string> Literals) : Condition
    {
        public bool Equals(In? other) => other is not null && Name == other.Name && Literals.SequenceEqual(other.Literals);

        public override int GetHashCode() => HashCode.Combine(Name, Literals.Count);
    }

    /// <summary>Reads <c>sector == "other" and not person.registered</c>.</summary>
    /// <exception cref="FormatException">The text is no condition; the message says what was expected.</exception>
    public static Condition Parse(string text) => new ConditionParser(text).Parse();

    /// <summary>Whether it holds.</summary>
    /// <param name="value">The value of a name: a scalar, a list of texts, a <see cref="SlotValue"/>, or null when there is none.</param>
    /// <remarks>A name without a value equals nothing, is unequal to everything, and is neither less nor greater.
    /// A list equals a literal when that is all it holds, and is <c>in</c> a list when they share one.</remarks>
    public bool Evaluate(Func<string, object?> value) => this switch
    {
        And and => and.Left.Evaluate(value) && and.Right.Evaluate(value),
        Or or => or.Left.Evaluate(value) || or.Right.Evaluate(value),
        Not not => !not.Inner.Evaluate(value),
        Holds holds => Plain(value(holds.Name)) is not (null or false or "") and not IReadOnlyList<string> { Count: 0 },
        Compare compare => Compares(Plain(value(compare.Name)), compare.Operator, compare.Literal),
        In within => Plain(value(within.Name)) switch
        {
            IReadOnlyList<string> list => list.Any(within.Literals.Contains),
            var one => within.Literals.Any(l => AreEqual(one, l)),
        },
        _ => throw new InvalidOperationException($"Unknown kind of condition {GetType().Name}."),
    };

    /// <summary>Every name that it looks at.</summary>
    public IEnumerable<string> Names => this switch
    {
        And and => and.Left.Names.Concat(and.Right.Names),
        Or or => or.Left.Names.Concat(or.Right.Names),
        Not not => not.Inner.Names,
        Holds holds => [holds.Name],
        Compare compare => [compare.Name],
        In within => [within.Name],
        _ => throw new InvalidOperationException($"Unknown kind of condition {GetType().Name}."),
    };

    /// <summary>One spelling for one meaning: part of fingerprints, so it must never change.</summary>
    internal string Canonical => this switch
    {
        And and => $"({and.Left.Canonical} and {and.Right.Canonical})",
        Or or => $"({or.Left.Canonical} or {or.Right.Canonical})",
        Not not => $"not({not.Inner.Canonical})",
        Holds holds => holds.Name,
        Compare { Operator: var op } compare => $"{compare.Name}{op switch { Comparison.Equal => "==", Comparison.NotEqual => "!=", Comparison.Less => "<", Comparison.Greater => ">" }}\"{compare.Literal}\"",
        In within => $"{within.Name} in [{string.Join(",", within.Literals.Select(l => $"\"{l}\""))}]",
        _ => throw new InvalidOperationException($"Unknown kind of condition {GetType().Name}."),
    };

    private static bool Compares(object? value, Comparison comparison, string literal) => comparison switch
    {
        Comparison.Equal => AreEqual(value, literal),
        Comparison.NotEqual => !AreEqual(value, literal),
        Comparison.Less => Order(value, literal) < 0,
        Comparison.Greater => Order(value, literal) > 0,
    };

    private static bool AreEqual(object? value, string literal) => value switch
    {
        null => false,
        bool flag => literal == (flag ? "true" : "false"),
        string text => text == literal,
        IReadOnlyList<string> list => list.Count == 1 && list[0] == literal,
        _ => Order(value, literal) == 0,
    };

    /// <summary>Null when the two cannot be put in order.</summary>
    private static int? Order(object? value, string literal) => value switch
    {
        DateOnly day => DateOnly.TryParseExact(literal, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var other) ? day.CompareTo(other) : null,
        sbyte or short or int or long or byte or decimal or double or float =>
            decimal.TryParse(literal, NumberStyles.Number, CultureInfo.InvariantCulture, out var other) ? Convert.ToDecimal(value, CultureInfo.InvariantCulture).CompareTo(other) : null,
        _ => null,
    };

    private static object? Plain(object? value) => value switch
    {
        SlotValue.Skipped => null,
        SlotValue.Flag flag => flag.Value,
        SlotValue.Text text => text.Value,
        SlotValue.Integer integer => integer.Value,
        SlotValue.Number number => number.Value,
        SlotValue.Amount amount => amount.Value.Amount,
        SlotValue.Day day => day.Value,
        SlotValue.Phone phone => phone.Value.E164,
        SlotValue.Keys keys => keys.Values,
        SlotValue.Terms terms => terms.Values,
        SlotValue.Files files => files.Hashes,
        IReadOnlyList<string> or string or null => value,
        IEnumerable<string> many => many.ToArray(),
        _ => value,
    };
}

public enum Comparison { Equal, NotEqual, Less, Greater }
