using System.Globalization;
using System.Runtime.InteropServices;
using LinkAndMatch.Bot.FakeTelegram.Control;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>The server as a process: <c>FakeTelegram.dll [--port N] [--token T] [--scenario file.json] [--until-stdin-closes]</c>.</summary>
/// <remarks>A named class, not top-level statements: those would make a public <c>Program</c> that clashes with the bot's in a test project that references both.</remarks>
internal static class FakeTelegramProgram
{
    private static async Task<int> Main(string[] args)
    {
        var options = new FakeTelegramOptions();
        Scenario? scenario = null;
        var untilStdinCloses = false;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--port" when i + 1 < args.Length: options = options with { Port = int.Parse(args[++i], CultureInfo.InvariantCulture) }; break;
                case "--token" when i + 1 < args.Length: options = options with { Token = args[++i] }; break;
                case "--scenario" when i + 1 < args.Length: scenario = await Scenario.ReadAsync(args[++i]); break;
                case "--until-stdin-closes": untilStdinCloses = true; break;
                default:
                    await Console.Error.WriteLineAsync($"Not understood: {args[i]}. Known: --port N, --token T, --scenario file.json, --until-stdin-closes.");
                    return 2;
            }
        }

        await using var server = await FakeTelegramServer.StartAsync(options);
        if (scenario is not null) await scenario.ApplyAsync(server);
        Console.WriteLine($"Fake Telegram listens on {server.BaseUrl}");

        var ended = new TaskCompletionSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ended.TrySetResult();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        await (untilStdinCloses ? Task.WhenAny(ended.Task, Task.Run(Console.In.ReadToEnd)) : ended.Task);
        return 0;
    }
}
