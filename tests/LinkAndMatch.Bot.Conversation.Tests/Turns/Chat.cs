using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Tests.Dialogs;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>A conversation with the shipped dialogs and a domain made up for the test. The state goes through its JSON after every turn.</summary>
internal sealed class Chat
{
    public static readonly LanguageData Data = LanguageData.Load(Path.Combine(ShippedDialogs.Folder, "data"));

    public static readonly DialogCatalog Shipped = DialogFiles.Load(
        ShippedDialogs.Folder,
        ShippedDialogs.Doors,
        new TextLookups((list, key, language) => Data.Vocabulary.Has(list) ? Data.Vocabulary.Get(list, key)?.Label(language) : null, (code, _) => Data.Regions.Get(code)?.Name));

    private static readonly TurnRunner s_shipped = new(Shipped, Data);

    private TurnRunner _runner;
    private int _turn;

    public Chat(TurnRunner? runner = null, string channel = "telegram", bool officers = false)
    {
        _runner = runner ?? s_shipped;
        Conversation = new ConversationReference(channel, "bot", "42") { Officers = officers };
    }

    public ConversationReference Conversation { get; }

    public ConversationState State { get; set; } = new();

    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    /// <summary>Facts about who chats.</summary>
    public Dictionary<string, object?> Person { get; } = new() { ["registered"] = false, ["known"] = false, ["products"] = 0L, ["introductions"] = 0L, ["open_questions"] = 0L };

    public Dictionary<string, IReadOnlyList<Item>> Items { get; } = [];

    /// <summary>NIBs that are taken.</summary>
    public HashSet<string> TakenNibs { get; } = [];

    /// <summary>Answers of the FAQ, by a word of the question.</summary>
    public List<(string Word, AnswerSearch Search)> Faq { get; } =
    [
        ("gratis", Entry("program-biaya", "Apakah ikut program ini gratis?")),
        ("syarat", Entry("syarat-ikut", "Apa syarat ikut program?")),
        ("link and match", Entry("program-apa-itu", "Apa itu Link and Match?")),
        ("jadwal", Entry("jadwal", "Kapan jadwalnya?", "staff")),
        ("mou", new AnswerSearch(AnswerDecision.Choose, [new AnswerHit("istilah-mou", "Apa itu MoU?", 0.4), new AnswerHit("mou-jaminan-order", "Apakah MoU menjamin pesanan?", 0.35)], [])),
    ];

    /// <summary>What the domain answers to an action; anything not named is done.</summary>
    public Dictionary<string, Func<ActionRequest, ActionOutcome>> Actions { get; } = new()
    {
        ["firms.register"] = _ => new ActionOutcome.Done(("code", "IKM-1"), ("person.registered", true)),
        ["firms.status"] = _ => new ActionOutcome.Done(("firm", "Maju"), ("code", "IKM-1"), ("products", Array.Empty<object>()), ("introductions", Array.Empty<object>()), ("region", null), ("open_questions", 0L)),
        ["questions.ask"] = _ => new ActionOutcome.Done(("code", "T-1")),
        ["officers.call"] = _ => new ActionOutcome.Done(("code", "P-1")),
        ["products.describe"] = r => new ActionOutcome.Done(("name", r.Answers.Text("name"))),
        ["products.update"] = r => new ActionOutcome.Done(("name", r.Answers.Text("name"))),
        ["introductions.request"] = _ => new ActionOutcome.Done(("code", "IN-1")),
        ["persons.language"] = r => new ActionOutcome.Done { Language = r.Answers.Keys("language")[0] },
        ["data.erase"] = _ => new ActionOutcome.Done { ForgetsConversation = true },
    };

    public List<ActionRequest> Acted { get; } = [];

    /// <summary>What the last turn left behind.</summary>
    public TurnResult Result { get; private set; } = new(new ConversationState(), [], [], []);

    public List<Query> Queries { get; } = [];

    /// <summary>Everything said in the last turn: the keys of its parts in order.</summary>
    public IReadOnlyList<string> Keys => [.. Result.Replies.SelectMany(r => r.Parts).Select(p => p.Key)];

    public string LastKey => Keys.Count == 0 ? "" : Keys[^1];

    public IReadOnlyList<Choice> Choices => [.. Result.Replies.SelectMany(r => r.Choices)];

    public string Words => string.Join("\n", Result.Replies.SelectMany(r => r.Parts).Select(p => string.Concat(p.Runs.Select(t => t.Text))));

    public int Bubbles => Result.Replies.Count;

    public IReadOnlyDictionary<string, Answer> Answers => State.Form?.Answers ?? new Dictionary<string, Answer>();

    /// <summary>The value of an answer as one text; null: not answered.</summary>
    public string? Value(string slot) => Answers.GetValueOrDefault(slot)?.Value.Canonical;

    /// <summary>The slot that is asked for now.</summary>
    public string? Asked => State.Asked?.Slot;

    public static AnswerSearch Entry(string id, string question, string status = "sourced") =>
        new(AnswerDecision.Answer, [new AnswerHit(id, question, 0.95)], [new AnswerEntry(id, question, "**Ya.** Begitulah.", status, [new AnswerSource("Kemenperin", null, "2018")])]);

    public Chat Say(string text, string? messageId = null) => Send(Message(text, messageId));

