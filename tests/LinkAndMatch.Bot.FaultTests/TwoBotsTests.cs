using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Two whole bots on one store and one token: two pollers, two senders, and each conversation's lane in both at once.</summary>
public class TwoBotsTests
{
    [Fact]
    public async Task Two_lanes_of_one_conversation_lose_no_answer_and_double_no_effect()
    {
        var seed = Sizes.Seed;
        var (reckoning, lost) = await RaceAsync(Sizes.Conversations(40), seed, null);
        Report.Line($"F12 SQLite, seed {seed}: {Sizes.Conversations(40)} conversations in two bots, {lost} fences lost, {reckoning.Summary}");
        Assert.True(reckoning.EffectsAreRight, $"seed {seed}: {reckoning.Details}");
        Assert.True(lost > 0, "The two lanes never met: this run proved nothing.");
    }

    /// <returns>What came of it, and how often a turn lost the fence.</returns>
    internal static async Task<(Reckoning Reckoning, int FencesLost)> RaceAsync(int conversations, int seed, Guard? without)
    {
        await using var stage = await Stage.SetInsideAsync();
        using var fences = new LogEvents("FenceLost");
        var crossing = new Crossing(seed);
        await stage.Telegram.BehaveAsync(new FakeBehaviour { Seed = seed, DuplicateProbability = 0.2 });
        void Change(IServiceCollection services)
        {
            services.AddLogging(logging => logging.AddProvider(fences).AddFilter<LogEvents>("LinkAndMatch", LogLevel.Debug));
            services.AddSingleton<LaneWaker>(s => new CrossingWaker(crossing, new LaneWaker(s.GetService<IGrainFactory>(), s.GetRequiredService<ILogger<LaneWaker>>())));
            if (without is { } guard) services.AddSingleton(Mutations.Without(guard));
        }
        await using var one = await BotInside.StartAsync(stage, Change, [.. Hurry.Pace, .. Hurry.Recovery]);
        await using var other = await BotInside.StartAsync(stage, Change, [.. Hurry.Pace, .. Hurry.Recovery]);

        List<Owner> owners = [.. Enumerable.Range(0, conversations).Select(i => new Owner(i))];
        var random = new Random(seed);
        // Burst after burst, so that a lane rests while the other one goes on, and comes back with what it remembers.
        foreach (var round in Owner.Rounds(owners, random))
        {
            foreach (var (owner, texts) in round) await stage.Telegram.SendBurstAsync(owner.User, texts);
            await stage.SettleAsync(TimeSpan.FromSeconds(60));
        }
        return (await Reckoning.OfAsync(stage, owners), fences.Count);
    }

    /// <summary>Where the wakes of both bots meet: each goes to one lane, to the other or to both, so that both have a turn of their own behind the other's back.</summary>
    private sealed class Crossing(int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<LaneWaker> _ways = [];

        public void Add(LaneWaker way)
        {
            lock (_ways) _ways.Add(way);
        }

        public void Wake(string conversationId)
        {
            List<LaneWaker> chosen;
            lock (_ways)
            {
                var choice = _random.Next(_ways.Count + 1);
                chosen = choice < _ways.Count ? [_ways[choice]] : [.. _ways];
            }
            foreach (var way in chosen) way.Wake(conversationId);
        }
    }

    private sealed class CrossingWaker : LaneWaker
    {
        private readonly Crossing _crossing;

        public CrossingWaker(Crossing crossing, LaneWaker own) : base(null, NullLogger<LaneWaker>.Instance)
        {
            _crossing = crossing;
            crossing.Add(own);
        }

        public override void Wake(string conversationId) => _crossing.Wake(conversationId);
    }
}
