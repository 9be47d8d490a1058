using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Starting;
using LinkAndMatch.Bot.Turns;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Testing.Bots;

/// <summary>How a bot under test is put together, beside what every one has.</summary>
public sealed record BotPlan
{
    /// <summary>Settings as on the command line, each a name and a value.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Services instead of or beside the host's own.</summary>
    public Action<WebApplicationBuilder>? More { get; init; }

    /// <summary>Another folder of dialogs; null: the shipped ones.</summary>
    public string? Dialogs { get; init; }

    /// <summary>False: without the sample industries and needs.</summary>
    public bool Samples { get; init; } = true;
}

/// <summary>A change that a release makes in a file of dialogs.</summary>
/// <param name="Find">The words that go; null: new ones are added at the end.</param>
/// <param name="Until">All goes up to these words, which stay; null: only what was found.</param>
/// <param name="Replace">The words that come.</param>
public sealed record ReleaseEdit(string File, string? Find, string? Until, string Replace);

/// <summary>The whole bot in this process with a database file of its own, real lanes and actions, and a clock that can be put forward.</summary>
public sealed class BotUnderTest : IAsyncDisposable
{
    /// <summary>How long anything may take before a test fails.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    // A look is taken again after this long even if no turn has passed a point.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(150);

    private readonly string _folder;
    private readonly SharedParts _shared;
    private readonly BotPlan _plan;
    private readonly List<string> _faults = [];
    private WebApplication? _app;

    private BotUnderTest(string folder, SharedParts shared, BotPlan plan)
    {
        _folder = folder;
        _shared = shared;
        _plan = plan;
        Trouble = new TurnTrouble(Clock);
    }

    /// <summary>The bot's time.</summary>
    public ShiftableClock Clock { get; } = new();

    /// <summary>Where trouble is made.</summary>
    public TurnTrouble Trouble { get; }

    /// <summary>The running bot's services.</summary>
    public IServiceProvider Services => _app?.Services ?? throw new InvalidOperationException("The bot is not running.");

    /// <summary>The words it speaks with now.</summary>
    public Texts Texts => Services.GetRequiredService<DialogCatalog>().Texts;

    /// <summary>Errors that the bot logged.</summary>
    public IReadOnlyList<string> Faults
    {
        get { lock (_faults) return [.. _faults]; }
    }

    /// <summary>Starts a bot; it is ready when this returns.</summary>
    public static async Task<BotUnderTest> StartAsync(BotPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shared = await SharedParts.GetAsync();
        var folder = Directory.CreateTempSubdirectory("linkandmatch-bot-").FullName;
        File.Copy(shared.Template, Path.Combine(folder, "bot.db"));
        var bot = new BotUnderTest(folder, shared, plan);
        if (!plan.Samples) await bot.RemoveSamplesAsync();
        await bot.StartAsync(plan.Dialogs);
        return bot;
    }

    /// <summary>Ends the process (as a kill would, once trouble has made it dead) and starts the next one on the same database.</summary>
    /// <param name="dialogs">Another folder of dialogs; null: the shipped ones.</param>
    public async Task RestartAsync(string? dialogs = null)
    {
        await StopAsync();
        Trouble.Revive();
        await StartAsync(dialogs);
    }

    /// <summary>A copy of the shipped dialogs with changed files, as a release would bring them.</summary>
    public string ReleaseOf(IReadOnlyList<ReleaseEdit> edits)
    {
        ArgumentNullException.ThrowIfNull(edits);
        var release = Path.Combine(_folder, $"dialogs-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path.Combine(release, "texts"));
        foreach (var file in Directory.GetFiles(_shared.DialogsPath)) File.Copy(file, Path.Combine(release, Path.GetFileName(file)));
        foreach (var file in Directory.GetFiles(Path.Combine(_shared.DialogsPath, "texts"))) File.Copy(file, Path.Combine(release, "texts", Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(_shared.DialogsPath).Where(d => Path.GetFileName(d) is not "texts"))
            Directory.CreateSymbolicLink(Path.Combine(release, Path.GetFileName(folder)), folder);
        foreach (var (file, find, until, replace) in edits)
        {
            var path = Path.Combine(release, file);
            var words = File.Exists(path) ? File.ReadAllText(path) : "";
            if (find is null)
            {
                File.WriteAllText(path, words + replace);
                continue;
            }

            var at = words.IndexOf(find, StringComparison.Ordinal);
            if (at < 0) throw new InvalidOperationException($"{file} does not hold '{find}'.");
            var end = until is null ? at + find.Length : words.IndexOf(until, at, StringComparison.Ordinal);
            if (end < 0) throw new InvalidOperationException($"{file} does not hold '{until}' after '{find}'.");
            File.WriteAllText(path, words[..at] + replace + words[end..]);
        }

        return release;
    }

    /// <summary>Waits until every message has had its turn, every reply is out and every slow step has ended.</summary>
    /// <exception cref="TimeoutException">Something still waits; the message says what.</exception>
    public async Task QuietAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var next = Trouble.NextAsync();
            if (Trouble.Dead || await OpenAsync() is not { } open) return;
            if (TimeProvider.System.GetElapsedTime(began) > Patience) throw new TimeoutException($"The bot does not come to rest: {open}. {string.Join(" | ", Faults.TakeLast(3))}");
            await Task.WhenAny(next, Task.Delay(LookAgain));
        }
    }

