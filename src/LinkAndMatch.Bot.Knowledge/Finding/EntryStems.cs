using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The words of an entry in all its languages, as stems: what it takes longest to work out, done once.</summary>
/// <param name="Topic">What it is about ("nib"), to be put before a question that leaves it out.</param>
/// <param name="Said">Its questions and other ways to ask, written out as <see cref="Bare"/> has them.</param>
internal sealed record EntryStems(
    FaqEntry Entry,
    IReadOnlyList<string> Topic,
    IReadOnlyList<string> Said,
    IReadOnlyList<IReadOnlyList<string>> Questions,
    IReadOnlyList<IReadOnlyList<string>> Variants,
    IReadOnlyList<IReadOnlyList<string>> Tags,
    IReadOnlyList<IReadOnlyList<string>> Answers)
{
    public static EntryStems Of(FaqEntry entry, Wording wording)
    {
        var questions = entry.Texts.Values.Select(t => wording.Normalise(t.Question)).ToList();
        var variants = entry.Texts.Values.SelectMany(t => t.Variants).Select(wording.Normalise).ToList();
        IReadOnlyList<IReadOnlyList<string>> tags = [.. entry.Tags.Select(wording.Stems)];
        return new(
            entry,
            Subject(wording.Stems(entry.Texts["id"].Question), tags),
            [.. questions.Concat(variants).Select(Bare).Distinct(StringComparer.Ordinal)],
            [.. questions.Select(wording.StemsOf)],
            [.. variants.Select(wording.StemsOf)],
            tags,
            [.. entry.Texts.Values.Select(t => wording.Stems(t.Body))]);
    }

    /// <summary>Every way to ask for it.</summary>
    public IEnumerable<IReadOnlyList<string>> Asked => Questions.Concat(Variants).Concat(Tags);

    /// <summary>A normalised text without the marks around it: two that are equal so were written alike.</summary>
    public static string Bare(string normalised) => normalised.Trim(' ', '?', '!', '.', ',');

    // The tags that its question names, else the first tag.
    private static IReadOnlyList<string> Subject(IReadOnlyList<string> question, IReadOnlyList<IReadOnlyList<string>> tags)
    {
        var named = tags.Where(t => t.All(question.Contains)).SelectMany(t => t).Distinct().ToList();
        return named.Count > 0 ? named : tags.Count > 0 ? tags[0] : [];
    }
}
