namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A value found in a text, with the span it was read from.</summary>
/// <param name="Value">What was understood.</param>
/// <param name="Start">Where it begins: UTF-16 offset into the text as the person wrote it.</param>
/// <param name="Length">How many UTF-16 units it covers; at least 1.</param>
public sealed record Found<T>(T Value, int Start, int Length)
{
    /// <summary>The offset after the last unit of the span.</summary>
    public int End => Start + Length;

    /// <summary>Whether two findings were read from a common letter, so that only one of them may be used.</summary>
    public bool Overlaps<TOther>(Found<TOther> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Start < other.End && other.Start < End;
    }
}
