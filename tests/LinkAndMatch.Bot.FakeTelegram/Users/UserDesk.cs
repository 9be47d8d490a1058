using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.FakeTelegram.Delivery;
using LinkAndMatch.Bot.FakeTelegram.Record;

namespace LinkAndMatch.Bot.FakeTelegram.Users;

/// <summary>Turns what people do into updates.</summary>
internal sealed class UserDesk(TelegramWorld world)
{
    private const string Blocked = "Forbidden: bot was blocked by the user";
    private long _taps = 4_000_000_000_000_000_000;

    /// <exception cref="ArgumentException">The act is not of a kind that is known.</exception>
    public SentUpdate Act(UserAct act)
    {
        var chat = world.ChatOf(act.ChatId, act.ChatId > 0 ? act.From.FirstName : "Group");
        // The queue is filled under the chat's lock, so that message ids and update ids rise together.
        lock (chat.Gate)
        {
            return act switch
            {
                EditsText edit => Edited(chat, edit),
                TapsButton tap => Tapped(chat, tap),
                BlocksBot => Membership(chat, act.From, "member", "kicked", Blocked),
                UnblocksBot => Membership(chat, act.From, "kicked", "member", null),
                SendsRaw raw => Queue(chat, raw.Kind, 0, System.Text.Encoding.UTF8.GetBytes(raw.Json)),
                _ => Message(chat, act),
            };
        }
    }

    /// <summary>The service message that tells of a migration, in the old group.</summary>
    public void Migrated(FakeChat chat, long newChatId)
    {
        lock (chat.Gate)
        {
            Message(chat, new FakeUser(1_087_968_824, "Group") { IsBot = true }, json => json.WriteNumber("migrate_to_chat_id"u8, newChatId));
        }
    }

