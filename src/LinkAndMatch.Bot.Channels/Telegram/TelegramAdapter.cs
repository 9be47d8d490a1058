using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Telegram's updates in our words. Private chats and the officers' group only; everything else is nobody's activity.</summary>
public static class TelegramAdapter
{
    /// <summary>The channel id of Telegram's conversations.</summary>
    public const string ChannelId = "telegram";

    /// <summary>The kinds of update that we ask Telegram for.</summary>
    public static readonly IReadOnlyList<UpdateType> Handled = [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember];

    /// <param name="update">As it came.</param>
    /// <param name="botId">Which of our bots it came to.</param>
    /// <param name="officers">The one group where we speak.</param>
    /// <param name="now">When it came: a tap carries no time of its own.</param>
    /// <returns>Null for what no turn is about: other groups, channels, service messages, other bots, kinds we do not know.</returns>
    public static Activity? ToActivity(Update update, string botId, OfficersGroup officers, DateTimeOffset now) => update switch
    {
        { Message: { } message } when Hears(message.Chat, officers) => FromMessage(update, message, ActivityType.Message, botId, officers),
        // A live location is edited every few seconds; it corrects nothing.
        { EditedMessage: { Location: null } message } when Hears(message.Chat, officers) => FromMessage(update, message, ActivityType.MessageUpdate, botId, officers),
        { CallbackQuery: { Message: { } card } tap } when Hears(card.Chat, officers) => FromTap(update, tap, card, botId, officers, now),
        { MyChatMember: { Chat.Type: ChatType.Private } change } => FromMembership(update, change, botId, officers),
        _ => null,
    };

    /// <summary>The chat of an update that came from where we do not speak, if it asks for a word of explanation; else null.</summary>
    internal static (long ChatId, string? Language)? Elsewhere(Update update, OfficersGroup officers) => update switch
    {
        { Message: { IsServiceMessage: false, Chat: { } chat } message } when !Hears(chat, officers) && chat.Type != ChatType.Channel => (chat.Id, message.From?.LanguageCode),
        { MyChatMember: { Chat.Type: ChatType.Group or ChatType.Supergroup, NewChatMember.Status: ChatMemberStatus.Member or ChatMemberStatus.Administrator } change }
            when !officers.Is(change.Chat.Id) => (change.Chat.Id, change.From.LanguageCode),
        _ => null,
    };

    private static bool Hears(Chat chat, OfficersGroup officers) => chat.Type == ChatType.Private || officers.Is(chat.Id);

    private static Activity? FromMessage(Update update, Message message, ActivityType type, string botId, OfficersGroup officers)
    {
        // Anonymous group admins write through a bot account: an officer's act needs a person.
        if (message.IsServiceMessage || message.From is not { IsBot: false } from) return null;
        var forwarded = message.ForwardOrigin is not null;
        return new Activity
        {
            Key = Key(update),
            Order = update.Id,
            Conversation = Where(message.Chat.Id, botId, officers),
            Type = type,
            From = Account(from),
            Text = WithoutBotName(message.Text ?? message.Caption),
            MessageId = Id(message.Id),
            ReplyToId = message.ReplyToMessage is { } answered ? Id(answered.Id) : null,
            Attachments = Attachments(message),
            Contact = message.Contact is { } contact ? Shared(contact, from, forwarded) : null,
            Location = message.Location is { } place ? new GeoPoint(place.Latitude, place.Longitude) : null,
            Forwarded = forwarded,
            Locale = from.LanguageCode,
            Timestamp = Utc(message.EditDate ?? message.Date),
        };
    }

    private static Activity? FromTap(Update update, CallbackQuery tap, Message card, string botId, OfficersGroup officers, DateTimeOffset now) =>
        tap.Data is null || tap.From.IsBot
            ? null
            : new Activity
            {
                Key = Key(update),
                Order = update.Id,
                Conversation = Where(card.Chat.Id, botId, officers),
                Type = ActivityType.Button,
                From = Account(tap.From),
                ButtonData = tap.Data,
                MessageId = Id(card.Id),
                Locale = tap.From.LanguageCode,
                Timestamp = now,
            };

