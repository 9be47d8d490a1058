using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests;

/// <summary>The domain on a store of its own, with a host's transaction around each act.</summary>
public sealed class Desk : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    // Migrated once and copied for each test: the migration is most of a small test's time.
    private static readonly Lazy<Task<SqliteConnection>> s_migrated = new(async () =>
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var store = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite(connection).Options);
        await store.Database.MigrateAsync();
        return connection;
    });

    private readonly SqliteConnection? _keepsAlive;
    private readonly string? _file;
    private int _acts;

    private Desk(StoreOptions options, SqliteConnection? keepsAlive, string? file, bool group)
    {
        _keepsAlive = keepsAlive;
        _file = file;
        Services = new ServiceCollection()
            .AddSingleton(new OfficersOptions { Conversation = group ? Group : null })
            .AddPartnering(options)
            .AddSingleton<IQuestionLikeness, SharedWords>()
            .AddSingleton<IAnswerCheck, NoSites>()
            .BuildServiceProvider();
    }

    public static ConversationReference Group { get; } = new("telegram", "bot", "-100") { Officers = true };

    public ServiceProvider Services { get; }

    public DateTimeOffset Now { get; set; } = Monday;

    /// <summary>On SQLite in memory, migrated as the bot does it.</summary>
    public static async Task<Desk> OpenAsync(bool group = true)
    {
        var connection = $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        var keepsAlive = new SqliteConnection(connection);
        await keepsAlive.OpenAsync();
        (await s_migrated.Value).BackupDatabase(keepsAlive);
        return await OpenAsync(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = connection }, keepsAlive, group: group);
    }

    /// <summary>On a file, where two transactions can meet.</summary>
    public static Task<Desk> OpenFileAsync()
    {
        var file = Path.Combine(Path.GetTempPath(), $"linkandmatch-{Guid.NewGuid():N}.db");
        return OpenAsync(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={file}" }, file: file);
    }

    public static async Task<Desk> OpenAsync(StoreOptions options, SqliteConnection? keepsAlive = null, string? file = null, bool group = true)
    {
        var desk = new Desk(options, keepsAlive, file, group);
        await desk.Services.GetRequiredService<StoreMigration>().ApplyAsync(default);
        return desk;
    }

    public static ConversationReference ChatOf(string user) => new("telegram", "bot", user);

    public ActionRequest Request(string action, string user, params (string Slot, SlotValue Value)[] answers) => new()
    {
        Name = action,
        Instance = $"i{++_acts:D7}",
        Answers = new Answers(answers.ToDictionary(a => a.Slot, a => a.Value)),
        Conversation = ChatOf(user),
        From = new ChannelAccount(user, "Pak " + user),
        InboxKey = $"{_acts}",
        Now = Now,
        Language = "id",
    };

    public ActionRequest Officer(string action, string subject, string? text = null, string officer = "77") => new()
    {
        Name = action,
        Instance = $"i{++_acts:D7}",
        Conversation = Group,
        From = new ChannelAccount(officer, "Bu Officer"),
        Subject = subject,
        Text = text,
        InboxKey = $"{_acts}",
        Now = Now,
        Language = "id",
    };

    /// <summary>One action in one transaction, as a turn does it.</summary>
    public async Task<ActionOutcome> RunAsync(ActionRequest request)
    {
        await using var scope = Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<PartnershipStore>();
        await using var transaction = await store.Database.BeginTransactionAsync();
        await ReadyAsync(store, request.Conversation);
        var outcome = await scope.ServiceProvider.GetRequiredKeyedService<IDialogAction>(request.Name).RunAsync(request, default);
        if (outcome is ActionOutcome.Done)
        {
            await store.SaveChangesAsync();
            await transaction.CommitAsync();
        }

        return outcome;
    }

    public async Task<ActionOutcome.Done> DoneAsync(ActionRequest request)
    {
        var outcome = await RunAsync(request);
        return outcome as ActionOutcome.Done ?? throw new InvalidOperationException($"{request.Name}: {outcome}");
    }

    public async Task<string> RefusedAsync(ActionRequest request) => Assert.IsType<ActionOutcome.Refused>(await RunAsync(request)).Code;

    public async Task<IReadOnlyList<Item>> ListAsync(string source, string user, params (string Name, string Value)[] arguments)
    {
        await using var scope = Services.CreateAsyncScope();
        var conversation = user == "officers" ? Group : ChatOf(user);
        return await scope.ServiceProvider.GetRequiredKeyedService<IItemSource>(source)
            .ListAsync(arguments.ToDictionary(a => a.Name, a => a.Value), new DialogScope(conversation, new ChannelAccount(user), "id", Now), default);
    }

    public async Task<T> ReadAsync<T>(Func<PartnershipStore, Task<T>> read)
    {
        await using var scope = Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<PartnershipStore>());
    }

    public async Task WriteAsync(Action<PartnershipStore> write)
    {
        await using var scope = Services.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<PartnershipStore>();
        write(store);
        await store.SaveChangesAsync();
    }

    public Task<ActionOutcome.Done> RegisterAsync(string user, string? nib = null, string region = "33.28", params string[] certificates) => DoneAsync(Registration(user, nib, region, certificates));

    public ActionRequest Registration(string user, string? nib = null, string region = "33.28", params string[] certificates) => Request("firms.register", user,
        ("consent", new SlotValue.Flag(true)),
        ("owner", new SlotValue.Text("Slamet " + user)),
        ("firm", new SlotValue.Text("CV Maju Logam " + user)),
        ("legal_form", new SlotValue.Keys(["cv"])),
        ("phone", new SlotValue.Phone(new PhoneNumber("+62812345" + user.PadLeft(5, '0')))),
        ("nib", nib is null ? new SlotValue.Skipped() : new SlotValue.Text(nib)),
        ("region", new SlotValue.Text(region)),
        ("sector", new SlotValue.Keys(["automotive"])),
        ("founded", new SlotValue.Integer(1998)),
        ("workers", new SlotValue.Integer(12)),
        ("certificates", new SlotValue.Terms(certificates, [])),
        ("machines", new SlotValue.Terms(["press_machine"], ["mesin roll"])),
        ("help", new SlotValue.Keys(["orders"])));

    public async Task<string> DescribeAsync(string user, string name = "Braket knalpot", decimal capacity = 25_000) =>
        (string)(await DoneAsync(Description(user, name, capacity))).Named["product"]!;

    public ActionRequest Description(string user, string name, decimal capacity = 25_000) => Request("products.describe", user,
        ("name", new SlotValue.Text(name)),
        ("category", new SlotValue.Terms(["bracket"], [])),
        ("processes", new SlotValue.Terms(["stamping", "welding_mig"], [])),
        ("materials", new SlotValue.Terms(["steel_sheet"], [])),
        ("tolerance", new SlotValue.Number(0.2m)),
        ("capacity", new SlotValue.Amount(new Quantity(capacity, "pcs", "month"))),
        ("minimum_order", new SlotValue.Skipped()),
        ("certificates", new SlotValue.Skipped()),
        ("photos", new SlotValue.Files(["aa", "bb"])));

    public async Task<string> NeedAsync(Action<Need>? change = null, string title = "Braket bodi")
    {
        var industry = new Industry { Name = "PT Contoh Roda Nusantara", Sector = "automotive", Region = "32.15", ContactName = "Ibu Contoh", ContactPhone = new PhoneNumber("+62215550100"), Sample = true };
        var need = new Need
        {
            IndustryId = industry.Id,
            Title = title,
            Sector = "automotive",
            Component = "bracket",
            Processes = ["stamping", "welding_mig"],
            Materials = ["steel_sheet"],
            Tolerance = 0.3m,
            VolumeAmount = 20_000,
            VolumeUnit = "pcs",
            VolumePeriod = "month",
            Status = NeedStatus.Open,
            Sample = true,
        };
        change?.Invoke(need);
        await WriteAsync(store => store.AddRange(industry, need));
        return CompactId.Of(need.Id);
    }

    public ActionRequest Wish(string user, string product, string need) => Request("introductions.request", user,
        ("product", new SlotValue.Text(product)),
        ("need", new SlotValue.Text(need)),
        ("note", new SlotValue.Text("Bisa kirim contoh minggu depan.")),
        ("consent", new SlotValue.Flag(true)));

    /// <summary>A registered owner with a product who has asked for an introduction.</summary>
    public async Task<string> RequestedAsync(string user = "1")
    {
        await RegisterAsync(user);
        return (string)(await DoneAsync(Wish(user, await DescribeAsync(user), await NeedAsync()))).Named["introduction"]!;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (_keepsAlive is not null) await _keepsAlive.DisposeAsync();
        if (_file is null) return;
        SqliteConnection.ClearAllPools();
        foreach (var end in (string[])["", "-wal", "-shm"]) File.Delete(_file + end);
    }

    // A turn has its conversation's row and its inbox row before any action runs.
    private async Task ReadyAsync(PartnershipStore store, ConversationReference conversation)
    {
        if (await store.Conversations.AnyAsync(c => c.Id == conversation.Id)) return;
        store.Conversations.Add(new ConversationRow
        {
            Id = conversation.Id,
            Channel = conversation.Channel,
            BotId = conversation.BotId,
            State = "{}",
            Mode = "Bot",
            Reference = System.Text.Json.JsonSerializer.Serialize(conversation, ConversationJson.Default.ConversationReference),
            ChangedAt = Now,
        });
        await store.SaveChangesAsync();
    }

    /// <summary>Two questions that share their longer words ask the same.</summary>
    private sealed class SharedWords : IQuestionLikeness
    {
        public int? Same(string text, IReadOnlyList<string> others)
        {
            var own = Words(text);
            for (var i = 0; i < others.Count; i++)
            {
                if (own.SetEquals(Words(others[i]))) return i;
            }

            return null;
        }

        private static HashSet<string> Words(string text) => [.. text.ToLowerInvariant().Split([' ', '?'], StringSplitOptions.RemoveEmptyEntries).Where(w => w is not ("apakah" or "ada" or "nggak"))];
    }

    /// <summary>No site is known.</summary>
    private sealed class NoSites : IAnswerCheck
    {
        public AnswerFindings Look(string question, string answer) => new(false, answer.Contains(".example", StringComparison.Ordinal) ? ["hadiah.example"] : []);
    }
}
