namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>One entry of a list of the vocabulary: a process, a material, a unit, a sector.</summary>
/// <param name="Key">Stable id, what is stored.</param>
/// <param name="Id">Label in Indonesian.</param>
/// <param name="En">Label in English.</param>
/// <param name="Synonyms">Other words for it, also abbreviations and common misspellings.</param>
/// <param name="Near">Keys of the same list that a buyer would take as a partial substitute.</param>
/// <param name="Kbli">Classes of industry that usually cover it, five digits each.</param>
/// <param name="Hs">Headings of the Harmonized System, six digits each; for orientation only.</param>
/// <param name="Value">The number a multiplier stands for; null for all else.</param>
/// <param name="Sector">The key in <c>sectors</c> of what a firm that makes it mostly works for; null where it may be any.</param>
/// <param name="Short">Words that mean it only where nothing but this list is asked for.</param>
public sealed record Term(
    string Key,
    string Id,
    string En,
    IReadOnlyList<string> Synonyms,
    IReadOnlyList<string> Near,
    IReadOnlyList<string> Kbli,
    IReadOnlyList<string> Hs,
    decimal? Value,
    string? Sector,
    IReadOnlyList<string> Short)
{
    /// <summary>The label in a language ("id", "en"); Indonesian for any other.</summary>
    public string Label(string language) => language == "en" ? En : Id;

    /// <summary>Whether it is the catch-all of its kind ("welding (unspecified)") and yields to any more exact term.</summary>
    public bool IsGeneral => En.Contains("(unspecified)", StringComparison.Ordinal);
}

/// <summary>What a text says in the words of one list.</summary>
/// <param name="Terms">Keys with their spans, each key once, in the order of the text.</param>
/// <param name="Unmatched">Words, as typed, that the list does not know; stop words, numbers and units are left out, neighbours stay together.</param>
public sealed record TermMatches(IReadOnlyList<Found<string>> Terms, IReadOnlyList<Found<string>> Unmatched)
{
    /// <summary>The keys alone.</summary>
    public IReadOnlyList<string> Keys => [.. Terms.Select(t => t.Value)];
}
