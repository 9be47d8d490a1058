namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>One button of a keyboard.</summary>
/// <param name="Label">What the person reads.</param>
/// <param name="Data">The callback data of an inline button.</param>
/// <param name="Url">The address of a link button.</param>
/// <param name="RequestsContact">A reply button that shares the person's own contact.</param>
/// <param name="RequestsLocation">A reply button that shares the person's place.</param>
public sealed record FakeButton(string Label, string? Data = null, string? Url = null, bool RequestsContact = false, bool RequestsLocation = false);

/// <summary>What kind of <c>reply_markup</c> came with a message.</summary>
public enum KeyboardKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>Buttons under the message.</summary>
    Inline,

    /// <summary>Buttons instead of the person's keyboard.</summary>
    Reply,

    /// <summary>Takes the reply keyboard away.</summary>
    Remove,

    /// <summary>Opens a reply to this message.</summary>
    ForceReply,
}

/// <summary>One change of a message by the bot.</summary>
public sealed record BotEdit(string Method, string Text, string PlainText, string? ParseMode, IReadOnlyList<IReadOnlyList<FakeButton>> Keyboard, DateTimeOffset At);

/// <summary>A message of the bot as the person sees it now.</summary>
public sealed record BotMessage
{
    /// <summary>The chat.</summary>
    public required long ChatId { get; init; }

    /// <summary>The message's id, unique within its chat only.</summary>
    public required int MessageId { get; init; }

    /// <summary>The chat's revision at the last change of this message.</summary>
    public required int Revision { get; init; }

    /// <summary>The method that sent it.</summary>
    public required string Method { get; init; }

    /// <summary>The text or caption as the bot last wrote it, with tags.</summary>
    public required string Text { get; init; }

    /// <summary>The text or caption as the person reads it.</summary>
    public required string PlainText { get; init; }

    /// <summary>The parse mode as given.</summary>
    public string? ParseMode { get; init; }

    /// <summary>The rows of buttons.</summary>
    public IReadOnlyList<IReadOnlyList<FakeButton>> Keyboard { get; init; } = [];

    /// <summary>The kind of keyboard.</summary>
    public KeyboardKind KeyboardKind { get; init; }

    /// <summary>The message it replies to.</summary>
    public int? ReplyTo { get; init; }

    /// <summary>The file of a photo or document.</summary>
    public string? FileId { get; init; }

    /// <summary>The name of an uploaded file.</summary>
    public string? FileName { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The bot's changes, oldest first.</summary>
    public IReadOnlyList<BotEdit> Edits { get; init; } = [];

    /// <summary>True once the bot has deleted it.</summary>
    public bool Deleted { get; init; }

    /// <summary>The first button whose label contains the words, without regard to case.</summary>
    /// <exception cref="InvalidOperationException">No button has these words.</exception>
    public FakeButton Button(string words) =>
        Keyboard.SelectMany(row => row).FirstOrDefault(b => b.Label.Contains(words, StringComparison.OrdinalIgnoreCase))
        ?? throw new InvalidOperationException($"No button with '{words}' under: {PlainText}");
}

/// <summary>A "typing ..." of the bot.</summary>
public sealed record ChatAction(string Action, DateTimeOffset At);

/// <summary>The bot's answer to a tap.</summary>
public sealed record CallbackAnswer(string CallbackId, string? Text, bool ShowAlert, DateTimeOffset At);

/// <summary>All that the bot did in one chat.</summary>
/// <param name="ChatId">The chat.</param>
/// <param name="Changes">Rises with everything the bot does here.</param>
/// <param name="Revision">Rises with messages, edits and deletions only.</param>
/// <param name="Messages">The bot's messages in order.</param>
/// <param name="Actions">The chat actions in order.</param>
/// <param name="CallbackAnswers">The answers to taps in order.</param>
public sealed record ChatRecord(
    long ChatId,
    int Changes,
    int Revision,
    IReadOnlyList<BotMessage> Messages,
    IReadOnlyList<ChatAction> Actions,
    IReadOnlyList<CallbackAnswer> CallbackAnswers);
