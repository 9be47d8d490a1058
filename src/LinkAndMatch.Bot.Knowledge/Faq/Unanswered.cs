using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>Messages that no entry answers, by kind, from <c>dialogs/faq/unanswered.yaml</c>.</summary>
internal static class Unanswered
{
    /// <summary>The messages by kind; none when there is no such file.</summary>
    /// <exception cref="DataFileException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Load(string faqFolder)
    {
        var path = Path.Combine(faqFolder, "unanswered.yaml");
        if (!File.Exists(path)) return new Dictionary<string, IReadOnlyList<string>>();
        var lists = new Dictionary<string, IReadOnlyList<string>>(PhraseLists.Load(path), StringComparer.Ordinal);
        if (!lists.Remove("patterns", out var patterns) | !lists.Remove("topics", out var topics)) return lists;
        // One in three of the pairs teaches as much as all, in a third of the time.
        lists["made"] = [.. patterns!.SelectMany((p, i) => topics!.Where((_, j) => (i + j) % 3 == 0), (p, t) => p.Replace("*", t, StringComparison.Ordinal))];
        return lists;
    }
}
