using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>
/// What is remembered of a conversation between turns; kept as JSON in the conversation's row, fenced by the row's version.
/// There is no step index: the next question is computed from the answers.
/// </summary>
/// <remarks>
/// Collections fall back to empty when they are set to null: the generated JSON reader sets an absent <c>init</c> property to its type's
/// default, and a state written before a property was there lacks it.
/// </remarks>
public sealed record ConversationState
{
    /// <summary>The shape of this record; a state of an older shape is raised when it is read, one of a newer shape is left alone.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>id or en.</summary>
    public string Language { get; init => field = value ?? "id"; } = "id";

    /// <summary>Who speaks for us: the bot, or an officer who took the conversation over.</summary>
    public ConversationMode Mode { get; init; } = ConversationMode.Bot;

    /// <summary>The running form; null when none is.</summary>
    public DialogFrame? Form { get; init; }

    /// <summary>Forms that were interrupted by another, the last one on top; at most three.</summary>
    public IReadOnlyList<DialogFrame> Stack { get; init => field = value ?? []; } = [];

    /// <summary>What the person is being asked; null when nothing is.</summary>
    public Asked? Asked { get; init; }

    /// <summary>A small question about the conversation itself (cancel? resume? which slot?) that comes before the form's own.</summary>
    public Pending? Pending { get; init; }

    /// <summary>Slow steps whose answer is awaited, by id.</summary>
    public IReadOnlyDictionary<string, AwaitedStep> Steps { get; init => field = value ?? new Dictionary<string, AwaitedStep>(); } = new Dictionary<string, AwaitedStep>();

    /// <summary>The goods that the wish for a form named which is finished now: a product's name may be proposed from it. Null: none, or described by now.</summary>
    public string? Goods { get; init; }

    /// <summary>The answer shown last, for follow-ups.</summary>
    public string? LastAnswer { get; init; }

    /// <summary>The last message that filled a slot, to know a human's "retry" from a new answer.</summary>
    public LastMessage? LastMessage { get; init; }
}

public enum ConversationMode { Bot, Human, Closed }

/// <summary>A form on its way.</summary>
public sealed record DialogFrame
{
    public required string Dialog { get; init; }

    /// <summary>The highest version of the dialog that wrote this frame.</summary>
    public required int Version { get; init; }

    public required string Fingerprint { get; init; }

    /// <summary>Eight letters, unique in the conversation: names this run of the form.</summary>
    public required string Instance { get; init; }

    public IReadOnlyDictionary<string, Answer> Answers { get; init => field = value ?? new Dictionary<string, Answer>(); } = new Dictionary<string, Answer>();

    /// <summary>Slots in the order they were answered: "back" takes from its end.</summary>
    public IReadOnlyList<string> Order { get; init => field = value ?? []; } = [];

    /// <summary>Answers whose slot is not asked now (its condition fell away, or a newer release dropped it): kept, not submitted.</summary>
    public IReadOnlyDictionary<string, Answer> Parked { get; init => field = value ?? new Dictionary<string, Answer>(); } = new Dictionary<string, Answer>();

    /// <summary>Old values offered again with one tap.</summary>
    public IReadOnlyDictionary<string, Answer> Proposals { get; init => field = value ?? new Dictionary<string, Answer>(); } = new Dictionary<string, Answer>();

    /// <summary>Words that came with the wish for the form and may be several values ("tegal" is two places), by slot: the person is asked which.</summary>
    public IReadOnlyDictionary<string, string> Heard { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    /// <summary>The goods that the wish named ("bikin knalpot"), as typed; null: none.</summary>
    public string? Goods { get; init; }

    /// <summary>What it was opened for (the product that is edited).</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>An answer and where it came from.</summary>
/// <param name="Raw">As typed or tapped, to check it again when rules change.</param>
public sealed record Answer(SlotValue Value, string Raw, AnswerOrigin Origin, string? MessageId, DateTimeOffset At, string SlotFingerprint);

public enum AnswerOrigin { Typed, Button, Edited, ContactCard, Attachment, Stored, ProposalConfirmed, Skipped }

/// <param name="PromptId">Eight letters made from the inbox key; its buttons carry it.</param>
/// <param name="Slot">The slot asked for; <c>review</c> for the review; null for a menu or a list outside a form.</param>
/// <param name="Shown">For the review: the hash of what was shown. For lists: the page.</param>
public sealed record Asked(string PromptId, string? Slot, int Attempts = 0, string? Shown = null)
{
    /// <summary>Choices that were shown with it, by number, so that "2" or "yang kedua" can be read: data of the buttons.</summary>
    public IReadOnlyList<string> Choices { get; init => field = value ?? []; } = [];

    /// <summary>The menu, answer list or other thing asked outside a form.</summary>
    public string? Topic { get; init; }
}

/// <param name="Kind">cancel, resume, ambiguity, change_slot, pick, officer, erase ...: owned by the turn runner.</param>
public sealed record Pending(string Kind, string PromptId)
{
    public string? Slot { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<string> Options { get; init => field = value ?? []; } = [];
    public IReadOnlyDictionary<string, SlotValue> Values { get; init => field = value ?? new Dictionary<string, SlotValue>(); } = new Dictionary<string, SlotValue>();

    /// <summary>The words that <see cref="Values"/> were read from, by slot.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

public sealed record AwaitedStep(string Kind, string? Slot, string? Instance)
{
    public string? Text { get; init; }

    /// <summary>The person has said something else since: what comes back has no place any more.</summary>
    public bool MovedOn { get; init; }
}

public sealed record LastMessage(string TextHash, DateTimeOffset At, string? Slot)
{
    /// <summary>True once a repetition was answered with the question that stands; the next one is a new answer.</summary>
    public bool Answered { get; init; }
}

/// <summary>Source-generated JSON of everything that the store keeps as text.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ConversationState))]
[JsonSerializable(typeof(Activities.Activity))]
[JsonSerializable(typeof(Activities.ConversationReference))]
[JsonSerializable(typeof(Replies.Reply))]
[JsonSerializable(typeof(SlowStep))]
[JsonSerializable(typeof(DueChange))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
public sealed partial class ConversationJson : JsonSerializerContext;
