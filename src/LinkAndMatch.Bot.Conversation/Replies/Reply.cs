using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Replies;

/// <summary>One bubble that the bot wants to say, in no channel's format. Channels writes and escapes it; the outbox keeps it as JSON.</summary>
public sealed record Reply
{
    /// <summary>The paragraphs, each with the key of the text it came from.</summary>
    public required IReadOnlyList<ReplyPart> Parts { get; init; }

    /// <summary>The buttons below it, one row each unless two short ones fit a small phone.</summary>
    public IReadOnlyList<Choice> Choices { get; init => field = value ?? []; } = [];

    /// <summary>True when the person may answer with the channel's own contact button.</summary>
    public bool AsksForContact { get; init; }

    public required DeliveryClass Class { get; init; }

    /// <summary>The prompt this asks, carried by its buttons; null when nothing is asked.</summary>
    public string? PromptId { get; init; }

    /// <summary>A newer reply with the same key makes an older unsent one needless.</summary>
    public string? CoalesceKey { get; init; }

    /// <summary>For <see cref="DeliveryClass.Edit"/>: the prompt whose message is rewritten.</summary>
    public string? EditsPromptId { get; init; }

    /// <summary>The language it is written in: id or en.</summary>
    public string Language { get; init => field = value ?? "id"; } = "id";

    /// <summary>Pictures that go with it, by content hash.</summary>
    public IReadOnlyList<string> Photos { get; init => field = value ?? []; } = [];

    /// <summary>A file made for this reply (everything stored about a person, say).</summary>
    public ReplyDocument? Document { get; init; }

    /// <summary>For <see cref="DeliveryClass.Echo"/>: the person's own activity, given back to channels that show it from us.</summary>
    public Activity? Echo { get; init; }

    /// <summary>For <see cref="DeliveryClass.MustArrive"/>: a short reference, so that a double is plainly the same thing.</summary>
    public string? Reference { get; init; }
}

/// <summary>A paragraph and the key of its text.</summary>
public sealed record ReplyPart(string Key, IReadOnlyList<TextRun> Runs);

/// <summary>Text of one style; line ends are <c>\n</c>. What a person typed is always inside <see cref="Text"/>, never markup.</summary>
public sealed record TextRun(string Text, bool Bold = false, string? Link = null);

/// <summary>A button. <paramref name="Data"/> is at most 64 bytes: <c>p:prompt:choice</c>, <c>a:action:subject:version</c>; with <paramref name="Url"/> set it opens a link instead.</summary>
public sealed record Choice(string Label, string Data, string? Url = null);

public sealed record ReplyDocument(string FileName, string ContentType, string Content);

/// <summary>What may happen to a reply when nobody knows whether it arrived.</summary>
public enum DeliveryClass
{
    /// <summary>A question in a dialog: sent again after a short wait without evidence that it arrived.</summary>
    Question,

    /// <summary>Must reach the person: sent again, with a reference.</summary>
    MustArrive,

    /// <summary>A tip: never sent twice.</summary>
    NiceToHave,

    /// <summary>A rewrite of a message already sent: repeated freely.</summary>
    Edit,

    /// <summary>A sign of life (typing): never sent twice.</summary>
    Action,

    /// <summary>The person's own activity, for channels that show it from us.</summary>
    Echo,
}
