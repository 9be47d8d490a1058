namespace LinkAndMatch.Bot.Conversation.Activities;

/// <summary>One thing that came into a conversation: a message, a tap, a corrected message, or an event of our own. The inbox keeps it as JSON.</summary>
public sealed record Activity
{
    /// <summary>The sender's own key for this activity, unique within channel and bot (Telegram's <c>update_id</c>; <c>event:...</c>, <c>due:...</c>, <c>step:...</c> for our own).</summary>
    public required string Key { get; init; }

    public required ConversationReference Conversation { get; init; }
    public required ActivityType Type { get; init; }

    /// <summary>The channel's own rising number, where it has one (Telegram's <c>update_id</c>); null: a number is given at acceptance.</summary>
    public long? Order { get; init; }

    /// <summary>Who sent it; null for events of our own.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>What was written, as it was written. Null when there was no text.</summary>
    public string? Text { get; init; }

    /// <summary>The channel's id of the message; for <see cref="ActivityType.MessageUpdate"/> that of the message that was corrected.</summary>
    public string? MessageId { get; init; }

    /// <summary>The channel's id of the message that this one answers, if the sender said so.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What the tapped button carries: <c>p:prompt:choice</c> or <c>a:action:subject:version</c>.</summary>
    public string? ButtonData { get; init; }

    public IReadOnlyList<Attachment> Attachments { get; init => field = value ?? []; } = [];
    public SharedContact? Contact { get; init; }
    public GeoPoint? Location { get; init; }

    /// <summary>True when the message was first written by somebody else.</summary>
    public bool Forwarded { get; init; }

    /// <summary>The language that the channel reports for the sender (<c>id</c>, <c>en-GB</c>), a hint only.</summary>
    public string? Locale { get; init; }

    /// <summary>The activity as the channel's wire had it, for channels that show it again just as it came; null elsewhere.</summary>
    public string? Native { get; init; }

    /// <summary>Set for <see cref="ActivityType.Event"/>: what happened elsewhere.</summary>
    public InternalEvent? Event { get; init; }

    /// <summary>When it was sent, as the channel says, in UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }
}

/// <summary>The kinds of activity that a turn can be about.</summary>
public enum ActivityType
{
    /// <summary>A message: text, contact, location, attachments, or what we cannot read (a sticker).</summary>
    Message,

    /// <summary>A message was corrected by its sender.</summary>
    MessageUpdate,

    /// <summary>A button was tapped.</summary>
    Button,

    /// <summary>Somebody opened the conversation (Bot Framework's conversationUpdate).</summary>
    Joined,

    /// <summary>The person blocked the bot or let it in again.</summary>
    Blocked,
    Unblocked,

    /// <summary>An internal event: an officer's act, a reminder that is due, a finished step.</summary>
    Event,
}

/// <summary>Where a conversation is and how to speak into it.</summary>
/// <param name="Channel">telegram, terminal, directline, or a Bot Framework channel id.</param>
/// <param name="BotId">Which of our bots on that channel.</param>
/// <param name="NativeId">The channel's own id of the conversation.</param>
public sealed record ConversationReference(string Channel, string BotId, string NativeId)
{
    /// <summary>The other side of a Bot Framework conversation; null elsewhere.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>The account we speak as, where the channel wants it back.</summary>
    public ChannelAccount? Bot { get; init; }

    /// <summary>The person we speak with, where the channel wants it back.</summary>
    public ChannelAccount? User { get; init; }

    /// <summary>True for the officers' own group: whoever speaks there acts as an officer.</summary>
    public bool Officers { get; init; }

    /// <summary>The key of the conversation in the store: channel/bot/native id.</summary>
    public string Id => $"{Channel}/{BotId}/{NativeId}";
}

/// <summary>An account on a channel.</summary>
public sealed record ChannelAccount(string Id, string? Name = null);

/// <summary>A file that came along or goes out.</summary>
/// <param name="Kind">What the channel says it is; the content is looked at before it is believed.</param>
/// <param name="Source">Where the channel keeps it (Telegram's file_id, a URL, a path).</param>
public sealed record Attachment(AttachmentKind Kind, string Source)
{
    public string? Name { get; init; }
    public string? ContentType { get; init; }

    /// <summary>Bytes, as the channel says; null where it says nothing.</summary>
    public long? Size { get; init; }

    /// <summary>How long a voice note lasts.</summary>
    public TimeSpan? Duration { get; init; }
}

public enum AttachmentKind { Photo, Document, Voice, Video, Sticker, Other }

/// <summary>A contact card. <paramref name="Own"/> is true only when the channel itself vouches that the number is the sender's and the card was not forwarded.</summary>
public sealed record SharedContact(string Phone, bool Own, string? Name = null);

/// <summary>A place in degrees (WGS 84).</summary>
public sealed record GeoPoint(double Latitude, double Longitude);

/// <summary>Something that happened outside the conversation and concerns it.</summary>
/// <param name="Name">What happened (<c>introductions.offered</c>); <c>notices.yaml</c> says how the chat shows it.</param>
/// <param name="Subject">The id of the thing it is about; null where there is none.</param>
public sealed record InternalEvent(string Name, string? Subject = null)
{
    public IReadOnlyDictionary<string, string> Data { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}
