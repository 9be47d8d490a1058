using System.Diagnostics;
using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;

namespace LinkAndMatch.Bot.Load;

/// <summary>The bot as a process of its own, talking to a fake Telegram in ours.</summary>
internal sealed class BotUnderLoad : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string folder;

    private BotUnderLoad(Process process, string folder, string url)
    {
        this.process = process;
        this.folder = folder;
        Url = url;
    }

    public string Url { get; }

    /// <summary>User and system time used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts the bot and waits until it is ready.</summary>
    /// <param name="telegram">Null: Telegram is off.</param>
    /// <param name="connection">A PostgreSQL connection string; null: SQLite in a new folder.</param>
    public static async Task<BotUnderLoad> StartAsync(FakeTelegramServer? telegram, string? connection, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("linkandmatch-load-").FullName;
        var url = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [BotProgram]) { WorkingDirectory = folder };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = url;
        if (telegram is not null)
        {
            start.Environment["Telegram__BotToken"] = telegram.Token;
            start.Environment["Telegram__ApiBaseUrl"] = telegram.BaseUrl;
        }
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        // The load answers at once, as no person does: the pace that Telegram asks for in a chat is lifted.
        start.Environment["Turns__ReplyBurst"] = "1000";
        start.Environment["Turns__RepliesPerSecond"] = "1000";
        if (connection is not null)
        {
            start.Environment["Store__Provider"] = "PostgreSql";
            start.Environment["ConnectionStrings__Store"] = connection;
        }
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var bot = new BotUnderLoad(Process.Start(start)!, folder, url);
        await bot.WaitUntilReadyAsync();
        return bot;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient();
        var since = Stopwatch.StartNew();
        while (since.Elapsed < StartLimit)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"{Url}/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(20);
        }
        throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"The bot was not ready after {StartLimit}."));
    }

    private static string BotProgram
    {
        get
        {
            // bench/X/bin/<configuration>/net10.0 -> src/LinkAndMatch.Bot/bin/<configuration>/net10.0
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            var configuration = here.Parent!.Name;
            var root = here.Parent.Parent!.Parent!.Parent!.Parent!.FullName;
            return Path.Combine(root, "src", "LinkAndMatch.Bot", "bin", configuration, "net10.0", "LinkAndMatch.Bot.dll");
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
