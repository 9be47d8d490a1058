using System.Diagnostics;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>The fake server as a process of its own: it outlives the bot that a test kills, and ends with the test.</summary>
public sealed class FakeTelegramProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FakeTelegramProcess(Process process, FakeTelegramClient telegram)
    {
        _process = process;
        Telegram = telegram;
    }

    /// <summary>The server's remote control.</summary>
    public FakeTelegramClient Telegram { get; }

    /// <summary>Starts the server on a free port, maybe with a scenario file (see <c>README.md</c>).</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<FakeTelegramProcess> StartAsync(string? scenarioPath = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FakeTelegramProcess).Assembly.Location, "--port", "0", "--until-stdin-closes"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (scenarioPath is not null)
        {
            start.ArgumentList.Add("--scenario");
            start.ArgumentList.Add(scenarioPath);
        }

        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The fake Telegram process ended before it listened.");
        return new FakeTelegramProcess(process, new FakeTelegramClient(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        Telegram.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