    private SentUpdate Message(FakeChat chat, UserAct act) => Message(chat, act.From, json =>
    {
        switch (act)
        {
            case SaysText says:
                if (says.ReplyTo is { } replyTo) WriteReply(json, chat, replyTo);
                if (says.Forwarded) WriteForwardOrigin(json);
                WriteText(json, says.Text);
                break;
            case SharesContact contact:
                if (contact.Forwarded) WriteForwardOrigin(json);
                json.WriteStartObject("contact"u8);
                json.WriteString("phone_number"u8, contact.Phone);
                json.WriteString("first_name"u8, contact.OwnerId == act.From.Id ? act.From.FirstName : "Contact");
                if (contact.OwnerId is { } owner) json.WriteNumber("user_id"u8, owner);
                json.WriteEndObject();
                break;
            case SendsPhoto photo:
                if (photo.MediaGroupId is { } album) json.WriteString("media_group_id"u8, album);
                WritePhoto(json, world.Files.Add(photo.Bytes, "photos", ".jpg"));
                if (photo.Caption is { } caption) json.WriteString("caption"u8, caption);
                break;
            case SendsDocument document:
                WriteFile(json, "document"u8, world.Files.Add(document.Bytes, "documents", Path.GetExtension(document.FileName)), document.MimeType, document.FileName, null);
                if (document.Caption is { } words) json.WriteString("caption"u8, words);
                break;
            case SendsVoice voice:
                WriteFile(json, "voice"u8, world.Files.Add(voice.Bytes, "voice", ".oga"), "audio/ogg", null, voice.Seconds);
                break;
            case SendsSticker sticker:
                json.WriteStartObject("sticker"u8);
                json.WriteString("file_id"u8, "FAKEsticker"u8);
                json.WriteString("file_unique_id"u8, "Usticker"u8);
                json.WriteString("type"u8, "regular"u8);
                json.WriteNumber("width"u8, 512);
                json.WriteNumber("height"u8, 512);
                json.WriteBoolean("is_animated"u8, false);
                json.WriteBoolean("is_video"u8, false);
                json.WriteString("emoji"u8, sticker.Emoji);
                json.WriteEndObject();
                break;
            case SharesLocation place:
                json.WriteStartObject("location"u8);
                json.WriteNumber("latitude"u8, place.Latitude);
                json.WriteNumber("longitude"u8, place.Longitude);
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"{act.GetType().Name} is not known here.");
        }
    });

    private void WriteForwardOrigin(Utf8JsonWriter json)
    {
        json.WriteStartObject("forward_origin"u8);
        json.WriteString("type"u8, "hidden_user"u8);
        json.WriteNumber("date"u8, Date());
        json.WriteString("sender_user_name"u8, "Somebody"u8);
        json.WriteEndObject();
    }

    private SentUpdate Message(FakeChat chat, FakeUser from, Action<Utf8JsonWriter> content)
    {
        var messageId = chat.NextMessageId();
        return Queue(chat, "message", messageId, UpdateJson.Body(json =>
        {
            WriteHead(json, "message"u8, chat, from, messageId);
            content(json);
            json.WriteEndObject();
        }));
    }

    private SentUpdate Edited(FakeChat chat, EditsText edit) => Queue(chat, "edited_message", edit.MessageId, UpdateJson.Body(json =>
    {
        WriteHead(json, "edited_message"u8, chat, edit.From, edit.MessageId);
        json.WriteNumber("edit_date"u8, Date());
        WriteText(json, edit.Text);
        json.WriteEndObject();
    }));

    private SentUpdate Tapped(FakeChat chat, TapsButton tap) => Queue(chat, "callback_query", tap.MessageId, UpdateJson.Body(json =>
    {
        json.WriteStartObject("callback_query"u8);
        json.WriteString("id"u8, string.Create(CultureInfo.InvariantCulture, $"{++_taps}:{chat.Id}"));
        json.WriteUser("from"u8, tap.From);
        if (chat.Find(tap.MessageId) is { } message)
        {
            json.WriteBotMessage("message"u8, chat, message, world.Bot);
        }
        else
        {
            // Too old or deleted: the Bot API then gives a message without content, dated 0.
            json.WriteStartObject("message"u8);
            json.WriteNumber("message_id"u8, tap.MessageId);
            json.WriteChat(chat);
            json.WriteNumber("date"u8, 0);
            json.WriteEndObject();
        }

        json.WriteString("chat_instance"u8, chat.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("data"u8, tap.Data);
        json.WriteEndObject();
    }));

    private SentUpdate Membership(FakeChat chat, FakeUser from, string before, string after, string? refusal)
    {
        chat.Refusal = refusal;
        return Queue(chat, "my_chat_member", 0, UpdateJson.Body(json =>
        {
            json.WriteStartObject("my_chat_member"u8);
            json.WriteChat(chat);
            json.WriteUser("from"u8, from);
            json.WriteNumber("date"u8, Date());
            WriteMember(json, "old_chat_member"u8, before);
            WriteMember(json, "new_chat_member"u8, after);
            json.WriteEndObject();
        }));
    }

    private void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> name, string status)
    {
        json.WriteStartObject(name);
        json.WriteString("status"u8, status);
        json.WriteUser("user"u8, world.Bot);
        if (status == "kicked") json.WriteNumber("until_date"u8, 0);
        json.WriteEndObject();
    }

    private SentUpdate Queue(FakeChat chat, string kind, int messageId, byte[] body) =>
        new(world.Updates.Add(chat.Id, kind, body), chat.Id, messageId, chat.Revision);

    private void WriteHead(Utf8JsonWriter json, ReadOnlySpan<byte> name, FakeChat chat, FakeUser from, int messageId)
    {
        json.WriteStartObject(name);
        json.WriteNumber("message_id"u8, messageId);
        json.WriteUser("from"u8, from);
        json.WriteChat(chat);
        json.WriteNumber("date"u8, Date());
    }

    private void WriteReply(Utf8JsonWriter json, FakeChat chat, int replyTo)
    {
        if (chat.Find(replyTo) is { } message)
        {
            json.WriteBotMessage("reply_to_message"u8, chat, message, world.Bot);
            return;
        }

        json.WriteStartObject("reply_to_message"u8);
        json.WriteNumber("message_id"u8, replyTo);
        json.WriteChat(chat);
        json.WriteNumber("date"u8, Date());
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteString("text"u8, text);
        if (!text.StartsWith('/')) return;
        var end = text.AsSpan().IndexOfAny(' ', '\n');
        json.WriteStartArray("entities"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "bot_command"u8);
        json.WriteNumber("offset"u8, 0);
        json.WriteNumber("length"u8, end < 0 ? text.Length : end);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WritePhoto(Utf8JsonWriter json, StoredFile file)
    {
        json.WriteStartArray("photo"u8);
        WriteSize(json, file, 90, 67);
        WriteSize(json, file, 1280, 960);
        json.WriteEndArray();
    }

    private static void WriteSize(Utf8JsonWriter json, StoredFile file, int width, int height)
    {
        json.WriteStartObject();
        json.WriteString("file_id"u8, file.Id);
        json.WriteString("file_unique_id"u8, file.UniqueId);
        json.WriteNumber("file_size"u8, file.Bytes.Length);
        json.WriteNumber("width"u8, width);
        json.WriteNumber("height"u8, height);
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, ReadOnlySpan<byte> name, StoredFile file, string mimeType, string? fileName, int? seconds)
    {
        json.WriteStartObject(name);
        json.WriteString("file_id"u8, file.Id);
        json.WriteString("file_unique_id"u8, file.UniqueId);
        json.WriteNumber("file_size"u8, file.Bytes.Length);
        json.WriteString("mime_type"u8, mimeType);
        if (fileName is not null) json.WriteString("file_name"u8, fileName);
        if (seconds is { } duration) json.WriteNumber("duration"u8, duration);
        json.WriteEndObject();
    }

    private long Date() => world.Now.ToUnixTimeSeconds();
}
