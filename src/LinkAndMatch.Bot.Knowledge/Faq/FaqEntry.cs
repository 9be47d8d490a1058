using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>One answer with the ways to ask for it, in the languages it has.</summary>
public sealed record FaqEntry
{
    /// <summary>Stable name: the file's name without ".md"; a published answer takes one of these to replace the file.</summary>
    public required string Id { get; init; }

    /// <summary>By language ("id", "en"). Indonesian is always there.</summary>
    public required IReadOnlyDictionary<string, FaqText> Texts { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>sourced, partly, staff (nobody has answered yet), officer (an officer said so) or design.</summary>
    public required string Status { get; init; }

    public IReadOnlyList<AnswerSource> Sources { get; init; } = [];

    /// <summary>When somebody last read the answer against its sources; null: never.</summary>
    public DateOnly? Reviewed { get; init; }

    /// <summary>The text in the language, else in Indonesian.</summary>
    public FaqText In(string language) => Texts.TryGetValue(language, out var text) ? text : Texts["id"];

    /// <summary>Whether the two are found by the same words, whatever else differs.</summary>
    internal bool IsWordedAs(FaqEntry other) =>
        Tags.SequenceEqual(other.Tags) && Texts.Count == other.Texts.Count && Texts.All(t => other.Texts.TryGetValue(t.Key, out var text) && t.Value.IsWordedAs(text));
}

/// <summary>An entry in one language.</summary>
/// <param name="Question">As it stands on a button or above the answer.</param>
/// <param name="Variants">Other ways to ask it; found, never shown.</param>
/// <param name="Body">The answer in the small markup of the texts.</param>
public sealed record FaqText(string Question, IReadOnlyList<string> Variants, string Body)
{
    internal bool IsWordedAs(FaqText other) => Question == other.Question && Body == other.Body && Variants.SequenceEqual(other.Variants);
}
