using System.Text.Json;
using System.Text.Json.Nodes;
using NJsonSchema;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

/// <summary>
/// The published JSON Schema of activities. Whatever a test gets from us is held against it, and written down where <c>ACTIVITIES</c> says:
/// at its end <c>tests/run</c> holds that against the schema of Microsoft's living SDK, which only Node can read.
/// </summary>
internal static class ActivitySchema
{
    private static readonly TextWriter Seen = TextWriter.Synchronized(
        Environment.GetEnvironmentVariable("ACTIVITIES") is { Length: > 0 } path ? new StreamWriter(path, append: true) { AutoFlush = true } : TextWriter.Null);

    private static readonly Lazy<Task<JsonSchema>> Activity = new(() => LoadAsync("Activity"));
    private static readonly Lazy<Task<JsonSchema>> HeroCard = new(() => LoadAsync("HeroCard"));

    public static async Task CheckAsync(JsonElement activity)
    {
        await Seen.WriteLineAsync(JsonSerializer.Serialize(activity));
        Check(await Activity.Value, activity);
        if (activity.TryGetProperty("attachments", out var attachments))
        {
            foreach (var card in attachments.EnumerateArray().Where(a => a.GetProperty("contentType").GetString() == "application/vnd.microsoft.card.hero"))
                Check(await HeroCard.Value, card.GetProperty("content"));
        }
    }

    private static void Check(JsonSchema schema, JsonElement value) =>
        Assert.Empty(schema.Validate(value.GetRawText()).Select(e => $"{e.Path}: {e.Kind}"));

    private static async Task<JsonSchema> LoadAsync(string definition)
    {
        await using var stream = typeof(ActivitySchema).Assembly.GetManifestResourceStream("activity.schema.json")!;
        var schema = (await JsonNode.ParseAsync(stream))!.AsObject();
        // The schema demands every field of a card, even the tap on the card itself; the specification makes them optional (C4000 and following).
        schema["definitions"]!["HeroCard"]!.AsObject().Remove("required");
        return (await JsonSchema.FromJsonAsync(schema.ToJsonString())).Definitions[definition];
    }
}
