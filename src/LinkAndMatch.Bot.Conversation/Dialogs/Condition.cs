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

    public sealed record In(string Name, IReadOnlyList<string> Literals) : Condition;
}

public enum Comparison { Equal, NotEqual, Less, Greater }
