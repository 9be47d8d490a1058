using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The working memory of one pass of a turn: what came in, the state as it is being rewritten, and what will be said.</summary>
internal sealed class Pass(DialogIndex index, TurnOptions options, TurnInput input)
{
    private readonly List<Query> _missing = [];
    private readonly List<ReplyPart> _parts = [];
    private readonly List<Choice> _choices = [];
    private readonly List<Reply> _replies = [];
    private readonly List<DueChange> _due = [];
    private readonly List<SlowStep> _steps = [];
    private string? _promptId;
    private bool _acted;

    public DialogIndex Index => index;

    public DialogCatalog Catalog => index.Catalog;

    public TurnOptions Options => options;

    public TurnInput Input => input;

    public Activity Activity => input.Activity;

    public DateTimeOffset Now => input.Now;

    /// <summary>The state as it will be left behind.</summary>
    public ConversationState State { get; set; } = input.State;

    public string Language => State.Language;

    public DialogFrame? Frame
    {
        get => State.Form;
        set => State = State with { Form = value };
    }

    /// <summary>The running form as the catalog has it; null when none runs or the catalog does not know it any more.</summary>
    public FormShape? Form => Frame is { } frame ? index.Form(frame.Dialog) : null;

    /// <summary>The slot asked for; null at the review, in a menu and outside a form.</summary>
    public SlotShape? AskedSlot => State.Asked?.Slot is { } name ? Form?.Find(name) : null;

    /// <summary>What the person said in words: the message's text, or what a voice note was heard as.</summary>
    public string? Text { get; set; } = input.Activity.Text;

    /// <summary>Eight letters made from the inbox key, the same at every run of the turn.</summary>
    public string PromptId => _promptId ??= ShortIds.Letters(Activity.Key, 8);

    /// <summary>True when something has been said in this pass already.</summary>
    public bool HasSaid => _parts.Count > 0;

    public bool SupersedesPending { get; set; }

    public ReplyDocument? Document { get; set; }

    public IReadOnlyList<string> Photos { get; set; } = [];

    /// <summary>Delivery of the bubble that is being written.</summary>
    public DeliveryClass Class { get; set; } = DeliveryClass.Question;

    /// <summary>The fact, or null after noting that it must be read first.</summary>
    public T? Read<T>(Query query) where T : Fact
    {
        if (input.Facts.TryGetValue(query, out var fact)) return fact as T ?? throw new InvalidOperationException($"The fact of {query.GetType().Name} is a {fact.GetType().Name}; expected {typeof(T).Name}.");
        if (!_missing.Contains(query)) _missing.Add(query);
        return null;
    }

    public bool Misses => _missing.Count > 0;

    /// <summary>Ends the pass with what has to be read first.</summary>
    public TurnStep Reads() => new TurnStep.Reads([.. _missing]);

    /// <summary>What the domain did; null: end the pass with <see cref="TurnStep.Acts"/> of the same request. At most one action a turn.</summary>
    public ActionOutcome? Outcome()
    {
        if (_acted) throw new InvalidOperationException("A turn calls at most one action; this pass asked for a second.");
        if (input.Outcome is null) return null;
        _acted = true;
        return input.Outcome;
    }

    /// <summary>A fact about who chats, without the prefix <c>person.</c>; what the action of this turn reports anew counts more.</summary>
    public object? Person(string name)
    {
        if (_acted && input.Outcome is ActionOutcome.Done done && done.Named.TryGetValue("person." + name, out var changed)) return changed;
        foreach (var (query, fact) in input.Facts)
        {
            if (query is Query.Person && fact is Fact.Values values) return values.Named.GetValueOrDefault(name);
        }

        return null;
    }

    /// <summary>Whether a condition over slots and <c>person.*</c> holds now; no condition always does.</summary>
    public bool Holds(Condition? condition, IReadOnlyDictionary<string, Answer>? answers = null) =>
        condition is null || condition.Evaluate(name => name.StartsWith("person.", StringComparison.Ordinal)
            ? Person(name["person.".Length..])
            : answers is not null && answers.TryGetValue(name, out var answer) ? answer.Value : null);

    public void Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Say(key, Named(values));

    public void Say(string key, IReadOnlyDictionary<string, object?> values, int attempt = 0) =>
        _parts.Add(Catalog.Texts.Render(key, Language, values, attempt));

    public void Say(ReplyPart part) => _parts.Add(part);