    /// <summary>Puts the clock forward and lets everything happen that became due.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await QuietAsync();
        Clock.Pass(time);
        await LookAroundAsync();
        await QuietAsync();
    }

    /// <summary>Looks now for what nobody was woken for, instead of in a few seconds.</summary>
    public async Task LookAroundAsync()
    {
        var hosted = Services.GetServices<IHostedService>().ToList();
        while (await hosted.OfType<DueClock>().Single().LookAsync(default))
        {
        }

        await hosted.OfType<Sweep>().Single().LookAsync(TimeSpan.Zero, default);
    }

    /// <summary>Reads the partnership store.</summary>
    public async Task<T> ReadAsync<T>(Func<PartnershipStore, Task<T>> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        await using var store = await Services.GetRequiredService<IDbContextFactory<PartnershipStore>>().CreateDbContextAsync();
        return await read(store);
    }

    /// <summary>The state of a conversation as it is stored; null before its first turn.</summary>
    public async Task<ConversationState?> StateAsync(string conversationId)
    {
        var row = await ReadAsync(s => s.Conversations.AsNoTracking().FirstOrDefaultAsync(c => c.Id == conversationId));
        return row is null ? null : JsonSerializer.Deserialize(row.State, ConversationJson.Default.ConversationState);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString));
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString => $"Data Source={Path.Combine(_folder, "bot.db")}";

    private async Task StartAsync(string? dialogs)
    {
        var settings = new Dictionary<string, string>
        {
            ["environment"] = "Production",
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Store"] = ConnectionString,
            ["Files:Path"] = Path.Combine(_folder, "files"),
            ["Dialogs:Path"] = dialogs ?? _shared.DialogsPath,
            // A test person is not held back, and nobody waits for what will not come.
            ["Turns:ReplyBurst"] = "1000",
            ["Turns:RepliesPerSecond"] = "100000",
            ["Turns:EvidenceWait"] = "00:00:00.050",
            ["Turns:SweepEvery"] = "00:00:00.500",
        };
        foreach (var (name, value) in _plan.Settings) settings[name] = value;
        var app = BotHost.BuildServer([.. settings.SelectMany(s => new[] { $"--{s.Key}", s.Value })], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddProvider(new FaultLog(_faults));
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddSingleton<ITurnWatcher>(Trouble);
            // A release links to the shipped data unless it changes them.
            if (dialogs is null || Directory.ResolveLinkTarget(Path.Combine(dialogs, "data"), returnFinalTarget: false) is not null) builder.Services.AddSingleton(_shared.Language);
            builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
            if (dialogs is null)
            {
                builder.Services.AddSingleton(_shared.Dialogs);
                // Its own answers, published in its own store, over what all have learnt.
                builder.Services.AddSingleton(services => _shared.Answers.Over(services.GetServices<IFaqSource>()));
            }

            _plan.More?.Invoke(builder);
        });
        await app.PrepareAsync();
        await app.StartAsync();
        _app = app;
    }

    private async Task StopAsync()
    {
        if (_app is not { } app) return;
        _app = null;
        using var patience = new CancellationTokenSource(Trouble.Dead ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        try
        {
            await app.StopAsync(patience.Token);
        }
        catch (Exception fault) when (Trouble.Dead || fault is OperationCanceledException)
        {
            // A process that is gone ends no work.
        }

        try
        {
            await app.DisposeAsync();
        }
        catch (ProcessGoneException)
        {
            // Nor does it put away its things.
        }
    }

    private async Task RemoveSamplesAsync()
    {
        await using var connection = new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM Needs; DELETE FROM Industries;";
        await command.ExecuteNonQueryAsync();
    }

    private Task<string?> OpenAsync()
    {
        var now = Clock.GetUtcNow();
        return ReadAsync(async store =>
        {
            // All three tables as they are at one moment: what waits moves from one to the other.
            await store.Database.OpenConnectionAsync();
            await using var moment = ((SqliteConnection)store.Database.GetDbConnection()).BeginTransaction(deferred: true);
            await store.Database.UseTransactionAsync(moment);
            if (await store.Inbox.AsNoTracking().FirstOrDefaultAsync(r => r.Status == InboxStatus.New && (r.NotBefore == null || r.NotBefore <= now)) is { } waiting)
                return $"the activity {waiting.UpdateKey} has had no turn (attempt {waiting.Attempts}, {waiting.ErrorCode})";
            if (await store.Outbox.AsNoTracking().FirstOrDefaultAsync(r => (r.Status == OutboxStatus.Pending || r.Status == OutboxStatus.Sending) && (r.NotBefore == null || r.NotBefore <= now)) is { } unsent)
                return $"the reply {unsent.Id} is not sent ({unsent.Status})";
            return await store.Due.AsNoTracking().FirstOrDefaultAsync(r => r.At <= now || r.Purpose.StartsWith("step:")) is { } due ? $"{due.Purpose} is due" : null;
        });
    }

    /// <summary>Keeps what was logged as an error.</summary>
    private sealed class FaultLog(List<string> faults) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            lock (faults) faults.Add($"{formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
