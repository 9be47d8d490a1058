namespace LinkAndMatch.Bot.Conversation.Answering;

/// <summary>What a search of the answers found for one message.</summary>
/// <param name="Decision">Whether to answer, to offer a choice or to admit that nobody knows yet.</param>
/// <param name="Hits">The best entries, best first, at most five.</param>
/// <param name="Entries">Those to show: one or (for two questions in one message) two with <see cref="AnswerDecision.Answer"/>, none otherwise.</param>
public sealed record AnswerSearch(AnswerDecision Decision, IReadOnlyList<AnswerHit> Hits, IReadOnlyList<AnswerEntry> Entries)
{
    public static AnswerSearch Nothing { get; } = new(AnswerDecision.Unknown, [], []);
}

public enum AnswerDecision { Answer, Choose, Unknown }

/// <param name="Probability">Calibrated: of entries at 0.8, eight in ten are right.</param>
public sealed record AnswerHit(string Id, string Question, double Probability);

/// <summary>An answer as it is shown. <paramref name="Body"/> is the small markup of the texts.</summary>
/// <param name="Status">sourced, partly, staff (nobody has answered yet), officer (an officer said so) or design.</param>
public sealed record AnswerEntry(string Id, string Question, string Body, string Status, IReadOnlyList<AnswerSource> Sources)
{
    /// <summary>When somebody last stood up for the answer; null: never.</summary>
    public DateOnly? Reviewed { get; init; }
}

public sealed record AnswerSource(string Title, string? Link, string? Date);
