using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The database dies under the bot and comes back.</summary>
public class DatabaseGoneTests
{
    private const int Outages = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_database_that_dies_in_the_midst_of_work_and_comes_back_has_lost_nobody()
    {
        var seed = Sizes.Seed;
        var random = new Random(seed);
        await using var server = await PostgreSqlServer.StartAsync();
        await using var stage = await Stage.SetInsideAsync(await server.NewDatabaseAsync());
        await stage.Telegram.BehaveAsync(new FakeBehaviour { Seed = seed, DuplicateProbability = 0.2, LatencyFrom = TimeSpan.FromMilliseconds(20), LatencyTo = TimeSpan.FromMilliseconds(60) });
        List<Owner> owners = [.. Enumerable.Range(0, Sizes.Conversations(24, 100)).Select(i => new Owner(i))];
        var bursts = Owner.Interleaved(owners, random);
        using var downs = new LogEvents("DatabaseDown");
        var replies = new AtSend();
        await using (await BotInside.StartAsync(
            stage,
            services =>
            {
                services.AddSingleton<ITurnWatcher>(replies);
                services.AddLogging(logging => logging.AddProvider(downs).AddFilter<LogEvents>("LinkAndMatch", LogLevel.Debug));
            },
            [.. Hurry.Pace, .. Hurry.Recovery]))
        {
            var said = 0;
            for (var outage = 1; outage <= Outages; outage++)
            {
                // Half of what falls to this outage is said before it, and half while nobody can write it down.
                var half = bursts.Count / (2 * Outages);
                var working = replies.NextAsync();
                await SayAsync(stage, bursts.GetRange(said, half));
                await working.WaitAsync(Patience);
                var down = downs.NextAsync();
                await server.CrashAsync();
                await SayAsync(stage, bursts.GetRange(said + half, half));
                await down.WaitAsync(Patience);
                await server.StartAgainAsync();
                said += 2 * half;
            }
            await SayAsync(stage, bursts.GetRange(said, bursts.Count - said));
            await stage.SettleAsync(Patience);
        }

        var reckoning = await Reckoning.OfAsync(stage, owners);
        Report.Line($"F8 PostgreSQL, seed {seed}: {owners.Count} conversations, {Outages} crashes of the database, {reckoning.Summary}");
        Assert.True(reckoning.IsClean && reckoning.DoubledMessages == 0, $"seed {seed}: {reckoning.Details}");
    }

    [Fact]
    public async Task A_full_disk_that_ends_the_whole_transaction_is_an_outage_for_the_neighbours_too()
    {
        await using var stage = await Stage.SetInsideAsync();
        await using var bot = await BotInside.StartAsync(stage);
        var database = bot.Services.GetRequiredService<ITurnDatabase>();
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var first = database.WriteAsync(
            async _ =>
            {
                begun.SetResult();
                await gate.Task;
                return true;
            },
            default);
        // Only once the first is at work is the transaction after it the one that the other two share.
        await begun.Task;
        var full = database.WriteAsync<bool>(
            async s =>
            {
                // As SQLite itself does when it cannot write: the transaction is gone, with the savepoints of all that share it.
                await s.Tables.HighestOrderAsync("telegram/1/1", default);
                s.Store.Database.ExecuteSqlRaw("ROLLBACK");
                throw new SqliteException("database or disk is full (on purpose)", 13);
            },
            default);
        var neighbour = database.WriteAsync(async s => await s.Tables.HighestOrderAsync("telegram/1/2", default), default);
        gate.SetResult();

        await first;
        Assert.True(DatabaseFaults.IsOutage(await Assert.ThrowsAnyAsync<Exception>(() => full)));
        Assert.True(DatabaseFaults.IsOutage(await Assert.ThrowsAnyAsync<Exception>(() => neighbour)));
        Assert.Equal(0, await database.WriteAsync(s => s.Tables.HighestOrderAsync("telegram/1/2", default), default));
    }

    [Fact]
    public void What_EF_Core_wraps_of_an_outage_is_an_outage() =>
        Assert.True(DatabaseFaults.IsOutage(new InvalidOperationException("likely due to a transient failure", new DbUpdateException("saving", new Npgsql.NpgsqlException("gone")))));

    private static async Task SayAsync(Stage stage, List<(Owner Owner, IReadOnlyList<string> Texts)> bursts)
    {
        foreach (var (owner, texts) in bursts) await stage.Telegram.SendBurstAsync(owner.User, texts);
    }

    /// <summary>Tells when a reply is on its way: the bot is in the midst of its work.</summary>
    private sealed class AtSend : ITurnWatcher
    {
        private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task NextAsync() => (_next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void At(TurnPoint point, string subject)
        {
            if (point == TurnPoint.SendBegins) _next.TrySetResult();
        }
    }
}
