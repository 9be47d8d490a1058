using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Two whole bots on one store and one token: two pollers, two senders, and each conversation's lane in both at once.</summary>
public class TwoBotsTests
{
    [Fact]
    public async Task Two_lanes_of_one_conversation_lose_no_answer_and_double_no_effect()
    {
        var seed = Sizes.Seed;
        var (reckoning, lost) = await RaceAsync(Sizes.Conversations(40), seed, null);
        Report.Line($"F12 SQLite, seed {seed}: 40 conversations in two bots, {lost} fences lost, {reckoning.Summary}");
        Assert.True(reckoning.EffectsAreRight, $"seed {seed}: {reckoning.Details}");
        Assert.True(lost > 0, "The two lanes never met: this run proved nothing.");
    }

    /// <returns>What came of it, and how often a turn lost the fence.</returns>
    internal static async Task<(Reckoning Reckoning, int FencesLost)> RaceAsync(int conversations, int seed, Guard? without)
    {
        await using var stage = await Stage.SetInsideAsync();
        using var fences = new CountedFences();
        await stage.Telegram.BehaveAsync(new FakeBehaviour { Seed = seed, DuplicateProbability = 0.2 });
        void Change(IServiceCollection services)
        {
            services.AddLogging(logging => logging.AddProvider(fences).AddFilter<CountedFences>(null, LogLevel.Debug));
            if (without is { } guard) services.AddSingleton(Mutations.Without(guard));
        }
        await using var one = await BotInside.StartAsync(stage, Change, [.. Hurry.Pace, .. Hurry.Recovery]);
        await using var other = await BotInside.StartAsync(stage, Change, [.. Hurry.Pace, .. Hurry.Recovery]);

        List<Owner> owners = [.. Enumerable.Range(0, conversations).Select(i => new Owner(i))];
        var random = new Random(seed);
        using var ended = new CancellationTokenSource();
        var waking = Task.Run(async () =>
        {
            // Both lanes are told of every message; for a call that one lane misses the other would do the work alone.
            while (!ended.IsCancellationRequested)
            {
                foreach (var owner in owners)
                {
                    one.Wake(Stage.ConversationOf(owner));
                    other.Wake(Stage.ConversationOf(owner));
                }
                await Task.Delay(20, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        });
        foreach (var (owner, texts) in Owner.Interleaved(owners, random)) await stage.Telegram.SendBurstAsync(owner.User, texts);
        try
        {
            await stage.SettleAsync(TimeSpan.FromSeconds(120));
        }
        finally
        {
            await ended.CancelAsync();
            await waking;
        }
        return (await Reckoning.OfAsync(stage, owners), fences.Count);
    }

    /// <summary>Counts in the log how often the fence turned a turn back.</summary>
    private sealed class CountedFences : ILoggerProvider, ILogger
    {
        private int _count;

        public int Count => _count;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "FenceLost") Interlocked.Increment(ref _count);
        }

        public void Dispose()
        {
        }
    }
}