    /// <summary>Slots whose answer another one replaced in this pass.</summary>
    public List<string> ChangedSlots { get; } = [];

    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(s_jakarta).DateTime);

    public string SlotLabel(SlotShape slot) => index.Words.SlotLabel(slot, Language);

    public string SayValue(SlotShape slot, Answer answer) => index.Words.Say(slot, answer.Value, answer.Raw, Language);

    /// <summary>The first of the texts that exists; the last one has to.</summary>
    public string FirstKey(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys[..^1])
        {
            if (Catalog.Texts.Has(key, Language)) return key;
        }

        return keys[^1];
    }

    public string Label(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Catalog.Texts.Label(key, Language, Named(values));

    /// <summary>A button below the bubble. One that would not fit into 64 bytes is left out: the same can be typed.</summary>
    public void Offer(string label, string data)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(data) <= Buttons.MostBytes) _choices.Add(new Choice(label, data));
    }

    public void OfferKey(string labelKey, string promptId, string choice, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Offer(Label(labelKey, values), Buttons.OfPrompt(promptId, choice));

    public IReadOnlyList<string> OfferedData()
    {
        var data = new string[_choices.Count];
        for (var i = 0; i < data.Length; i++) data[i] = _choices[i].Data;
        return data;
    }

    /// <summary>Closes the bubble, so that what follows goes into one of its own.</summary>
    /// <param name="asksPrompt">The prompt that it asks, carried by its buttons.</param>
    public void CloseBubble(string? asksPrompt = null, bool asksForContact = false, string? coalesce = null, string? edits = null, string? reference = null)
    {
        if (_parts.Count == 0 && Document is null) return;
        _replies.Add(new Reply
        {
            Parts = [.. _parts],
            Choices = [.. _choices],
            AsksForContact = asksForContact,
            Class = edits is null ? Class : DeliveryClass.Edit,
            PromptId = asksPrompt,
            CoalesceKey = coalesce,
            EditsPromptId = edits,
            Language = Language,
            Photos = Photos,
            Document = Document,
            Reference = Class == DeliveryClass.MustArrive ? reference ?? ShortIds.Letters(Activity.Key, 6).ToUpperInvariant() : null,
        });
        _parts.Clear();
        _choices.Clear();
        Document = null;
        Photos = [];
        Class = DeliveryClass.Question;
    }

    /// <summary>Lets the person see that something is being done ("typing").</summary>
    public void ShowLife()
    {
        CloseBubble();
        _replies.Add(new Reply { Parts = [], Class = DeliveryClass.Action, Language = Language });
    }

    public void SetDue(string purpose, DateTimeOffset? at) => _due.Add(new DueChange(purpose, at));

    public void Begin(SlowStep step) => _steps.Add(step);

    /// <summary>Ends the turn with what was said, nothing more asked.</summary>
    public TurnStep End()
    {
        CloseBubble();
        return new TurnStep.Ends(new TurnResult(State, _replies, _due, _steps) { SupersedesPending = SupersedesPending });
    }

    /// <summary>Ends the turn as if it had not been: nothing said, nothing changed.</summary>
    public TurnStep EndUnchanged() => new TurnStep.Ends(new TurnResult(input.State, [], [], []));

    /// <summary>The request of an action, filled with who, where and when.</summary>
    public ActionRequest Request(string action, string? instance = null) => new()
    {
        Name = action,
        Instance = $"{Activity.Conversation.Id}:{instance ?? Activity.Key}",
        Conversation = Activity.Conversation,
        From = Activity.From ?? Activity.Conversation.User ?? new ChannelAccount(Activity.Conversation.NativeId),
        InboxKey = Activity.Key,
        Now = Now,
        Language = Language,
    };

    public static IReadOnlyDictionary<string, object?> Named(params ReadOnlySpan<(string Name, object? Value)> values)
    {
        if (values.Length == 0) return s_none;
        var named = new Dictionary<string, object?>(values.Length, StringComparer.Ordinal);
        foreach (var (name, value) in values) named[name] = value;
        return named;
    }

    // "Tomorrow" of a day-month answer: western Indonesia, where most firms are; an hour or two of the east change a date only around midnight.
    private static readonly TimeSpan s_jakarta = TimeSpan.FromHours(7);
    private static readonly IReadOnlyDictionary<string, object?> s_none = new Dictionary<string, object?>();
}
