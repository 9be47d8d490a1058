using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The words of an entry in all its languages, as stems: what it takes longest to work out, done once.</summary>
internal sealed record EntryStems(
    IReadOnlyList<IReadOnlyList<string>> Questions,
    IReadOnlyList<IReadOnlyList<string>> Variants,
    IReadOnlyList<IReadOnlyList<string>> Tags,
    IReadOnlyList<IReadOnlyList<string>> Answers)
{
    public static EntryStems Of(FaqEntry entry, Wording wording) => new(
        [.. entry.Texts.Values.Select(t => wording.Stems(t.Question))],
        [.. entry.Texts.Values.SelectMany(t => t.Variants).Select(wording.Stems)],
        [.. entry.Tags.Select(wording.Stems)],
        [.. entry.Texts.Values.Select(t => wording.Stems(t.Body))]);

    /// <summary>Every way to ask for it.</summary>
    public IEnumerable<IReadOnlyList<string>> Asked => Questions.Concat(Variants).Concat(Tags);
}
