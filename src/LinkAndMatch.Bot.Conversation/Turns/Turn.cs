using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>All that a pass of a turn may look at.</summary>
/// <param name="Facts">What earlier passes asked for; the person's own facts are there from the first pass on.</param>
/// <param name="Outcome">What the action did that an earlier pass called; null before.</param>
public sealed record TurnInput(
    ConversationState State,
    Activity Activity,
    DateTimeOffset Now,
    IReadOnlyDictionary<Query, Fact> Facts,
    ActionOutcome? Outcome);

/// <summary>How a pass ends.</summary>
public abstract record TurnStep
{
    /// <summary>These must be known first; the same pass is run again with the answers.</summary>
    public sealed record Reads(IReadOnlyList<Query> Queries) : TurnStep;

    /// <summary>At most one a turn: the action runs inside the turn's transaction and its outcome comes back.</summary>
    public sealed record Acts(ActionRequest Request) : TurnStep;

    public sealed record Ends(TurnResult Result) : TurnStep;
}

/// <summary>What a turn leaves behind; all of it is committed together.</summary>
/// <param name="Due">Reminders and time-outs to set or to call off.</param>
/// <param name="Steps">Slow work (download, model) that a worker does after the commit; its answer comes back as an event.</param>
public sealed record TurnResult(
    ConversationState State,
    IReadOnlyList<Reply> Replies,
    IReadOnlyList<DueChange> Due,
    IReadOnlyList<SlowStep> Steps)
{
    /// <summary>True when unsent replies of this conversation must not go out any more (an officer took over, data was erased).</summary>
    public bool SupersedesPending { get; init; }
}

/// <summary>Something to know before a turn can end. A record of scalars: it is the key of its <see cref="Fact"/>.</summary>
public abstract record Query
{
    /// <summary>Who chats: answered by <see cref="Fact.Values"/> with <c>person.*</c> without the prefix.</summary>
    public sealed record Person(string Channel, string BotId, string UserId) : Query;

    /// <summary>A rule of a slot that needs the store. <paramref name="Value"/> is the canonical text of the value.</summary>
    public sealed record Check(string Name, string Slot, string Value) : Query;

    /// <summary>A list, a card or a prefill of the domain. <paramref name="Arguments"/>: <c>name=value</c> joined by <c>&amp;</c>, sorted, URL-encoded.</summary>
    public sealed record Items(string Source, string Arguments) : Query;

    /// <summary>Search of the answers for a message. <paramref name="Previous"/>: the entry shown last, for follow-ups.</summary>
    public sealed record Faq(string Text, string Language, string? Previous) : Query;

    /// <summary>One entry by its id.</summary>
    public sealed record FaqEntry(string Id, string Language) : Query;

    /// <summary>The card in this conversation that has the channel's message id: answered by <see cref="Fact.Values"/> with <c>event</c>, <c>subject</c>, <c>version</c>, or with none.</summary>
    public sealed record CardByMessage(string MessageId) : Query;
}

/// <summary>The answer to a <see cref="Query"/>.</summary>
public abstract record Fact
{
    /// <summary>Named scalars (bool, long, string, null).</summary>
    public sealed record Values(IReadOnlyDictionary<string, object?> Named) : Fact;

    /// <summary>Null code: the check passes. Otherwise the text <c>dialog.slot.code</c> says why not.</summary>
    public sealed record Checked(string? Code) : Fact
    {
        public IReadOnlyDictionary<string, object?> Named { get; init; } = new Dictionary<string, object?>();
    }

    public sealed record Items(IReadOnlyList<Item> List) : Fact;

    public sealed record Faq(AnswerSearch Search) : Fact;
}

/// <summary>A thing of the domain that the chat shows: words come from the text <c>source.card</c>, filled with <see cref="Fields"/>.</summary>
/// <param name="Id">Short enough for a button (a compact id), unique in its list.</param>
public sealed record Item(string Id, IReadOnlyDictionary<string, object?> Fields)
{
    /// <summary>The subject's row version, carried by standing buttons.</summary>
    public string? Version { get; init; }

    /// <summary>Values by slot, when a form is opened on what is stored.</summary>
    public IReadOnlyDictionary<string, SlotValue>? Values { get; init; }

