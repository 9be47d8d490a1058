namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What a slot's recognizer made of a text.</summary>
internal abstract record Reading
{
    public static readonly Reading None = new Nothing();

    /// <summary>No value of this type is in the text.</summary>
    public sealed record Nothing : Reading;

    /// <summary>A value that obeys the slot's own rules.</summary>
    /// <param name="Raw">The words it was read from.</param>
    /// <param name="Spans">Where in the text: a span is used once.</param>
    public sealed record Value(SlotValue Is, string Raw, IReadOnlyList<Span> Spans) : Reading
    {
        /// <summary>True when the words were kept without being recognised, so that a question may be meant as well.</summary>
        public bool Weak { get; init; }
    }

    /// <summary>A value was seen, but it breaks a rule; the code names the text.</summary>
    public sealed record Wrong(string Code, IReadOnlyDictionary<string, object?> Named) : Reading;

    /// <summary>Several values are possible: the person has to say which.</summary>
    /// <param name="TextKey">The question, if not the usual one.</param>
    public sealed record Which(IReadOnlyList<(SlotValue Value, string Label)> Options, string TextKey) : Reading
    {
        /// <summary>The words that leave it open, where they are a piece of the text; null: not known.</summary>
        public string? Raw { get; init; }
    }
}

/// <summary>A piece of a message, in UTF-16 units.</summary>
internal readonly record struct Span(int Start, int Length)
{
    public int End => Start + Length;

    public bool Overlaps(Span other) => Start < other.End && other.Start < End;
}
