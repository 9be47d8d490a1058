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
        return YamlFile.Parse(path, File.ReadAllText(path), 0).Children.ToDictionary(
            kind => YamlFile.Text(path, kind.Key, 0),
            kind => (IReadOnlyList<string>)[.. YamlFile.Texts(path, kind.Value, 0).Select(t => t.Text)],
            StringComparer.Ordinal);
    }
}
