using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>A <c>reply_markup</c>, read and checked.</summary>
internal sealed record Keyboards(KeyboardKind Kind, IReadOnlyList<IReadOnlyList<FakeButton>> Rows)
{
    private const int LongestCallbackData = 64;

    public static Keyboards None { get; } = new(KeyboardKind.None, []);

    /// <exception cref="ApiRefusal">400: not readable, a button without action, or callback data that is too long.</exception>
    public static Keyboards Parse(byte[]? replyMarkup)
    {
        if (replyMarkup is null or { Length: 0 }) return None;
        Markup markup;
        try
        {
            markup = JsonSerializer.Deserialize(replyMarkup, MarkupJson.Default.Markup)!;
        }
        catch (JsonException)
        {
            throw ApiRefusal.BadRequest("object expected as reply markup");
        }

        return markup switch
        {
            { InlineKeyboard: { } rows } => Inline(rows),
            { Keyboard: { } rows } => new Keyboards(KeyboardKind.Reply, [.. rows.Select(row => (IReadOnlyList<FakeButton>)[.. row.Select(ReplyButton)])]),
            { RemoveKeyboard: true } => new Keyboards(KeyboardKind.Remove, []),
            { ForceReply: true } => new Keyboards(KeyboardKind.ForceReply, []),
            _ => None,
        };
    }

    public bool SameAs(BotMessage message)
    {
        if (Rows.Count != message.Keyboard.Count) return false;
        for (var i = 0; i < Rows.Count; i++)
        {
            if (!Rows[i].SequenceEqual(message.Keyboard[i])) return false;
        }

        return true;
    }

    private static Keyboards Inline(List<List<MarkupButton>> rows)
    {
        var read = rows.Where(row => row.Count > 0).Select(row => (IReadOnlyList<FakeButton>)[.. row.Select(InlineButton)]).ToArray();
        return read.Length == 0 ? None : new Keyboards(KeyboardKind.Inline, read);
    }

    private static FakeButton InlineButton(MarkupButton button)
    {
        if (string.IsNullOrEmpty(button.Text)) throw ApiRefusal.BadRequest("inline keyboard button text must be non-empty");
        if (button.CallbackData is { } data && (data.Length == 0 || Encoding.UTF8.GetByteCount(data) > LongestCallbackData)) throw ApiRefusal.BadRequest("BUTTON_DATA_INVALID");
        if (button is { CallbackData: null, Url: null, Other: null or { Count: 0 } }) throw ApiRefusal.BadRequest("text buttons are unallowed in the inline keyboard");
        return new FakeButton(button.Text, button.CallbackData, button.Url);
    }

    private static FakeButton ReplyButton(MarkupButton button) =>
        new(button.Text ?? "", RequestsContact: button.RequestContact, RequestsLocation: button.RequestLocation);
}

internal sealed record Markup
{
    public List<List<MarkupButton>>? InlineKeyboard { get; init; }
    public List<List<MarkupButton>>? Keyboard { get; init; }
    public bool RemoveKeyboard { get; init; }
    public bool ForceReply { get; init; }
}

internal sealed record MarkupButton
{
    public string? Text { get; init; }
    public string? CallbackData { get; init; }
    public string? Url { get; init; }
    public bool RequestContact { get; init; }
    public bool RequestLocation { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record ReplyTarget(int MessageId, bool AllowSendingWithoutReply);

internal sealed record ScopeName(string? Type);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Markup))]
[JsonSerializable(typeof(ReplyTarget))]
[JsonSerializable(typeof(ScopeName))]
[JsonSerializable(typeof(List<MenuCommand>))]
[JsonSerializable(typeof(List<string>))]
internal sealed partial class MarkupJson : JsonSerializerContext;
