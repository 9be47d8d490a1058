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
    private readonly FakeTelegramProcess _telegram;
    private readonly string _folder;
    private readonly string? _postgreSql;

    private Stage(FakeTelegramProcess telegram, string folder, string? postgreSql)
    {
        _telegram = telegram;
        _folder = folder;
        _postgreSql = postgreSql;
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Telegram__BotToken"] = new FakeTelegramOptions().Token,
            ["Telegram__ApiBaseUrl"] = telegram.Telegram.BaseUrl,
            ["Logging__LogLevel__Default"] = "Error",
            ["ConnectionStrings__Store"] = postgreSql ?? Sqlite,
        };
        if (postgreSql is not null) settings["Store__Provider"] = "PostgreSql";
        Settings = settings;
    }

    public IFakeTelegram Telegram => _telegram.Telegram;

    /// <summary>What a bot on this stage is started with.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    private string Sqlite => $"Data Source={Path.Combine(_folder, "store.db")}";

    /// <param name="postgreSql">How to connect to an empty database; null: a SQLite file.</param>
    public static async Task<Stage> SetAsync(string? postgreSql = null) =>
        new(await FakeTelegramProcess.StartAsync(), Directory.CreateTempSubdirectory("linkandmatch-faults-").FullName, postgreSql);

    public BotProcess StartBot(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(Settings);
        foreach (var (name, value) in more) settings[name] = value;
        return BotProcess.Start(_folder, settings);
    }

    public PartnershipStore OpenStore() => _postgreSql is null
        ? new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite(Sqlite).Options)
        : new PostgreSqlPartnershipStore(new DbContextOptionsBuilder<PostgreSqlPartnershipStore>().UseNpgsql(_postgreSql).Options);

    /// <summary>Waits until nothing is left to take in, to run or to send.</summary>
    public async Task SettleAsync(TimeSpan limit)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            var waiting = (await Telegram.ReadCountersAsync()).UpdatesWaiting;
            await using var store = OpenStore();
            var turns = await store.Inbox.CountAsync(i => i.Status == InboxStatus.New);
            var replies = await store.Outbox.CountAsync(o => o.Status == OutboxStatus.Pending || o.Status == OutboxStatus.Sending);
            if (waiting + turns + replies == 0) return;
            if (since.Elapsed > limit)
            {
                var stuck = await store.Outbox.Where(o => o.Status == OutboxStatus.Pending || o.Status == OutboxStatus.Sending).OrderBy(o => o.CreatedAt)
                    .Take(5).Select(o => $"{o.Id} {o.Status} {o.Class} attempts {o.Attempts} {o.ErrorCode}").ToListAsync();
                var undone = await store.Inbox.Where(i => i.Status == InboxStatus.New).Take(5)
                    .Select(i => $"{i.UpdateKey} attempts {i.Attempts} {i.ErrorCode} {i.NotBefore}").ToListAsync();
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"After {limit} {waiting} updates wait at Telegram, {turns} in the inbox, {replies} in the outbox: {string.Join("; ", undone)} | {string.Join("; ", stuck)}"));
            }
            await Task.Delay(LookAgain);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
