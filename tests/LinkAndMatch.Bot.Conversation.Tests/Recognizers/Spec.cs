using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

/// <summary>A published specification of a recognizer: rows of an input and what must be found in it.</summary>
/// <remarks>A row is a list: the input, then by turns each value and the words it is read from. A row with the input alone finds nothing; one with a single value has it from the whole input.</remarks>
public static class Spec
{
    public static IEnumerable<TheoryDataRow<string, string>> Rows(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Recognizers", "specs", name + ".yaml");
        var yaml = new YamlStream();
        using var reader = File.OpenText(path);
        yaml.Load(reader);
        foreach (var row in (YamlSequenceNode)yaml.Documents[0].RootNode)
        {
            var cells = ((YamlSequenceNode)row).Select(c => ((YamlScalarNode)c).Value!).ToList();
            // A pair is an input and what the whole of it says.
            if (cells.Count == 2) cells.Add(cells[0]);
            Assert.True(cells.Count % 2 == 1, $"{path}({row.Start.Line}): expected an input, then values and words by turns.");
            yield return new(cells[0], string.Join(" | ", Enumerable.Range(0, cells.Count / 2).Select(i => Told(cells[(2 * i) + 1], cells[(2 * i) + 2]))));
        }
    }

    /// <summary>What was found, in the form of the expected column.</summary>
    public static string Told<T>(string text, IEnumerable<Found<T>> found, Func<T, string> value) =>
        string.Join(" | ", found.Select(f => Told(value(f.Value), text.Substring(f.Start, f.Length))));

    private static string Told(string value, string words) => $"{value} in '{words}'";
}