    public Chat Edit(string messageId, string text) => Send(Message(text, messageId) with { Type = ActivityType.MessageUpdate });

    public Chat Tap(string data) => Send(NewActivity(ActivityType.Button) with { ButtonData = data });

    /// <summary>Taps the button whose label or data holds these words.</summary>
    public Chat TapLabelled(string words)
    {
        var choice = Choices.FirstOrDefault(c => c.Label.Contains(words, StringComparison.OrdinalIgnoreCase)) ?? Choices.FirstOrDefault(c => c.Data.EndsWith(":" + words, StringComparison.Ordinal));
        Assert.True(choice is not null, $"No button '{words}' among: {string.Join(" | ", Choices.Select(c => $"{c.Label} ({c.Data})"))}. Said: {string.Join(", ", Keys)}");
        return Tap(choice.Data);
    }

    public Chat Happens(string name, string? subject = null, params (string Key, string Value)[] data) =>
        Send(NewActivity(ActivityType.Event) with { From = null, Key = $"event:{_turn}", Event = new InternalEvent(name, subject) { Data = data.ToDictionary(d => d.Key, d => d.Value) } });

    public Chat StepEnds(SlowStep step, params (string Key, string Value)[] data) =>
        Send(NewActivity(ActivityType.Event) with { From = null, Key = "step:" + step.Id, Event = new InternalEvent(step.Kind) { Data = data.ToDictionary(d => d.Key, d => d.Value) } });

    public Chat After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public Chat Deploy(TurnRunner runner)
    {
        _runner = runner;
        return this;
    }

    public Activity NewActivity(ActivityType type) => new()
    {
        Key = $"{1000 + _turn}",
        Conversation = Conversation,
        Type = type,
        From = new ChannelAccount("7", "Budi"),
        MessageId = $"m{_turn}",
        Timestamp = Now,
    };

    public Activity Message(string? text, string? messageId = null) => NewActivity(ActivityType.Message) with { Text = text, MessageId = messageId ?? $"m{_turn}" };

    public Chat Send(Activity activity)
    {
        _turn++;
        // A person takes a moment to write; what comes faster is said so by the test.
        Now += TimeSpan.FromSeconds(activity.Type == ActivityType.Button ? 1 : 5);
        var facts = new Dictionary<Query, Fact> { [new Query.Person(Conversation.Channel, Conversation.BotId, activity.From?.Id ?? "7")] = new Fact.Values(Person) };
        ActionOutcome? outcome = null;
        for (var passes = 0; passes < 12; passes++)
        {
            var input = new TurnInput(State, activity, Now, facts, outcome);
            switch (_runner.Run(input))
            {
                case TurnStep.Reads(var queries):
                    Assert.NotEmpty(queries);
                    foreach (var query in queries)
                    {
                        Queries.Add(query);
                        Assert.True(facts.TryAdd(query, Answer(query)), $"Asked twice for {query}.");
                    }

                    continue;
                case TurnStep.Acts(var request):
                    Assert.Null(outcome);
                    Acted.Add(request);
                    outcome = Actions.TryGetValue(request.Name, out var action) ? action(request) : new ActionOutcome.Done(("code", "X-1"), ("officer", "Sari"), ("name", "x"));
                    continue;
                case TurnStep.Ends(var result):
                    Result = result;
                    State = RoundTrip(result.State);
                    Invariants.Check(this);
                    return this;
            }
        }

        throw new InvalidOperationException("The turn does not end.");
    }

    public static ConversationState RoundTrip(ConversationState state)
    {
        var json = JsonSerializer.Serialize(state, ConversationJson.Default.ConversationState);
        var read = JsonSerializer.Deserialize(json, ConversationJson.Default.ConversationState)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, ConversationJson.Default.ConversationState));
        return read;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var reply in Result.Replies)
        {
            text.AppendLine(string.Join(" / ", reply.Parts.Select(p => $"[{p.Key}] {string.Concat(p.Runs.Select(r => r.Text))}")));
            foreach (var choice in reply.Choices) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"   ({choice.Label}) {choice.Data}");
        }

        return text.ToString();
    }

    private Fact Answer(Query query) => query switch
    {
        Query.Check(_, _, var value) => new Fact.Checked(TakenNibs.Contains(value) ? "nib_taken" : null),
        Query.Items(var source, var arguments) => new Fact.Items(Items.TryGetValue($"{source}?{arguments}", out var exact) ? exact : Items.GetValueOrDefault(source, [])),
        Query.Faq(var text, _, _) => new Fact.Faq(Faq.FirstOrDefault(f => text.Contains(f.Word, StringComparison.OrdinalIgnoreCase)).Search ?? AnswerSearch.Nothing),
        Query.FaqEntry(var id, _) => new Fact.Faq(Faq.Select(f => f.Search).FirstOrDefault(s => s.Entries.Any(e => e.Id == id)) ?? Entry(id, id)),
        Query.CardByMessage(var id) => new Fact.Values(Cards.GetValueOrDefault(id) ?? new Dictionary<string, object?>()),
        _ => throw new InvalidOperationException($"Unknown query {query}."),
    };

    /// <summary>Cards in this conversation by the channel's message id.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, object?>> Cards { get; } = [];
}