    /// <summary>The actions that its present state allows; null: all that the notice names.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>Content hashes of its pictures.</summary>
    public IReadOnlyList<string> Photos { get; init; } = [];
}

/// <summary>One call of an action of the domain.</summary>
public sealed record ActionRequest
{
    /// <summary>The name it is registered by: <c>firms.register</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The idempotency key: the same form instance or tap never has two effects.</summary>
    public required string Instance { get; init; }

    public Answers Answers { get; init; } = Answers.None;

    /// <summary>What a standing button or an event is about.</summary>
    public string? Subject { get; init; }

    /// <summary>The subject's version on the card that was tapped.</summary>
    public string? Version { get; init; }

    /// <summary>The person's own words, where the action is about them (a question).</summary>
    public string? Text { get; init; }

    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public required ConversationReference Conversation { get; init; }

    /// <summary>Who acts: the owner, or in the officers' group the officer.</summary>
    public required ChannelAccount From { get; init; }

    public required string InboxKey { get; init; }
    public required DateTimeOffset Now { get; init; }
    public required string Language { get; init; }
}

/// <summary>What an action did.</summary>
public abstract record ActionOutcome
{
    /// <summary>Done; the text <c>dialog.submit.done</c> or <c>action.done</c> says so, filled with <see cref="Named"/> as <c>result.*</c>.</summary>
    public sealed record Done : ActionOutcome
    {
        public Done(params (string Name, object? Value)[] named) => Named = named.ToDictionary(n => n.Name, n => n.Value);

        public IReadOnlyDictionary<string, object?> Named { get; }

        /// <summary>Another text than the usual one.</summary>
        public string? TextKey { get; init; }

        public ReplyDocument? Document { get; init; }

        /// <summary>Standing buttons below the text: action, subject and version.</summary>
        public IReadOnlyList<StandingButton> Buttons { get; init; } = [];

        /// <summary>The conversation starts afresh after this (data was erased).</summary>
        public bool ForgetsConversation { get; init; }

        /// <summary>The language to speak from now on; null: as before.</summary>
        public string? Language { get; init; }
    }

    /// <summary>A refusal by the domain; <paramref name="Code"/> names the text (<c>dialog.submit.code</c> or <c>action.code</c>).</summary>
    public sealed record Refused(string Code) : ActionOutcome
    {
        public IReadOnlyDictionary<string, object?> Named { get; init; } = new Dictionary<string, object?>();
    }
}

/// <summary>A button that is good at any time; its label is the text <c>action.label</c>.</summary>
public sealed record StandingButton(string Action, string Subject, string Version)
{
    /// <summary>What its label is filled with, beside what the outcome names: which of several it is about.</summary>
    public IReadOnlyDictionary<string, object?> Named { get; init; } = new Dictionary<string, object?>();
}

/// <summary>A reminder or time-out of this conversation. <paramref name="At"/> null calls it off.</summary>
/// <param name="Purpose">Its name; one a conversation and purpose. When due, it comes back as an event of this name.</param>
public sealed record DueChange(string Purpose, DateTimeOffset? At)
{
    public string? Subject { get; init; }
    public IReadOnlyDictionary<string, string> Data { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
}

/// <summary>Work too slow for a turn. Its answer is the event <c>step:id</c> with the name <see cref="Kind"/>; the state remembers which step it waits for.</summary>
/// <param name="Id">Unique and derived from the inbox key, so that a re-run asks for the same.</param>
/// <param name="Kind">photos.store, model.answer, model.propose, model.transcribe.</param>
/// <param name="Budget">After this long an event of the same id with <c>error=late</c> comes instead.</param>
public sealed record SlowStep(string Id, string Kind, TimeSpan Budget)
{
    public IReadOnlyDictionary<string, string> Request { get; init => field = value ?? new Dictionary<string, string>(); } = new Dictionary<string, string>();
    public Attachment? Attachment { get; init; }

    /// <summary>A turn begins no more steps than this: a message brings at most ten photos.</summary>
    public const int MostInTurn = 10;

    /// <summary>The id of the turn's step of this number, from 0.</summary>
    public static string IdOf(string conversationId, string inboxKey, int number) => ShortIds.Step(conversationId, inboxKey, number);
}
