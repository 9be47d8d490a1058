namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>What the matcher must know of the vocabulary.</summary>
/// <param name="Near">For a process, those that a buyer would normally accept in its place.</param>
public sealed record MatchTerms(IReadOnlyDictionary<string, IReadOnlyList<string>> Near)
{
    public static MatchTerms None { get; } = new(new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Looked at from either side: the lists in the vocabulary are not always written twice.</summary>
    public bool AreNear(string one, string other) =>
        (Near.TryGetValue(one, out var nearOne) && nearOne.Contains(other)) || (Near.TryGetValue(other, out var nearOther) && nearOther.Contains(one));
}
