using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing;
using Npgsql;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>PostgreSQL's connection breaks at the commit, so nobody knows whether it was done.</summary>
public class LostCommitTests
{
    private const int OwnersAtOnce = 12;

    [Fact]
    public async Task Five_hundred_commits_of_unknown_end_double_no_effect_and_lose_none()
    {
        var wanted = Sizes.Kills(500, 2000);
        var seed = Sizes.Seed;
        var random = new Random(seed);
        await using var server = await PostgreSqlServer.StartAsync();
        await using var cutter = new CommitCutter(server.Port, seed) { MostCuts = wanted };
        var direct = await server.NewDatabaseAsync();
        await using var stage = await Stage.SetInsideAsync(direct);
        await stage.Telegram.BehaveAsync(new FakeBehaviour { Seed = seed, DuplicateProbability = 0.2 });
        List<Owner> owners = [];
        int doubles;
        await using (await BotInside.StartAsync(
            stage,
            null,
            [.. Hurry.Pace, .. Hurry.Recovery, ("ConnectionStrings__Store", new NpgsqlConnectionStringBuilder(direct) { Port = cutter.Port }.ConnectionString)]))
        {
            while (cutter.Cuts < wanted)
            {
                cutter.Probability = 0.35;
                List<Owner> more = [.. Enumerable.Range(owners.Count, OwnersAtOnce).Select(i => new Owner(i))];
                owners.AddRange(more);
                foreach (var (owner, texts) in Owner.Interleaved(more, random)) await stage.Telegram.SendBurstAsync(owner.User, texts);
                await stage.SettleAsync(TimeSpan.FromSeconds(120));
            }
            cutter.Probability = 0;
            var reckoning = await Reckoning.OfAsync(stage, owners);
            doubles = reckoning.DoubledMessages;
            Report.Line($"F5 PostgreSQL, seed {seed}: {owners.Count} conversations, {cutter.Cuts} commits cut of which {cutter.Unheard} were done, {reckoning.Summary}");
            Assert.True(reckoning.IsClean, $"seed {seed}: {reckoning.Details}");
        }
        Assert.Equal(0, doubles);
    }
}
