using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

/// <summary>The schemas that editors complete and check by.</summary>
public class SchemaTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string> { { "menu.yaml", "menu" }, { "notices.yaml", "notices" }, { "texts/id.yaml", "texts" }, { "texts/en.yaml", "texts" } };
            foreach (var form in ShippedDialogs.Load().Forms.Keys) files.Add($"{form}.yaml", "dialog");
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Shipped_files_fit_their_schema(string file, string schema) =>
        Assert.Empty((await SchemaAsync(schema)).Validate(Json(await File.ReadAllTextAsync(Path.Combine(ShippedDialogs.Folder, file), TestContext.Current.CancellationToken))));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Shipped_files_name_their_schema_for_editors(string file, string schema)
    {
        var first = (await File.ReadAllLinesAsync(Path.Combine(ShippedDialogs.Folder, file), TestContext.Current.CancellationToken))[0];
        Assert.StartsWith("# yaml-language-server: $schema=", first, StringComparison.Ordinal);
        Assert.EndsWith($"schema/{schema}.schema.json", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dialog", "dialog: x\nversion: 1\nslots: {a: {type: text}}\n")]
    [InlineData("dialog", "dialog: x\nversion: 0\nslots: {a: {type: text}}\nsubmit: {action: a.b}\n")]
    [InlineData("dialog", "dialog: x\nversion: 1\nslots: {a: {type: word}}\nsubmit: {action: a.b}\n")]
    [InlineData("dialog", "dialog: x\nversion: 1\nslots: {a: {type: text, lenght: 3}}\nsubmit: {action: a.b}\n")]
    [InlineData("dialog", "dialog: X Y\nversion: 1\nslots: {a: {type: text}}\nsubmit: {action: a.b}\n")]
    [InlineData("dialog", "dialog: x\nversion: 1\nslots: {a: {type: text}}\nsubmit: {action: a.b}\nexpires: {idle: soon}\n")]
    [InlineData("menu", "menus: {products: [{go: x}]}\ndefaults: {unanswered: a.b, officer: c.d}\n")]
    [InlineData("menu", "menus: {main: [{went: x}]}\ndefaults: {unanswered: a.b, officer: c.d}\n")]
    [InlineData("notices", "a.b: {class: loud}\n")]
    [InlineData("texts", "turn: {a: []}\ntypes: {a: x}\nbuttons: {a: x}\nwords: {a: x}\n")]
    public async Task A_broken_file_does_not_fit(string schema, string yaml) =>
        Assert.NotEmpty((await SchemaAsync(schema)).Validate(Json(yaml)));

    private static Task<JsonSchema> SchemaAsync(string name) =>
        JsonSchema.FromFileAsync(Path.Combine(ShippedDialogs.Folder, "schema", $"{name}.schema.json"), TestContext.Current.CancellationToken);

    private static string Json(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Node(stream.Documents[0].RootNode)!.ToJsonString();
    }

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value!, Node(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain } number when long.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) => JsonValue.Create(n),
        YamlScalarNode text => JsonValue.Create(text.Value),
        _ => null,
    };
}
