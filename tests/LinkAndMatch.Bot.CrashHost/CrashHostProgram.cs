using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LinkAndMatch.Bot.CrashHost;

/// <summary>
/// The real bot, which dies where it is told to. It says on its output how far it is (<c>warm</c>, <c>started</c>, <c>working</c>),
/// may wait for a line on its input before it touches the store, and ends when the input does.
/// </summary>
internal static class CrashHostProgram
{
    private static async Task<int> Main()
    {
        await using var server = BotHost.BuildServer([], builder => CrashPlan.Read(builder.Configuration).Apply(builder.Services));
        if (server.Configuration.GetValue<bool>(CrashPlan.OnHold))
        {
            // Read and compiled ahead: what is left after the word is what a start does with its store and its channels.
            server.Services.GetRequiredService<TurnRunner>();
            server.Services.GetRequiredService<IAnswerFinder>();
            Console.WriteLine("warm");
            if (await Console.In.ReadLineAsync() is null) return 0;
        }
        await server.PrepareAsync();
        await server.StartAsync();
        Console.WriteLine("started");

        // Whoever started it is gone.
        _ = Task.Run(async () =>
        {
            while (await Console.In.ReadLineAsync() is not null)
            {
            }
            server.Lifetime.StopApplication();
        });
        await server.WaitForShutdownAsync();
        return 0;
    }
}
