using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>A YAML file of lists of phrases by name.</summary>
internal static class PhraseLists
{
    /// <exception cref="DataFileException">The file is missing or cannot be read.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Load(string path)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "the file is missing.");
        return YamlFile.Parse(path, File.ReadAllText(path), 0).Children.ToDictionary(
            list => YamlFile.Text(path, list.Key, 0),
            list => (IReadOnlyList<string>)[.. YamlFile.Texts(path, list.Value, 0).Select(t => t.Text)],
            StringComparer.Ordinal);
    }
}
