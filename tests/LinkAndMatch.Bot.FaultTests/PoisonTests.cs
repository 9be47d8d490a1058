using System.Diagnostics;
using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Updates that no code survives: they throw, they end the process, they never come back.</summary>
public class PoisonTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(PoisonedRegistration.Throws, 10)]
    [InlineData(PoisonedRegistration.Loops, 2)]
    [InlineData(PoisonedRegistration.Exits, 2)]
    public async Task Poison_is_given_up_with_one_apology_and_its_neighbours_go_on(string firm, int count)
    {
        await using var stage = await Stage.SetAsync();
        var seed = Sizes.Seed;
        var random = new Random(seed);
        List<Owner> poisoned = [.. Enumerable.Range(0, count).Select(i => new Owner(i, firm))];
        List<Owner> neighbours = [.. Enumerable.Range(100, 10).Select(i => new Owner(i))];
        foreach (var (owner, texts) in Owner.Interleaved([.. poisoned, .. neighbours], random)) await stage.Telegram.SendBurstAsync(owner.User, texts);

        // A supervisor starts it again whenever it has died.
        var (since, starts) = (Stopwatch.StartNew(), 0);
        var bot = Start(stage);
        try
        {
            // Nothing can be looked up before the first start has made the tables.
            await bot.StartedOrDeadAsync();
            var settling = stage.SettleAsync(Limit);
            for (starts = 1; ; starts++)
            {
                if (await Task.WhenAny(settling, bot.ExitAsync()) == settling) break;
                await bot.DisposeAsync();
                bot = Start(stage);
            }
            await settling;
            await bot.TerminateAsync();
        }
        finally
        {
            await bot.DisposeAsync();
        }

        var reckoning = await Reckoning.OfAsync(stage, neighbours, poisoned);
        Report.Line($"F11 SQLite, '{firm}', seed {seed}: {count} poisoned of {count + neighbours.Count} conversations, {starts} starts, {reckoning.Summary}, {since.Elapsed.TotalSeconds:0} s");
        Assert.True(reckoning.IsClean, $"seed {seed}: {reckoning.Details}");
    }

    private static BotProcess Start(Stage stage) => stage.StartBot(
        [.. Hurry.Pace, ("Crash__Poison", "true"), ("Turns__SuspectWait", "00:00:00.500"), ("Turns__ActionLimit", "00:00:00.300"), ("Turns__FailureWaits__0", "00:00:00.100"), ("Turns__FailureWaits__1", "00:00:00.200")]);
}
