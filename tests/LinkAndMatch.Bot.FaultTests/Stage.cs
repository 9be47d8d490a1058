using System.Diagnostics;
using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>A store and a Telegram that outlive the bots between them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);
    private readonly IAsyncDisposable _telegram;
    private readonly string _folder;
    private readonly string? _postgreSql;
    private readonly Lazy<string> _fewAnswers;

    private Stage(IFakeTelegram telegram, IAsyncDisposable ends, string folder, string? postgreSql)
    {
        Telegram = telegram;
        _telegram = ends;
        _folder = folder;
        _postgreSql = postgreSql;
        _fewAnswers = new Lazy<string>(() => FewAnswers(Path.Combine(folder, "dialogs")));
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Telegram__BotToken"] = new FakeTelegramOptions().Token,
            ["Telegram__ApiBaseUrl"] = telegram.BaseUrl,
            ["Logging__LogLevel__Default"] = "Error",
            ["Files__Path"] = Path.Combine(folder, "files"),
            ["ConnectionStrings__Store"] = postgreSql ?? Sqlite,
        };
        if (postgreSql is not null) settings["Store__Provider"] = "PostgreSql";
        Settings = settings;
    }

    public IFakeTelegram Telegram { get; }

    /// <summary>The id of a private chat's conversation.</summary>
    public static string ConversationOf(Owner owner) => $"telegram/{BotId}/{owner.User.Id}";

    public static string BotId => new FakeTelegramOptions().Token.Split(':')[0];

    /// <summary>What a bot on this stage is started with.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    private string Sqlite => $"Data Source={Path.Combine(_folder, "store.db")}";

    /// <summary>With a Telegram of its own process, for bots of theirs.</summary>
    /// <param name="postgreSql">How to connect to an empty database; null: a SQLite file.</param>
    public static async Task<Stage> SetAsync(string? postgreSql = null)
    {
        var process = await FakeTelegramProcess.StartAsync();
        return new Stage(process.Telegram, process, NewFolder(), postgreSql);
    }

    /// <summary>With a Telegram in this process, for bots in it.</summary>
    public static async Task<Stage> SetInsideAsync(string? postgreSql = null)
    {
        var server = await FakeTelegramServer.StartAsync();
        return new Stage(server, server, NewFolder(), postgreSql);
    }

    public BotProcess StartBot(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(Settings) { ["Dialogs__Path"] = _fewAnswers.Value };
        foreach (var (name, value) in more) settings[name] = value;
        return BotProcess.Start(_folder, settings);
    }

    public PartnershipStore OpenStore() => _postgreSql is null
        ? new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite(Sqlite).Options)
        : new PostgreSqlPartnershipStore(new DbContextOptionsBuilder<PostgreSqlPartnershipStore>().UseNpgsql(_postgreSql).Options);

    /// <summary>Waits until nothing is left to take in, to run or to send.</summary>
    /// <param name="patience">The longest time in which nothing at all moves on: a busy machine may be slow, a bot that has lost something stands still.</param>
    public async Task SettleAsync(TimeSpan patience)
    {
        var (still, last) = (Stopwatch.StartNew(), default((int, int, int, int, int)));
        while (true)
        {
            var waiting = (await Telegram.ReadCountersAsync()).UpdatesWaiting;
            await using var store = OpenStore();
            var turns = await store.Inbox.CountAsync(i => i.Status == InboxStatus.New);
            var replies = await store.Outbox.CountAsync(o => o.Status == OutboxStatus.Pending || o.Status == OutboxStatus.Sending);
            if (waiting + turns + replies == 0) return;

            // Work that comes in while other work is done moves on as well: what is written counts beside what is left.
            var now = (waiting, turns, replies, await store.Inbox.CountAsync(), await store.Outbox.CountAsync());
            if (now != last) (still, last) = (Stopwatch.StartNew(), now);
            if (still.Elapsed > patience) throw new TimeoutException(await StuckAsync(store, patience, waiting, turns, replies));
            await Task.Delay(LookAgain);
        }
    }

    private static async Task<string> StuckAsync(PartnershipStore store, TimeSpan patience, int waiting, int turns, int replies)
    {
        var stuck = await store.Outbox.Where(o => o.Status == OutboxStatus.Pending || o.Status == OutboxStatus.Sending).OrderBy(o => o.CreatedAt)
            .Take(5).Select(o => $"{o.Id} {o.Status} {o.Class} attempts {o.Attempts} {o.ErrorCode}").ToListAsync();
        var undone = await store.Inbox.Where(i => i.Status == InboxStatus.New).Take(5)
            .Select(i => $"{i.UpdateKey} attempts {i.Attempts} {i.ErrorCode} {i.NotBefore}").ToListAsync();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"For {patience} nothing moves: {waiting} updates wait at Telegram, {turns} in the inbox, {replies} in the outbox: {string.Join("; ", undone)} | {string.Join("; ", stuck)}");
    }

    /// <summary>The shipped dialogs but for most answers: each start learns to find them, which takes seconds, and owners who register ask nothing.</summary>
    private static string FewAnswers(string folder)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "dialogs");
        Directory.CreateDirectory(folder);
        foreach (var part in Directory.GetFileSystemEntries(shipped).Where(p => Path.GetFileName(p) != "faq")) File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(part)), part);
        foreach (var file in Directory.GetFiles(Path.Combine(shipped, "faq"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".md", StringComparison.Ordinal) || Path.GetFileName(f).StartsWith("program-", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return folder;
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("linkandmatch-faults-").FullName;

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
