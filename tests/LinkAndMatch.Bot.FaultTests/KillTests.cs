using System.Diagnostics;
using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>
/// The real process is killed as by <c>kill -9</c>, at random, while owners register in bursts, a fifth of the updates comes twice, and Telegram
/// takes no more than it does in life.
/// </summary>
public class KillTests
{
    /// <summary>The most replies that may be on their way at once: the bound of what one kill can double.</summary>
    private const int Senders = 8;

    [Fact]
    public async Task Kills_at_random_lose_nothing_and_double_no_effect_on_SQLite()
    {
        await using var stage = await Stage.SetAsync();
        await RunAsync(stage, "SQLite", Sizes.Conversations(200), Sizes.Kills(60));
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
        var bursts = Interleaved(owners, random);
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

        var reckoning = await Reckoning.OfAsync(stage, owners, updates);
        var mean = reckoning.DoubledMessages / (double)kills;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"F1 {name}, seed {seed}: {conversations} conversations, {updates} updates, {kills} kills, {reckoning.Summary}, {mean:0.00} doubles a kill, {since.Elapsed.TotalSeconds:0} s"));
        Assert.True(reckoning.IsClean, $"seed {seed}: {reckoning.Details}");
        Assert.True(reckoning.DoubledMessages <= kills * Senders, reckoning.Details);
    }

    private static BotProcess Hold(Stage stage) => stage.StartBot(("Crash__OnHold", "true"));

    private static async Task SayAsync(Stage stage, List<(Owner Owner, IReadOnlyList<string> Texts)> bursts)
    {
        foreach (var (owner, texts) in bursts) await stage.Telegram.SendBurstAsync(owner.User, texts);
    }

    /// <summary>The bursts of all owners, shuffled, but each owner's in order.</summary>
    private static List<(Owner Owner, IReadOnlyList<string> Texts)> Interleaved(IReadOnlyList<Owner> owners, Random random)
    {
        var queues = owners.Select(o => (Owner: o, Bursts: new Queue<IReadOnlyList<string>>(o.Bursts(random)))).ToList();
        var all = new List<(Owner, IReadOnlyList<string>)>();
        while (queues.Count > 0)
        {
            var at = random.Next(queues.Count);
            all.Add((queues[at].Owner, queues[at].Bursts.Dequeue()));
            if (queues[at].Bursts.Count == 0) queues.RemoveAt(at);
        }
        return all;
    }
}
