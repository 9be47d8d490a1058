using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Turns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Two whole bots on one store and one token: two pollers, two senders, and each conversation's lane in both at once.</summary>
[Trait("Run", "always")]
public class TwoBotsTests
{
    private const int Messages = 50;

    [Fact]
    public async Task Two_lanes_of_one_conversation_lose_no_answer_and_double_no_effect()
    {
        var seed = Sizes.Seed;
        var conversations = Sizes.Conversations(40, 400);
        List<Owner> owners = [.. Enumerable.Range(0, conversations).Select(i => new Owner(i))];
        var (reckoning, lost) = await RaceAsync(owners, Owner.Rounds(owners, new Random(seed)), seed, null);
        Report.Line($"F12 SQLite, seed {seed}: {conversations} conversations in two bots, {lost} fences lost, {reckoning.Summary} {string.Join(' ', reckoning.Broken.Take(2))}");
        Assert.True(reckoning.EffectsAreRight, $"seed {seed}: {reckoning.Details}");
        Assert.True(lost > 0, "The two lanes never met: this run proved nothing.");
    }

    [Fact]
    public async Task Fifty_messages_of_one_chat_in_two_bots_are_taken_in_the_order_they_were_sent()
    {
        var seed = Sizes.Seed;
        var owner = new Owner(0);
        // Each correction counts, so the firm that is stored tells whether the last one came last.
        var corrections = Enumerable.Range(1, Messages - owner.Script.Count - 1).Select(i => $"ganti nama usaha jadi {new Owner(i).Firm}");
        List<string> texts = [.. owner.Script.SkipLast(1), .. corrections, $"ganti nama usaha jadi {owner.Firm}", owner.Script[^1]];
        var (reckoning, lost) = await RaceAsync([owner], [[(owner, texts)]], seed, null);
        Report.Line($"F12 SQLite, seed {seed}: {texts.Count} messages of one chat in two bots, {lost} fences lost, {reckoning.Summary}");
        Assert.True(reckoning.EffectsAreRight, $"seed {seed}: {reckoning.Details}");
    }

    /// <summary>Each round is said without waiting, and then waited for.</summary>
    /// <returns>What came of it, and how often a turn lost the fence.</returns>
    internal static async Task<(Reckoning Reckoning, int FencesLost)> RaceAsync(
        IReadOnlyList<Owner> owners, IEnumerable<IReadOnlyList<(Owner Owner, IReadOnlyList<string> Texts)>> rounds, int seed, Guard? without)
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

        // Burst after burst, so that a lane rests while the other one goes on, and comes back with what it remembers.
        foreach (var round in rounds)
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
