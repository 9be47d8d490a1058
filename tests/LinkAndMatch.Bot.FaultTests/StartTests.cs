using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The real process starts on a store that is not there yet: beside others, and again after it was killed over it.</summary>
public class StartTests
{
    private const int Together = 3;
    private const int Deaths = 5;

    [Fact]
    public async Task Bots_that_start_together_on_a_new_SQLite_file_all_start()
    {
        await using var stage = await Stage.SetAsync();
        await TogetherAsync(stage);
    }

    [Fact]
    public async Task Bots_that_start_together_on_a_new_PostgreSQL_database_all_start()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var stage = await Stage.SetAsync(server.ConnectionString("new"));
        await TogetherAsync(stage);
    }

    [Fact]
    public async Task A_death_while_the_store_is_made_does_not_keep_the_next_one_from_making_it()
    {
        await using var stage = await Stage.SetAsync();
        var seed = Sizes.Seed;
        var random = new Random(seed);
        for (var death = 0; death < Deaths; death++)
        {
            (string, string)[] settings = [("Crash__OnHold", "true"), ("ConnectionStrings__Store", $"Data Source=new{death}.db")];
            await using var first = stage.StartBot(settings);
            await using var second = stage.StartBot(settings);
            await first.WarmAsync();
            first.Go();
            await Task.Delay(random.Next(0, 500));
            await first.KillAsync();
            second.Go();
            await second.StartedAsync();
            Assert.Equal(0, (await second.TerminateAsync()).ExitCode);
        }
        Report.Line($"Start SQLite, seed {seed}: killed {Deaths} times while the store was made, {Deaths} starts after it");
    }

    private static async Task TogetherAsync(Stage stage)
    {
        List<BotProcess> bots = [.. Enumerable.Range(0, Together).Select(_ => stage.StartBot(("Crash__OnHold", "true")))];
        try
        {
            foreach (var bot in bots) await bot.WarmAsync();
            foreach (var bot in bots) bot.Go();
            foreach (var bot in bots) await bot.StartedAsync();
            foreach (var bot in bots) Assert.Equal(0, (await bot.TerminateAsync()).ExitCode);
        }
        finally
        {
            foreach (var bot in bots) await bot.DisposeAsync();
        }
    }
}
