using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LinkAndMatch.Bot.Testing;

/// <summary>The bot itself, as a program of its own on a free port of this machine, with a folder of its own.</summary>
public sealed class BotProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, string> settings;
    private readonly StringBuilder output = new();
    private Process process = null!;

    private BotProcess(Dictionary<string, string> settings, string folder, int port)
    {
        this.settings = settings;
        Folder = folder;
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
    }

    /// <summary>Scheme, host and port.</summary>
    public string Url { get; }

    /// <summary>Its working folder, with its data.</summary>
    public string Folder { get; }

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
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

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="given">Settings in their environment form.</param>
    /// <exception cref="InvalidOperationException">It ended before it was ready, or never was; its output is in the message.</exception>
    public static async Task<BotProcess> StartAsync(params (string Name, string Value)[] given)
    {
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Logging__LogLevel__Default"] = "Warning",
            // Programs answer at once, as no person does.
            ["Turns__ReplyBurst"] = "1000",
            ["Turns__RepliesPerSecond"] = "1000",
            ["DirectLine__StartsPerMinute"] = "100000",
        };
        foreach (var (name, value) in given) settings[name] = value;
        var bot = new BotProcess(settings, Directory.CreateTempSubdirectory("linkandmatch-bot-").FullName, FreePort());
        await bot.StartAgainAsync();
        return bot;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    /// <summary>Starts it again on what it left behind.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program]) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = Url;
        process = Process.Start(start)!;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A port that is free just now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The folder of the solution, seen from a test program in <c>tests/X/bin/configuration/net10.0</c>.</summary>
    public static string Root { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    /// <summary>The built program, beside the tests' own configuration.</summary>
    public static string Program =>
        Path.Combine(Root, "src", "LinkAndMatch.Bot", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "LinkAndMatch.Bot.dll");

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output) output.AppendLine(line.Data);
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var since = Stopwatch.StartNew();
        while (since.Elapsed < StartLimit && !process.HasExited)
        {
            try
            {
                if ((await client.GetAsync(new Uri($"{Url}/health/ready"))).IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or OperationCanceledException)
            {
                // It does not listen yet.
            }
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"The bot was not ready after {since.Elapsed}: {Output}");
    }
}
