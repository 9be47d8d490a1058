using LinkAndMatch.Bot.Channels.Terminal;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Knowledge.Reading;
using LinkAndMatch.Bot.Starting;

namespace LinkAndMatch.Bot.Commands;

/// <summary>What the program does, by its first word; without one it is the server.</summary>
internal static class CommandLine
{
    private const int Failed = 1;

    /// <param name="error">Where it is said why the bot does not start.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter error)
    {
        try
        {
            switch (args.FirstOrDefault())
            {
                case "chat":
                    await using (var terminal = BotHost.BuildTerminal(args[1..])) return await ChatAsync(terminal);
                case "inbox":
                    await using (var tools = BotHost.BuildTools(args[1..])) return await InboxAsync(tools, args[1..]);
                case "understand":
                    await using (var tools = BotHost.BuildTools(args[1..])) return await UnderstandAsync(tools, Console.In, Console.Out);
                case "lint":
                    return await LintAsync(args[1..], Console.Out);
                default:
                    await using (var server = BotHost.BuildServer(args)) return await ServeAsync(server);
            }
        }
        catch (Exception wrong) when (StartRefusal.Of(wrong) is { } sentence)
        {
            await error.WriteLineAsync(sentence);
            return Failed;
        }
    }

    private static async Task<int> ServeAsync(WebApplication server)
    {
        await server.PrepareAsync();
        var warmUp = WarmUpOf(server);
        var lifetime = server.Lifetime;
        try
        {
            await server.RunAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Stopped before it had started.
        }

        return EndOf(warmUp);
    }

    private static async Task<int> InboxAsync(WebApplication tools, string[] args)
    {
        await tools.PrepareAsync();
        switch (args)
        {
            case ["export", var folder, ..]:
                await tools.Services.GetRequiredService<ExportQuestions>().RunAsync(folder, Console.Out, CancellationToken.None);
                return 0;
            case ["answers", ..]:
                await tools.Services.GetRequiredService<InboxCommand>().RunAnswersAsync(Console.In, Console.Out, CancellationToken.None);
                return 0;
            case [] or [['-', ..], ..]:
                await tools.Services.GetRequiredService<InboxCommand>().RunAsync(Console.In, Console.Out, CancellationToken.None);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Expected 'inbox', 'inbox answers' or 'inbox export FOLDER'.");
                return Failed;
        }
    }

    internal static async Task<int> UnderstandAsync(WebApplication tools, TextReader input, TextWriter output)
    {
        // The officers' answers lie in the store, which a first run does not have yet.
        await tools.PrepareAsync();
        await tools.Services.GetRequiredService<UnderstandCommand>().RunAsync(input, output);
        return 0;
    }

    /// <summary><c>lint [folder] [--release]</c>; without a folder the dialogs that the bot itself would use.</summary>
    internal static async Task<int> LintAsync(string[] args, TextWriter output)
    {
        var release = args.Contains(LintCommand.Release);
        var folder = args.FirstOrDefault(a => !a.StartsWith('-'));
        if (args.FirstOrDefault(a => a.StartsWith('-') && a != LintCommand.Release) is { } unknown) throw new SettingException($"lint does not know '{unknown}'; expected lint [folder] [{LintCommand.Release}].");
        if (release && folder is null) throw new SettingException($"lint {LintCommand.Release} needs the folder whose structure it keeps, such as lint dialogs {LintCommand.Release}.");

        await using var tools = BotHost.BuildTools(folder is null ? [] : ["--Dialogs:Path", folder]);
        return await LintCommand.RunAsync(tools.Services.GetRequiredService<BotSettings>().DialogsPath, [.. tools.Services.GetServices<DialogDoorName>()], release, output);
    }

    private static async Task<int> ChatAsync(WebApplication terminal)
    {
        await terminal.PrepareAsync();
        await terminal.StartAsync();
        var lifetime = terminal.Services.GetRequiredService<IHostApplicationLifetime>();
        await terminal.Services.GetRequiredService<TerminalChat>().RunAsync(lifetime.ApplicationStopping);
        await terminal.StopAsync();
        return EndOf(WarmUpOf(terminal));
    }

    private static WarmUp WarmUpOf(WebApplication bot) => bot.Services.GetServices<IHostedService>().OfType<WarmUp>().Single();

    private static int EndOf(WarmUp warmUp) => warmUp.Broken is { } broken ? throw broken : 0;
}
