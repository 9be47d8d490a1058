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
}

/// <summary>An entry in one language.</summary>
/// <param name="Question">As it stands on a button or above the answer.</param>
/// <param name="Variants">Other ways to ask it; found, never shown.</param>
/// <param name="Body">The answer in the small markup of the texts.</param>
public sealed record FaqText(string Question, IReadOnlyList<string> Variants, string Body);
