using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.FakeAzureOpenAI;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Model;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

/// <summary>
/// A conversation with the shipped dialogs and answers, and with the model's real steps over HTTP against a fake resource. Time is virtual:
/// it stands still unless the model hangs; then it runs until the step's budget is used up, as the host's clock would see it.
/// </summary>
internal sealed class ModelChat : IAsyncDisposable
{
    private static readonly TurnRunner s_runner = new(Shipped.Catalog, Shipped.Data, TurnOptions.Default with { Model = true, Transcription = true });
    private static readonly TurnRunner s_searching = new(Shipped.Catalog, Shipped.Data, TurnOptions.Default with { Model = true, ModelSearches = true, Transcription = true });

    private static readonly AnswerFinder s_finder = new([Shipped.Files], Normaliser.Load(Path.Combine(Shipped.Folder, "data")), Shipped.Folder);

    private readonly ServiceProvider _services;
    private readonly TurnRunner _runner;
    private readonly Sayings _log = new();
    private int _turn;

    private ModelChat(FakeAzureOpenAIServer model, IReadOnlyDictionary<string, string?> settings)
    {
        Model = model;
        _runner = settings.ContainsKey("AzureOpenAI:EmbeddingDeployment") ? s_searching : s_runner;
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IFaqSource>(Shipped.Files);
        services.AddSingleton<IAnswerFinder>(new Unsure(this));
        services.AddSingleton<IPersonalWords>(new StoredWords(Stored));
        services.AddKeyedSingleton<IAttachmentSource>("telegram", new Notes(() => Note));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureOpenAI:Endpoint"] = model.Endpoint,
            ["AzureOpenAI:ApiKey"] = "key-of-the-test",
            ["AzureOpenAI:ChatDeployment"] = "chat",
            ["AzureOpenAI:TranscriptionDeployment"] = "ears",
        }).AddInMemoryCollection(settings).Build();
        services.AddModel(configuration, Shipped.Folder);
        _services = services.BuildServiceProvider();
    }

    public static async Task<ModelChat> StartAsync(
        Func<RecordedCall, FakeAnswer?>? answers = null, params (string Name, string Value)[] settings)
    {
        var model = await FakeAzureOpenAIServer.StartAsync();
        if (answers is not null) model.Answers = answers;
        return new ModelChat(model, settings.ToDictionary(s => "AzureOpenAI:" + s.Name, s => (string?)s.Value));
    }

    public FakeAzureOpenAIServer Model { get; }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));

    public ConversationReference Conversation { get; set; } = new("telegram", "bot", "42") { User = new ChannelAccount("7", "Bagas Wiraatmaja") };

    public ConversationState State { get; set; } = new();

    /// <summary>Answers that officers have published, by id.</summary>
    public Dictionary<string, AnswerEntry> Published { get; } = [];

    /// <summary>What the search finds for any question, without being sure of it.</summary>
    public IReadOnlyList<string> Hits { get; set; } = ["mou-jaminan-order", "program-biaya", "syarat-ikut"];

    public Dictionary<string, object?> Person { get; } = new() { ["registered"] = false, ["known"] = false, ["products"] = 0L, ["introductions"] = 0L, ["open_questions"] = 0L };

    /// <summary>What the store knows about the person.</summary>
    public List<string> Stored { get; } = [];

    /// <summary>The voice note that the channel gives out.</summary>
    public byte[] Note { get; set; } = [.. "OggS"u8, .. new byte[200]];

    public Dictionary<string, IReadOnlyList<Item>> Items { get; } = [];

    public List<ActionRequest> Acted { get; } = [];

    /// <summary>Everything said since the last message of the person, also by the steps that it began.</summary>
    public List<Reply> Replies { get; } = [];

    /// <summary>Steps whose answer has not been given to the conversation, because <see cref="HoldsSteps"/> is set.</summary>
    public List<(SlowStep Step, IReadOnlyDictionary<string, string> Answer)> Held { get; } = [];

    /// <summary>True: answers of steps wait in <see cref="Held"/>, as when the person is quicker.</summary>
    public bool HoldsSteps { get; set; }

    public List<SlowStep> Begun { get; } = [];

    /// <summary>How long, in virtual time, the person waited for the last step.</summary>
    public TimeSpan Waited { get; private set; }

    public string Logged => _log.All;

    public IReadOnlyList<string> Keys => [.. Replies.SelectMany(r => r.Parts).Select(p => p.Key)];

    public string Words => string.Join('\n', Replies.SelectMany(r => r.Parts).Select(p => string.Concat(p.Runs.Select(t => t.Text))));

    public string? Value(string slot) => State.Form?.Answers.GetValueOrDefault(slot)?.Value.Canonical;

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public ISlowStepWorker Worker(string kind) => _services.GetRequiredKeyedService<ISlowStepWorker>(kind);

    public async Task<ModelChat> SayAsync(params string[] texts)
    {
        foreach (var text in texts) await SendAsync(New(ActivityType.Message) with { Text = text });
        return this;
    }

    public Task SpeakAsync(string fileName = "note.ogg") =>
        SendAsync(New(ActivityType.Message) with { Attachments = [new Attachment(AttachmentKind.Voice, "file-1") { Name = fileName, Duration = TimeSpan.FromSeconds(8), Size = 1_000 }] });

    /// <summary>Goes through the registration until the region is asked.</summary>
    public async Task RegisterUntilRegionAsync()
    {
        await SayAsync("/daftar", "ya", "Bagas Wiraatmaja", "CV Sumber Logam", "081234567890", "lewati");
        Assert.Equal("region", State.Asked?.Slot);
    }

    public async Task SendAsync(Activity activity)
    {
        Replies.Clear();
        Begun.Clear();
        Waited = TimeSpan.Zero;
        await RunAsync(Turn(activity));
    }

    /// <summary>Gives the answers that were held to the conversation, in order.</summary>
    public async Task ReleaseAsync()
    {
        var held = Held.ToList();
        Held.Clear();
        HoldsSteps = false;
        Replies.Clear();
        foreach (var (step, answer) in held) await RunAsync(Turn(Finished(step, answer)));
    }

    /// <summary>Gives the conversation any answer of a step.</summary>
    public void Finish(SlowStep step, IReadOnlyDictionary<string, string> answer)
    {
        Replies.Clear();
        Turn(Finished(step, answer));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Model.DisposeAsync();
    }

    public Activity New(ActivityType type) => new()
    {
        Key = $"{1000 + _turn++}",
        Conversation = Conversation,
        Type = type,
        From = Conversation.User,
        MessageId = $"m{_turn}",
        Timestamp = Clock.GetUtcNow(),
    };

    private Activity Finished(SlowStep step, IReadOnlyDictionary<string, string> answer) =>
        New(ActivityType.Event) with { From = null, Key = "step:" + step.Id, Event = new InternalEvent(step.Kind, step.Id) { Data = answer } };

    private async Task RunAsync(IReadOnlyList<SlowStep> steps)
    {
        foreach (var step in steps)
        {
            Begun.Add(step);
            var answer = await DoAsync(step);
            if (HoldsSteps) Held.Add((step, answer));
            else await RunAsync(Turn(Finished(step, answer)));
        }
    }

    // What the host's desk does: the worker has the step's budget; a failure or a budget used up is an answer, too.
    private async Task<IReadOnlyDictionary<string, string>> DoAsync(SlowStep step)
    {
        var begun = Clock.GetUtcNow();
        using var limit = new CancellationTokenSource(step.Budget, Clock);
        try
        {
            var running = Worker(step.Kind).RunAsync(step, Conversation, limit.Token);
            // Real time only lets the other side be heard; what is measured is virtual, and moves only while nobody works: the model hangs, or a new try waits.
            while (await Task.WhenAny(running, Task.Delay(Model.Hangs ? 2 : 25, TestContext.Current.CancellationToken)) != running)
            {
                if (Model.Hangs || !Model.IsBusy) Clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            return await running;
        }
        catch (OperationCanceledException)
        {
            return new Dictionary<string, string> { [ModelSteps.Error] = "late" };
        }
        finally
        {
            Waited += Clock.GetUtcNow() - begun;
        }
    }

    private IReadOnlyList<SlowStep> Turn(Activity activity)
    {
        Clock.Advance(TimeSpan.FromSeconds(activity.Type == ActivityType.Event ? 0 : 5));
        var facts = new Dictionary<Query, Fact> { [new Query.Person(Conversation.Channel, Conversation.BotId, "7")] = new Fact.Values(Person) };
        ActionOutcome? outcome = null;
        for (var passes = 0; passes < 12; passes++)
        {
            switch (_runner.Run(new TurnInput(State, activity, Clock.GetUtcNow(), facts, outcome)))
            {
                case TurnStep.Reads(var queries):
                    foreach (var query in queries) facts.Add(query, Read(query));
                    continue;
                case TurnStep.Acts(var request):
                    Acted.Add(request);
                    outcome = new ActionOutcome.Done(("code", "T-1"));
                    continue;
                case TurnStep.Ends(var result):
                    var json = JsonSerializer.Serialize(result.State, ConversationJson.Default.ConversationState);
                    State = JsonSerializer.Deserialize(json, ConversationJson.Default.ConversationState)!;
                    Replies.AddRange(result.Replies);
                    return result.Steps;
            }
        }

        throw new InvalidOperationException("The turn does not end.");
    }

    private Fact Read(Query query)
    {
        var finder = _services.GetRequiredService<IAnswerFinder>();
        return query switch
        {
            Query.Check => new Fact.Checked(null),
            Query.Items(var source, _) => new Fact.Items(Items.GetValueOrDefault(source, [])),
            Query.Faq(var text, var language, var previous) => new Fact.Faq(finder.Find(text, language, previous)),
            Query.FaqEntry(var id, var language) => new Fact.Faq(finder.Read(id, language) is { } e ? new AnswerSearch(AnswerDecision.Answer, [new AnswerHit(e.Id, e.Question, 1)], [e]) : AnswerSearch.Nothing),
            _ => new Fact.Values(new Dictionary<string, object?>()),
        };
    }

    // The search is never sure, so that every question comes to the model; what it finds is the test's.
    private sealed class Unsure(ModelChat chat) : IAnswerFinder
    {
        public AnswerSearch Find(string text, string language, string? previous) =>
            new(AnswerDecision.Unknown, [.. chat.Hits.Select(h => new AnswerHit(h, Read(h, language)!.Question, 0.1))], []);

        public AnswerEntry? Read(string id, string language) => chat.Published.GetValueOrDefault(id) ?? s_finder.Read(id, language);
    }

    private sealed class StoredWords(List<string> words) : IPersonalWords
    {
        public Task<IReadOnlyList<string>> ReadAsync(ConversationReference conversation, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([.. words]);
    }

    private sealed class Notes(Func<byte[]> note) : IAttachmentSource
    {
        public Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation) => Task.FromResult<byte[]?>(note());
    }

    private sealed class Sayings : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public string All => string.Join('\n', _lines);

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
