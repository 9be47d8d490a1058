using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.FakeTelegram.Delivery;
using LinkAndMatch.Bot.FakeTelegram.Record;

namespace LinkAndMatch.Bot.FakeTelegram.Api;

/// <summary>The methods of the Bot API that the fake knows (all but <c>getUpdates</c>, which waits).</summary>
internal sealed class BotMethods
{
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int LongestDescription = 512;
    private const int LongestShortDescription = 120;
    private const int LargestDownload = 20 * 1024 * 1024;

    private readonly TelegramWorld _world;
    private readonly FrozenDictionary<string, BotMethod> _methods;

    public BotMethods(TelegramWorld world)
    {
        _world = world;
        _methods = new BotMethod[]
        {
            new("getUpdates", false, (_, _) => throw new InvalidOperationException("getUpdates is answered by the endpoint.")),
            new("getMe", false, GetMe),
            new("sendMessage", true, SendMessage),
            new("sendPhoto", true, (call, answer) => SendFile(call, answer, "sendPhoto", "photos", ".jpg")),
            new("sendDocument", true, (call, answer) => SendFile(call, answer, "sendDocument", "documents", Path.GetExtension(call.UploadName) ?? "")),
            new("editMessageText", true, EditMessageText),
            new("editMessageReplyMarkup", true, EditMessageReplyMarkup),
            new("deleteMessage", false, DeleteMessage),
            new("answerCallbackQuery", false, AnswerCallbackQuery),
            new("sendChatAction", false, SendChatAction),
            new("setMyCommands", false, SetMyCommands),
            new("getMyDescription", false, (call, answer) => GetDescription(call, answer, "description")),
            new("setMyDescription", false, (call, answer) => SetDescription(call, answer, "description")),
            new("getMyShortDescription", false, (call, answer) => GetDescription(call, answer, "short_description")),
            new("setMyShortDescription", false, (call, answer) => SetDescription(call, answer, "short_description")),
            new("setWebhook", false, SetWebhook),
            new("deleteWebhook", false, DeleteWebhook),
            new("getWebhookInfo", false, GetWebhookInfo),
            new("getFile", false, GetFile),
        }.ToFrozenDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);
    }

    public BotMethod? Find(ReadOnlySpan<char> name) =>
        _methods.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var method) ? method : null;

    private void GetMe(BotCall call, ApiAnswer answer)
    {
        var json = answer.Begin();
        json.WriteStartObject();
        json.WriteNumber("id"u8, _world.Bot.Id);
        json.WriteBoolean("is_bot"u8, true);
        json.WriteString("first_name"u8, _world.Bot.FirstName);
        json.WriteString("username"u8, _world.Bot.Username);
        json.WriteBoolean("can_join_groups"u8, true);
        json.WriteBoolean("can_read_all_group_messages"u8, false);
        json.WriteBoolean("supports_inline_queries"u8, false);
        json.WriteBoolean("can_connect_to_business"u8, false);
        json.WriteBoolean("has_main_web_app"u8, false);
        json.WriteEndObject();
        answer.Finish();
    }

    private void SendMessage(BotCall call, ApiAnswer answer)
    {
        var chat = _world.ReachableChat(call.ChatId);
        var text = CheckedText(call);
        var keyboard = Keyboards.Parse(call.ReplyMarkup);
        Show(call, answer, chat, "sendMessage", text, keyboard, null);
    }

    private void SendFile(BotCall call, ApiAnswer answer, string method, string folder, string extension)
    {
        var chat = _world.ReachableChat(call.ChatId);
        var caption = MessageText.Parse(call.Caption, call.ParseMode);
        if (caption.Plain.Length > LongestCaption) throw ApiRefusal.BadRequest("message caption is too long");
        var keyboard = Keyboards.Parse(call.ReplyMarkup);
        var file = call.Upload is { } bytes
            ? bytes.Length > 0 ? _world.Files.Add(_world.Behaviour.CountersOnly ? [] : bytes, folder, extension) : throw ApiRefusal.BadRequest("file must be non-empty")
            : _world.Files.Find(call.File) ?? throw ApiRefusal.BadRequest("wrong file identifier/HTTP URL specified");
        Show(call, answer, chat, method, caption, keyboard, file);
    }

    private void Show(BotCall call, ApiAnswer answer, FakeChat chat, string method, MessageText text, Keyboards keyboard, StoredFile? file)
    {
        var replyTo = call.ReplyParameters is { } raw ? JsonSerializer.Deserialize(raw, MarkupJson.Default.ReplyTarget) : null;
        BotMessage shown;
        lock (chat.Gate)
        {
            if (replyTo is { AllowSendingWithoutReply: false } && (replyTo.MessageId < 1 || replyTo.MessageId > chat.LastMessageId)) throw ApiRefusal.BadRequest("message to be replied not found");
            shown = chat.Show(
                new BotMessage
                {
                    ChatId = chat.Id,
                    MessageId = 0,
                    Revision = 0,
                    Method = method,
                    Text = text.Raw,
                    PlainText = text.Plain,
                    ParseMode = call.ParseMode,
                    Keyboard = keyboard.Rows,
                    KeyboardKind = keyboard.Kind,
                    ReplyTo = replyTo?.MessageId,
                    FileId = file?.Id,
                    FileName = call.UploadName,
                    At = _world.Now,
                },
                _world.Behaviour.CountersOnly);
        }

        _world.Calls.CountSent();
        WriteMessage(answer, chat, shown, text, file);
        _world.Shown?.Invoke(shown);
    }

    private void EditMessageText(BotCall call, ApiAnswer answer)
    {
        var chat = _world.ReachableChat(call.ChatId);
        var text = CheckedText(call);
        var keyboard = Keyboards.Parse(call.ReplyMarkup);
        Edit(call, answer, chat, text, keyboard, "editMessageText");
    }

    private void EditMessageReplyMarkup(BotCall call, ApiAnswer answer) =>
        Edit(call, answer, _world.ReachableChat(call.ChatId), null, Keyboards.Parse(call.ReplyMarkup), "editMessageReplyMarkup");

    /// <summary>Changes text and keyboard, or the keyboard alone; entities are compared by the raw text.</summary>
    private void Edit(BotCall call, ApiAnswer answer, FakeChat chat, MessageText? text, Keyboards keyboard, string method)
    {
        BotMessage changed;
        lock (chat.Gate)
        {
            var now = chat.Find(call.MessageId)
                ?? throw ApiRefusal.BadRequest(call.MessageId >= 1 && call.MessageId <= chat.LastMessageId ? "message can't be edited" : "message to edit not found");
            if (text is not null && now.FileId is not null) throw ApiRefusal.BadRequest("there is no text in the message to edit");
            if ((text is null || text.Raw == now.Text) && keyboard.SameAs(now))
            {
                throw ApiRefusal.BadRequest("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message");
            }

            var edit = new BotEdit(method, text?.Raw ?? now.Text, text?.Plain ?? now.PlainText, text is null ? now.ParseMode : call.ParseMode, keyboard.Rows, _world.Now);
            changed = chat.Change(now with
            {
                Text = edit.Text,
                PlainText = edit.PlainText,
                ParseMode = edit.ParseMode,
                Keyboard = keyboard.Rows,
                KeyboardKind = keyboard.Kind,
                Edits = _world.Behaviour.CountersOnly ? [edit] : [.. now.Edits, edit],
            });
        }

        _world.Calls.CountEdit();
        WriteMessage(answer, chat, changed, text ?? MessageText.Parse(changed.Text, changed.ParseMode), _world.Files.Find(changed.FileId));
        _world.Shown?.Invoke(changed);
    }

    private void DeleteMessage(BotCall call, ApiAnswer answer)
    {
        var chat = _world.ReachableChat(call.ChatId);
        lock (chat.Gate)
        {
            var message = chat.Find(call.MessageId) ?? throw ApiRefusal.BadRequest("message to delete not found");
            chat.Change(message with { Deleted = true });
        }

        answer.MessageId = call.MessageId;
        answer.True();
    }

    private void AnswerCallbackQuery(BotCall call, ApiAnswer answer)
    {
        var id = call.CallbackQueryId ?? "";
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        var chat = colon > 0 && long.TryParse(id.AsSpan(colon + 1), CultureInfo.InvariantCulture, out var chatId) ? _world.FindChat(chatId) : null;
        if (chat is null) throw ApiRefusal.BadRequest("query is too old and response timeout expired or query ID is invalid");
        if (call.Text is { Length: > 200 }) throw ApiRefusal.BadRequest("MESSAGE_TOO_LONG");
        lock (chat.Gate) chat.Answer(new CallbackAnswer(id, call.Text, call.ShowAlert, _world.Now), _world.Behaviour.CountersOnly);
        answer.True();
    }

    private void SendChatAction(BotCall call, ApiAnswer answer)
    {
        var chat = _world.ReachableChat(call.ChatId);
        if (string.IsNullOrEmpty(call.Action)) throw ApiRefusal.BadRequest("wrong parameter action in request");
        lock (chat.Gate) chat.Act(new ChatAction(call.Action, _world.Now), _world.Behaviour.CountersOnly);
        answer.True();
    }

    private void SetMyCommands(BotCall call, ApiAnswer answer)
    {
        var commands = call.Commands is { } raw ? JsonSerializer.Deserialize(raw, MarkupJson.Default.ListMenuCommand)! : throw ApiRefusal.BadRequest("object expected as commands");
        if (commands.Count > 100) throw ApiRefusal.BadRequest("BOT_COMMANDS_TOO_MUCH");
        foreach (var (command, description) in commands)
        {
            if (command.TrimStart('/') is not { Length: >= 1 and <= 32 } name || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) throw ApiRefusal.BadRequest("BOT_COMMAND_INVALID");
            if (description is not { Length: >= 1 and <= 256 }) throw ApiRefusal.BadRequest("BOT_COMMAND_DESCRIPTION_INVALID");
        }

        var scope = call.Scope is { } given ? JsonSerializer.Deserialize(given, MarkupJson.Default.ScopeName)?.Type ?? "default" : "default";
        var language = call.LanguageCode ?? "";
        _world.Menus[(language, scope)] = new CommandMenu(language, scope, commands);
        answer.True();
    }

    // One who has no words in a language sees those that are for everybody.
    private void GetDescription(BotCall call, ApiAnswer answer, string kind)
    {
        var descriptions = _world.Descriptions;
        var json = answer.Begin();
        json.WriteStartObject();
        json.WriteString(kind, descriptions.GetValueOrDefault((call.LanguageCode ?? "", kind)) ?? descriptions.GetValueOrDefault(("", kind)) ?? "");
        json.WriteEndObject();
        answer.Finish();
    }

    private void SetDescription(BotCall call, ApiAnswer answer, string kind)
    {
        var (words, longest) = kind == "description" ? (call.Description ?? "", LongestDescription) : (call.ShortDescription ?? "", LongestShortDescription);
        if (words.Length > longest) throw ApiRefusal.BadRequest($"bot {kind.Replace('_', ' ')} is too long");
        if (words.Length == 0) _world.Descriptions.TryRemove((call.LanguageCode ?? "", kind), out _);
        else _world.Descriptions[(call.LanguageCode ?? "", kind)] = words;
        answer.True();
    }

    private void SetWebhook(BotCall call, ApiAnswer answer)
    {
        _world.Updates.Allow(Kinds(call));
        if (call.DropPendingUpdates) _world.Updates.DropAll();
        if (string.IsNullOrEmpty(call.Url)) _world.Webhook.Remove();
        else if (!Uri.TryCreate(call.Url, UriKind.Absolute, out var url)) throw ApiRefusal.BadRequest("bad webhook: invalid URL");
        else if (call.SecretToken is { } secret && (secret.Length > 256 || !secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))) throw ApiRefusal.BadRequest("secret token contains unallowed characters");
        else _world.Webhook.Set(url, call.SecretToken, Math.Clamp(call.MaxConnections, 1, 100));
        answer.True();
    }

    private void DeleteWebhook(BotCall call, ApiAnswer answer)
    {
        _world.Webhook.Remove();
        if (call.DropPendingUpdates) _world.Updates.DropAll();
        answer.True();
    }

    private void GetWebhookInfo(BotCall call, ApiAnswer answer)
    {
        var webhook = _world.Webhook;
        var json = answer.Begin();
        json.WriteStartObject();
        json.WriteString("url"u8, webhook.Url);
        json.WriteBoolean("has_custom_certificate"u8, false);
        json.WriteNumber("pending_update_count"u8, _world.Updates.Waiting);
        if (webhook.LastErrorAt is { } at) json.WriteNumber("last_error_date"u8, at.ToUnixTimeSeconds());
        if (webhook.LastError is { } error) json.WriteString("last_error_message"u8, error);
        if (webhook.Url.Length > 0) json.WriteNumber("max_connections"u8, webhook.MaxConnections);
        json.WriteEndObject();
        answer.Finish();
    }

    private void GetFile(BotCall call, ApiAnswer answer)
    {
        var file = _world.Files.Find(call.FileId) ?? throw ApiRefusal.BadRequest("invalid file_id");
        if (file.Bytes.Length > LargestDownload) throw ApiRefusal.BadRequest("file is too big");
        var json = answer.Begin();
        json.WriteStartObject();
        WriteFileFields(json, file);
        json.WriteString("file_path"u8, file.Path);
        json.WriteEndObject();
        answer.Finish();
    }

    /// <summary>The kinds of update that a call asks for; null when it says nothing.</summary>
    public static List<string>? Kinds(BotCall call) =>
        call.AllowedUpdates is { } raw ? JsonSerializer.Deserialize(raw, MarkupJson.Default.ListString) : null;

    private static MessageText CheckedText(BotCall call)
    {
        var text = MessageText.Parse(call.Text, call.ParseMode);
        if (text.Plain.Length == 0) throw ApiRefusal.BadRequest("message text is empty");
        return text.Plain.Length <= LongestText ? text : throw ApiRefusal.BadRequest("message is too long");
    }

    private void WriteMessage(ApiAnswer answer, FakeChat chat, BotMessage message, MessageText text, StoredFile? file)
    {
        answer.MessageId = message.MessageId;
        var json = answer.Begin();
        json.WriteStartObject();
        json.WriteNumber("message_id"u8, message.MessageId);
        json.WriteUser("from"u8, _world.Bot);
        json.WriteChat(chat);
        json.WriteNumber("date"u8, message.At.ToUnixTimeSeconds());
        if (message.Edits.Count > 0) json.WriteNumber("edit_date"u8, message.Edits[^1].At.ToUnixTimeSeconds());
        if (file is not null) WriteFile(json, message, file);
        if (message.PlainText.Length > 0) json.WriteString(file is null ? "text"u8 : "caption"u8, message.PlainText);
        if (text.Entities.Count > 0) WriteEntities(json, file is null ? "entities"u8 : "caption_entities"u8, text.Entities);
        if (message.KeyboardKind == KeyboardKind.Inline) json.WriteInlineKeyboard(message.Keyboard);
        json.WriteEndObject();
        answer.Finish();
    }

    private static void WriteFile(Utf8JsonWriter json, BotMessage message, StoredFile file)
    {
        if (message.Method == "sendPhoto")
        {
            json.WriteStartArray("photo"u8);
            json.WriteStartObject();
            WriteFileFields(json, file);
            json.WriteNumber("width"u8, 1280);
            json.WriteNumber("height"u8, 960);
            json.WriteEndObject();
            json.WriteEndArray();
            return;
        }

        json.WriteStartObject("document"u8);
        WriteFileFields(json, file);
        if (message.FileName is { } name) json.WriteString("file_name"u8, name);
        json.WriteEndObject();
    }

    private static void WriteFileFields(Utf8JsonWriter json, StoredFile file)
    {
        json.WriteString("file_id"u8, file.Id);
        json.WriteString("file_unique_id"u8, file.UniqueId);
        json.WriteNumber("file_size"u8, file.Bytes.Length);
    }

    private static void WriteEntities(Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<TextEntity> entities)
    {
        json.WriteStartArray(name);
        foreach (var entity in entities)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, entity.Type);
            json.WriteNumber("offset"u8, entity.Offset);
            json.WriteNumber("length"u8, entity.Length);
            if (entity.Url is { } url) json.WriteString("url"u8, url);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>One method: its name, whether the limits of sending count for it, and what it does.</summary>
internal sealed record BotMethod(string Name, bool IsLimited, Action<BotCall, ApiAnswer> Answer);
