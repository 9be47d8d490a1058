using LinkAndMatch.Bot.Testing.Bots;

namespace LinkAndMatch.Bot.Testing.Chats;

/// <summary>A way to talk with the bot under test as people do: straight into its inbox, or over a channel's own wire.</summary>
public interface IChatDriver : IAsyncDisposable
{
    /// <summary>What the driver is called in transcripts and test names.</summary>
    string Name { get; }

    /// <summary>The bot behind it.</summary>
    BotUnderTest Bot { get; }

    /// <summary>True when shown messages carry the keys of their texts; else they are told by their words.</summary>
    bool ShowsKeys { get; }

    /// <summary>The store's key of a chat.</summary>
    string ConversationId(string chat);

    /// <summary>People act, one after the other without waiting for the bot; the call returns when the bot has taken all of it.</summary>
    Task<IReadOnlyList<DoneAct>> DoAsync(IReadOnlyList<ChatAct> acts);

    /// <summary>The channel delivers once more what it has delivered before, as after a lost confirmation.</summary>
    /// <param name="times">How many copies come at the same moment.</param>
    Task RepeatAsync(DoneAct act, int times = 1);

    /// <summary>What the bot has shown in a chat since the given mark, oldest first, and the new mark.</summary>
    Task<(IReadOnlyList<ShownMessage> Messages, int Mark)> ReadAsync(string chat, int mark);

    /// <summary>Ends the bot's process and starts the next one.</summary>
    Task RestartAsync(string? dialogs);
}

/// <summary>A person who writes to the bot.</summary>
/// <param name="Id">A number of their own; their private chat has the same.</param>
/// <param name="Name">As the channel shows it.</param>
public sealed record ChatPerson(int Id, string Name)
{
    /// <summary>The language of their app.</summary>
    public string Locale { get; init; } = "id";
}

/// <summary>Something a person does in a chat: their own (named by their number), or the officers' group.</summary>
public abstract record ChatAct(ChatPerson By, string Chat)
{
    /// <summary>Writes, maybe as a reply to a message of the bot.</summary>
    public sealed record Says(ChatPerson By, string Chat, string Text, string? ReplyTo = null, bool Forwarded = false) : ChatAct(By, Chat);

    /// <summary>Taps a button under a message.</summary>
    public sealed record Taps(ChatPerson By, string Chat, string MessageId, string Data) : ChatAct(By, Chat);

    /// <summary>Corrects a message of their own.</summary>
    public sealed record Edits(ChatPerson By, string Chat, string MessageId, string Text) : ChatAct(By, Chat);

    /// <summary>Shares a contact card.</summary>
    public sealed record SharesContact(ChatPerson By, string Chat, string Phone, bool Own) : ChatAct(By, Chat);

    /// <summary>Sends a picture, or bytes that only claim to be one.</summary>
    public sealed record SendsPhoto(ChatPerson By, string Chat, byte[] Bytes) : ChatAct(By, Chat);

    /// <summary>Sends a file.</summary>
    public sealed record SendsDocument(ChatPerson By, string Chat, byte[] Bytes, string FileName, string ContentType) : ChatAct(By, Chat);

    /// <summary>Sends a voice note.</summary>
    public sealed record SendsVoice(ChatPerson By, string Chat) : ChatAct(By, Chat);

    /// <summary>Sends a sticker.</summary>
    public sealed record SendsSticker(ChatPerson By, string Chat) : ChatAct(By, Chat);

    /// <summary>Shares a place.</summary>
    public sealed record SharesLocation(ChatPerson By, string Chat) : ChatAct(By, Chat);

    /// <summary>Blocks the bot.</summary>
    public sealed record Blocks(ChatPerson By, string Chat) : ChatAct(By, Chat);

    /// <summary>Lets the bot in again.</summary>
    public sealed record Unblocks(ChatPerson By, string Chat) : ChatAct(By, Chat);
}

/// <summary>An act and what the channel called it.</summary>
/// <param name="Key">The channel's key of the delivery.</param>
/// <param name="MessageId">The person's message; null for taps and the like.</param>
public sealed record DoneAct(ChatAct Act, string Key, string? MessageId);

/// <summary>A message of the bot as the person sees it.</summary>
public sealed record ShownMessage(string MessageId, string Text)
{
    /// <summary>The keys of its texts in order; empty where the channel does not know them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Its buttons.</summary>
    public IReadOnlyList<ShownButton> Buttons { get; init; } = [];

    /// <summary>True when an earlier message was rewritten.</summary>
    public bool Rewritten { get; init; }

    /// <summary>The name of a file that came with it.</summary>
    public string? FileName { get; init; }

    /// <summary>How many pictures came with it.</summary>
    public int Photos { get; init; }

    /// <summary>True when it has the button that shares one's own number.</summary>
    public bool AsksForContact { get; init; }
}

/// <summary>A button; its data is null for a link.</summary>
public sealed record ShownButton(string Label, string? Data);
