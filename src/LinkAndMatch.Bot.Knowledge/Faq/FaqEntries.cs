namespace LinkAndMatch.Bot.Knowledge.Faq;

internal static class FaqEntries
{
    /// <summary>The entries of all sources, those of a later one in the place of an earlier one's of the same id.</summary>
    /// <remarks>The ways to ask and the tags of the replaced entry stay, or nobody would find the new answer by them. Its other languages go: they say what was true before.</remarks>
    public static IReadOnlyList<FaqEntry> Join(IEnumerable<IReadOnlyList<FaqEntry>> sources)
    {
        var joined = new Dictionary<string, FaqEntry>(StringComparer.Ordinal);
        foreach (var entry in sources.SelectMany(s => s))
        {
            joined[entry.Id] = joined.TryGetValue(entry.Id, out var before) ? Replace(before, entry) : entry;
        }

        return [.. joined.Values.OrderBy(e => e.Id, StringComparer.Ordinal)];
    }

    private static FaqEntry Replace(FaqEntry before, FaqEntry entry)
    {
        var home = entry.Texts["id"];
        var asked = before.Texts.Values.SelectMany(t => t.Variants.Prepend(t.Question)).Concat(home.Variants);
        var texts = new Dictionary<string, FaqText>(entry.Texts, StringComparer.Ordinal) { ["id"] = home with { Variants = [.. asked.Distinct(StringComparer.OrdinalIgnoreCase)] } };
        return entry with { Texts = texts, Tags = [.. before.Tags.Union(entry.Tags)] };
    }
}
