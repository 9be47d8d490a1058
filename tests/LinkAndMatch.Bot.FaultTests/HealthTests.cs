using System.Net;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>What a supervisor asks: does it live, and may it be given work?</summary>
public class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_bot_whose_database_is_away_lives_but_is_not_ready_until_it_is_back()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var stage = await Stage.SetInsideAsync(await server.NewDatabaseAsync());
        await using var bot = await BotInside.StartAsync(stage, null, Hurry.Recovery);
        using var http = new HttpClient { BaseAddress = bot.Url };
        await UntilReadyIsAsync(http, HttpStatusCode.OK);

        await server.CrashAsync();
        await UntilReadyIsAsync(http, HttpStatusCode.ServiceUnavailable);
        using (var live = await http.GetAsync(new Uri("/health/live", UriKind.Relative))) Assert.Equal(HttpStatusCode.OK, live.StatusCode);

        await server.StartAgainAsync();
        await UntilReadyIsAsync(http, HttpStatusCode.OK);
    }

    private static async Task UntilReadyIsAsync(HttpClient http, HttpStatusCode wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
            if (ready.StatusCode == wanted) return;
            await Task.Delay(100, patience.Token);
        }
    }
}
