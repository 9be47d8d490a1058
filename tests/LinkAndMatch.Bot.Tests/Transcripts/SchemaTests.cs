using System.Globalization;
using System.Text.Json.Nodes;
using LinkAndMatch.Bot.Testing.Transcripts;
using NJsonSchema;
using NJsonSchema.Validation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Tests.Transcripts;

/// <summary>The schema beside the transcripts, which editors complete by.</summary>
public sealed class SchemaTests
{
    private static readonly string s_schema = Path.Combine(GoldenConversations.Folder, "transcript.schema.json");

    [Fact]
    public async Task Every_transcript_fits_the_schema()
    {
        var schema = await JsonSchema.FromFileAsync(s_schema, TestContext.Current.CancellationToken);
        var files = Directory.GetFiles(GoldenConversations.Folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();

        Assert.True(files.Count > 100);
        Assert.Empty(files.SelectMany(f => Misfits(schema, Path.GetRelativePath(GoldenConversations.Folder, f), File.ReadAllText(f))));
    }

    [Theory]
    [InlineData("title: x\nsteps:\n  - {say: hai}\n  - {sya: hai}\n", "made.yaml:4: NoAdditionalPropertiesAllowed")]
    [InlineData("title: x\nsteps:\n  - say: hai\n    twice: maybe\n", "made.yaml:4: BooleanExpected")]
    [InlineData("title: x\n", "made.yaml:1: PropertyRequired")]
    [InlineData("title: x\nsteps:\n  - {wait: soon}\n", "made.yaml:3: PatternMismatch")]
    [InlineData("title: x\nsteps:\n  - {say: hai}\n  - {send: pigeon}\n", "made.yaml:4: NotInEnumeration")]
    [InlineData("title: x\nsteps: []\n", "made.yaml:2: TooFewItems")]
    public async Task What_does_not_fit_is_named_with_file_and_line(string yaml, string expected) =>
        Assert.Contains(
            Misfits(await JsonSchema.FromFileAsync(s_schema, TestContext.Current.CancellationToken), "made.yaml", yaml), m => m.StartsWith(expected, StringComparison.Ordinal));

    private static IEnumerable<string> Misfits(JsonSchema schema, string file, string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        var json = Node(stream.Documents[0].RootNode, "#", lines);
        return schema.Validate(json!.ToJsonString()).SelectMany(Innermost).Select(e => $"{file}:{LineOf(e, lines)}: {e.Kind} at {e.Path}");
    }

    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        error is ChildSchemaValidationError inner ? inner.Errors.Values.SelectMany(e => e).SelectMany(Innermost) : [error];

    // What the schema misses or does not know has no line of its own: that of what holds it.
    private static long LineOf(ValidationError error, Dictionary<string, long> lines)
    {
        for (var path = error.Path ?? "#"; ; path = path[..Math.Max(path.LastIndexOfAny(['.', '/', '[']), 1)])
        {
            if (lines.TryGetValue(path, out var line)) return line;
            if (path.Length <= 1) return 1;
        }
    }

    private static JsonNode? Node(YamlNode node, string path, Dictionary<string, long> lines)
    {
        lines.TryAdd(path, node.Start.Line);
        switch (node)
        {
            case YamlMappingNode map:
                var members = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    var name = ((YamlScalarNode)key).Value!;
                    var below = path == "#" ? $"#/{name}" : $"{path}.{name}";
                    lines[below] = key.Start.Line;
                    members.Add(name, Node(value, below, lines));
                }

                return members;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select((item, index) => Node(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), lines))]);
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag:
                return JsonValue.Create(flag.Value == "true");
            case YamlScalarNode { Style: ScalarStyle.Plain, Value: "~" or "null" or "" }:
                return null;
            case YamlScalarNode { Style: ScalarStyle.Plain } number when long.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return JsonValue.Create(whole);
            default:
                return JsonValue.Create(((YamlScalarNode)node).Value);
        }
    }
}