    private static Activity? FromMembership(Update update, ChatMemberUpdated change, string botId, OfficersGroup officers)
    {
        ActivityType? type = change.NewChatMember.Status switch
        {
            ChatMemberStatus.Kicked or ChatMemberStatus.Left => ActivityType.Blocked,
            ChatMemberStatus.Member => ActivityType.Unblocked,
            _ => null,
        };
        return type is null
            ? null
            : new Activity
            {
                Key = Key(update),
                Order = update.Id,
                Conversation = Where(change.Chat.Id, botId, officers),
                Type = type.Value,
                From = Account(change.From),
                Locale = change.From.LanguageCode,
                Timestamp = Utc(change.Date),
            };
    }

    private static IReadOnlyList<Attachment> Attachments(Message message) => message switch
    {
        { Photo: [_, ..] sizes } when sizes.MaxBy(size => (long)size.Width * size.Height) is { } photo =>
            [new Attachment(AttachmentKind.Photo, photo.FileId) { Size = photo.FileSize, ContentType = "image/jpeg" }],
        // An animation also comes as a document, for old clients.
        { Animation: { } animation } => [File(AttachmentKind.Video, animation, animation.FileName, animation.MimeType)],
        { Document: { } document } => [File(AttachmentKind.Document, document, document.FileName, document.MimeType)],
        { Voice: { } voice } => [File(AttachmentKind.Voice, voice, null, voice.MimeType) with { Duration = TimeSpan.FromSeconds(voice.Duration) }],
        { Audio: { } audio } => [File(AttachmentKind.Other, audio, audio.FileName, audio.MimeType) with { Duration = TimeSpan.FromSeconds(audio.Duration) }],
        { Video: { } video } => [File(AttachmentKind.Video, video, video.FileName, video.MimeType)],
        { VideoNote: { } note } => [File(AttachmentKind.Video, note, null, null)],
        { Sticker: { } sticker } => [File(AttachmentKind.Sticker, sticker, sticker.Emoji, null)],
        { Text: null, Caption: null, Contact: null, Location: null } =>
            [new Attachment(AttachmentKind.Other, "") { Name = message.Type.ToString() }],
        _ => [],
    };

    private static Attachment File(AttachmentKind kind, FileBase file, string? name, string? contentType) =>
        new(kind, file.FileId) { Name = name, ContentType = contentType, Size = file.FileSize };

    // user_id is filled in by Telegram's server, whatever the sender's program says: equal to the sender it proves whose number this is.
    private static SharedContact Shared(Contact contact, User from, bool forwarded)
    {
        var own = contact.UserId == from.Id && !forwarded;
        var phone = own && contact.PhoneNumber is [>= '1' and <= '9', ..] ? "+" + contact.PhoneNumber : contact.PhoneNumber;
        return new SharedContact(phone, own, Name(contact.FirstName, contact.LastName));
    }

    /// <summary>"/daftar@LinkAndMatchBot x" is "/daftar x": in a group Telegram adds the name by itself.</summary>
    private static string? WithoutBotName(string? text)
    {
        if (text is not ['/', ..]) return text;
        var end = text.AsSpan().IndexOfAny(' ', '\n');
        if (end < 0) end = text.Length;
        var at = text.AsSpan(0, end).IndexOf('@');
        return at < 2 ? text : string.Concat(text.AsSpan(0, at), text.AsSpan(end));
    }

    private static ConversationReference Where(long chatId, string botId, OfficersGroup officers) =>
        new(ChannelId, botId, officers.NativeIdOf(chatId)) { Officers = officers.Is(chatId) };

    private static ChannelAccount Account(User user) => new(user.Id.ToString(CultureInfo.InvariantCulture), Name(user.FirstName, user.LastName));

    private static string Name(string first, string? last) => string.IsNullOrEmpty(last) ? first : $"{first} {last}";

    private static string Key(Update update) => Id(update.Id);

    private static string Id(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(DateTime date) => new(DateTime.SpecifyKind(date, DateTimeKind.Utc));
}
