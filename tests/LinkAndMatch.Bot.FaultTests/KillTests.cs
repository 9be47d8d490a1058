using System.Diagnostics;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>
/// The real process is killed as by <c>kill -9</c>, at random, while owners register in bursts, a fifth of the updates comes twice, and Telegram
/// takes no more than it does in life.
/// </summary>
public class KillTests
{
    /// <summary>The most replies that may be on their way at once: the bound of what one kill can double.</summary>
    private const int Senders = 8;

    [Fact, Trait("Run", "always")]
    public async Task Kills_at_random_lose_nothing_and_double_no_effect_on_SQLite()
    {
        await using var stage = await Stage.SetAsync();
        await RunAsync(stage, "SQLite", Sizes.Conversations(200, 1000, quick: 40), Sizes.Kills(60, 200, quick: 12));
    }

    [Fact]
    public async Task Kills_at_random_lose_nothing_and_double_no_effect_on_PostgreSQL()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var stage = await Stage.SetAsync(await server.NewDatabaseAsync());
        await RunAsync(stage, "PostgreSQL", Sizes.Conversations(60, 200), Sizes.Kills(15, 60));
    }

    private static async Task RunAsync(Stage stage, string name, int conversations, int kills)
    {
        var seed = Sizes.Seed;
        var random = new Random(seed);
        await stage.Telegram.BehaveAsync(new FakeBehaviour
        {
            Seed = seed,
            DuplicateProbability = 0.2,
            EnforceLimits = true,
            LatencyFrom = TimeSpan.FromMilliseconds(20),
            LatencyTo = TimeSpan.FromMilliseconds(60),
        });
        List<Owner> owners = [.. Enumerable.Range(0, conversations).Select(i => new Owner(i))];
        var bursts = Owner.Interleaved(owners, random);
        var updates = owners.Sum(o => o.Script.Count);
        var since = Stopwatch.StartNew();
        var said = 0;

        var (bot, next) = (Hold(stage), Hold(stage));
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await bot.WarmAsync();
                bot.Go();
                // What falls to this life is said while it starts and while it works.
                var share = (bursts.Count * (kill + 1) / kills) - said;
                await SayAsync(stage, bursts.GetRange(said, share / 2));
                await bot.WorkingAsync();
                await SayAsync(stage, bursts.GetRange(said + (share / 2), share - (share / 2)));
                said += share;
                await Task.Delay(random.Next(0, 700));
                await bot.KillAsync();
                await bot.DisposeAsync();
                bot = next;
                if (kill < kills - 1) next = Hold(stage);
            }
            bot.Go();
            await stage.SettleAsync(TimeSpan.FromSeconds(120));
            await bot.TerminateAsync();
        }
        finally
        {
            await bot.DisposeAsync();
            await next.DisposeAsync();
        }

        var reckoning = await Reckoning.OfAsync(stage, owners);
        var mean = reckoning.DoubledMessages / (double)kills;
        Report.Line($"F1 {name}, seed {seed}: {conversations} conversations, {updates} updates, {kills} kills, {reckoning.Summary}, {mean:0.00} doubles a kill, {since.Elapsed.TotalSeconds:0} s");
        Assert.True(reckoning.IsClean, $"seed {seed}: {reckoning.Details}");
        Assert.True(reckoning.DoubledMessages <= kills * Senders, reckoning.Details);
    }

    [Fact]
    public async Task A_stop_under_load_loses_nothing_and_doubles_nothing_at_all()
    {
        var stops = Sizes.Kills(6, 100);
        await using var stage = await Stage.SetAsync();
        var seed = Sizes.Seed;
        var random = new Random(seed);
        await stage.Telegram.BehaveAsync(new FakeBehaviour
        {
            Seed = seed,
            DuplicateProbability = 0.2,
            EnforceLimits = true,
            LatencyFrom = TimeSpan.FromMilliseconds(20),
            LatencyTo = TimeSpan.FromMilliseconds(60),
        });
        List<Owner> owners = [.. Enumerable.Range(0, Sizes.Conversations(30, 300)).Select(i => new Owner(i))];
        var bursts = Owner.Interleaved(owners, random);
        var longest = TimeSpan.Zero;
        var next = Hold(stage);
        try
        {
            for (var stop = 0; stop < stops; stop++)
            {
                var bot = next;
                next = Hold(stage);
                bot.Go();
                var from = bursts.Count * stop / stops;
                await SayAsync(stage, bursts.GetRange(from, (bursts.Count * (stop + 1) / stops) - from));
                await bot.WorkingAsync();
                await Task.Delay(random.Next(0, 700));
                var (took, exitCode) = await bot.TerminateAsync();
                Assert.True(exitCode == 0, $"It ended with {exitCode} and said:\n{bot.Said}");
                if (took > longest) longest = took;
                await bot.DisposeAsync();
            }
            next.Go();
            await stage.SettleAsync(TimeSpan.FromSeconds(120));
            await next.TerminateAsync();
        }
        finally
        {
            await next.DisposeAsync();
        }

        var reckoning = await Reckoning.OfAsync(stage, owners);
        Report.Line($"F13 SQLite, seed {seed}: {owners.Count} conversations, {stops} stops, {reckoning.Summary}, longest stop {longest.TotalSeconds:0.0} s");
        Assert.True(reckoning.IsClean && reckoning.DoubledMessages == 0, $"seed {seed}: {reckoning.Details}");
        Assert.True(longest < TimeSpan.FromSeconds(45), $"A stop took {longest}.");
    }

    // Processes die here within seconds of their start, a thousand times as often as in life: what waited for so long is to be blamed by none of them.
    private static BotProcess Hold(Stage stage) => stage.StartBot(("Crash__OnHold", "true"), ("Turns__SuspectWait", "00:00:20"));

    private static async Task SayAsync(Stage stage, List<(Owner Owner, IReadOnlyList<string> Texts)> bursts)
    {
        foreach (var (owner, texts) in bursts) await stage.Telegram.SendBurstAsync(owner.User, texts);
    }
}
