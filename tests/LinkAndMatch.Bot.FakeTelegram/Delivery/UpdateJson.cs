using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkAndMatch.Bot.FakeTelegram.Record;

namespace LinkAndMatch.Bot.FakeTelegram.Delivery;

/// <summary>Writes the pieces of updates and messages as the Bot API has them.</summary>
internal static class UpdateJson
{
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The body of an update: one object with the property that names the kind.</summary>
    public static byte[] Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, WriterOptions);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteUser(this Utf8JsonWriter json, ReadOnlySpan<byte> name, FakeUser user)
    {
        json.WriteStartObject(name);
        json.WriteNumber("id"u8, user.Id);
        json.WriteBoolean("is_bot"u8, user.IsBot);
        json.WriteString("first_name"u8, user.FirstName);
        if (user.LastName is { } last) json.WriteString("last_name"u8, last);
        if (user.Username is { } username) json.WriteString("username"u8, username);
        if (user.LanguageCode is { } language) json.WriteString("language_code"u8, language);
        json.WriteEndObject();
    }

    public static void WriteChat(this Utf8JsonWriter json, FakeChat chat)
    {
        json.WriteStartObject("chat"u8);
        json.WriteNumber("id"u8, chat.Id);
        if (chat.Id > 0)
        {
            json.WriteString("type"u8, "private"u8);
            json.WriteString("first_name"u8, chat.Title);
        }
        else
        {
            json.WriteString("type"u8, chat.Id <= -1_000_000_000_000 ? "supergroup"u8 : "group"u8);
            json.WriteString("title"u8, chat.Title);
        }

        json.WriteEndObject();
    }

    /// <summary>A message of the bot as others refer to it: replied to, or tapped.</summary>
    public static void WriteBotMessage(this Utf8JsonWriter json, ReadOnlySpan<byte> name, FakeChat chat, BotMessage message, FakeUser bot)
    {
        json.WriteStartObject(name);
        json.WriteNumber("message_id"u8, message.MessageId);
        json.WriteUser("from"u8, bot);
        json.WriteChat(chat);
        json.WriteNumber("date"u8, message.At.ToUnixTimeSeconds());
        if (message.Edits.Count > 0) json.WriteNumber("edit_date"u8, message.Edits[^1].At.ToUnixTimeSeconds());
        json.WriteString(message.FileId is null ? "text"u8 : "caption"u8, message.PlainText);
        if (message.KeyboardKind == KeyboardKind.Inline) json.WriteInlineKeyboard(message.Keyboard);
        json.WriteEndObject();
    }

    public static void WriteInlineKeyboard(this Utf8JsonWriter json, IReadOnlyList<IReadOnlyList<FakeButton>> rows)
    {
        json.WriteStartObject("reply_markup"u8);
        json.WriteStartArray("inline_keyboard"u8);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var button in row)
            {
                json.WriteStartObject();
                json.WriteString("text"u8, button.Label);
                if (button.Data is { } data) json.WriteString("callback_data"u8, data);
                if (button.Url is { } url) json.WriteString("url"u8, url);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
