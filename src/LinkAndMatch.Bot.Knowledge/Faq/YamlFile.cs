using LinkAndMatch.Bot.Conversation.Recognizers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>Reads YAML so that every complaint names file and line.</summary>
internal static class YamlFile
{
    /// <summary>A file of keys, each with a few fields.</summary>
    public static IEnumerable<(string Key, Dictionary<string, string>? Fields, int Line)> Mapping(string path)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "the file is missing.");
        foreach (var (key, value) in Parse(path, File.ReadAllText(path), 0).Children)
        {
            yield return (
                Text(path, key, 0),
                (value as YamlMappingNode)?.Children.ToDictionary(c => Text(path, c.Key, 0), c => Text(path, c.Value, 0), StringComparer.Ordinal),
                (int)key.Start.Line);
        }
    }

    /// <param name="before">Lines of the file above the text, so that complaints count from the file's first.</param>
    public static YamlMappingNode Parse(string path, string text, int before)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException broken)
        {
            throw new DataFileException(path, (int)broken.Start.Line + before, broken.Message, broken);
        }

        return yaml.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw new DataFileException(path, 1 + before, "expected keys with values.");
    }

    public static string Text(string path, YamlNode node, int before) => node is YamlScalarNode { Value: { } value }
        ? value
        : throw new DataFileException(path, (int)node.Start.Line + before, "expected a text.");

    public static IReadOnlyList<(string Text, int Line)> Texts(string path, YamlNode node, int before) => node is YamlSequenceNode many
        ? [.. many.Select(m => (Text(path, m, before), (int)m.Start.Line + before))]
        : throw new DataFileException(path, (int)node.Start.Line + before, "expected a list of texts.");

    public static IEnumerable<IReadOnlyList<(string Text, int Line)>> Lists(string path, YamlNode node, int before) => node is YamlSequenceNode many
        ? many.Select(m => Texts(path, m, before))
        : throw new DataFileException(path, (int)node.Start.Line + before, "expected a list of lists.");
}
