using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The real process dies at each named place in the life of a message; the next one finds what it left, and dies at the next place.</summary>
public class NamedPointTests
{
    private static readonly TimeSpan DeathLimit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_death_at_any_point_loses_nothing_and_doubles_no_effect()
    {
        await using var stage = await Stage.SetAsync();
        var seed = Sizes.Seed;
        var random = new Random(seed);
        await stage.Telegram.BehaveAsync(new FakeBehaviour { Seed = seed, DuplicateProbability = 0.2 });
        var points = Enum.GetValues<TurnPoint>();
        random.Shuffle(points);
        List<Owner> owners = [], poisoned = [];

        var next = Hold(stage, points[0], random);
        try
        {
            for (var i = 0; i < points.Length; i++)
            {
                var bot = next;
                if (i + 1 < points.Length) next = Hold(stage, points[i + 1], random);
                bot.Go();
                // Each life sees whole registrations in bursts, one that fails for good, a reminder that is due, and a step that waits for a worker.
                List<Owner> fresh = [new Owner(10 * i), new Owner((10 * i) + 1)];
                var bad = new Owner((10 * i) + 2, PoisonedRegistration.Throws);
                foreach (var owner in fresh.Append(bad))
                {
                    foreach (var burst in owner.Bursts(random)) await stage.Telegram.SendBurstAsync(owner.User, burst);
                }
                // A reply in two parts: the file, then its words.
                await stage.Telegram.SendTextAsync(fresh[1].User, "/datasaya");
                owners.AddRange(fresh);
                poisoned.Add(bad);
                await bot.StartedOrDeadAsync();
                await AddDueAsync(stage, fresh[0], i);
                Assert.True(await bot.DiedWithinAsync(DeathLimit), $"It never came to the point {points[i]}. It said:\n{bot.Said}");
                await bot.DisposeAsync();
            }
            await using var last = stage.StartBot(("Crash__Poison", "true"), ("Turns__FailureWaits__0", "00:00:00.100"));
            await stage.SettleAsync(TimeSpan.FromSeconds(90));
            await last.TerminateAsync();
        }
        finally
        {
            await next.DisposeAsync();
        }

        var reckoning = await Reckoning.OfAsync(stage, owners, poisoned);
        Report.Line($"F2 SQLite, seed {seed}: {points.Length} points, each killed once, {reckoning.Summary}");
        Assert.True(reckoning.IsClean, $"seed {seed}: {reckoning.Details}");
        Assert.True(reckoning.DoubledMessages <= points.Length, reckoning.Details);
    }

    [Fact]
    public async Task A_tap_on_a_question_that_was_sent_by_a_dead_process_proves_that_it_arrived() =>
        Assert.Equal(0, await DoublesWithATapAsync(null));

    /// <summary>The process dies right after its call; the person sees the question and taps.</summary>
    /// <returns>How often the question was seen beyond the first time.</returns>
    internal static async Task<int> DoublesWithATapAsync(Guard? without)
    {
        await using var stage = await Stage.SetAsync();
        (string, string)[] mutation = without is { } guard ? [("Crash__Without", guard.ToString())] : [];
        var owner = new Owner(1);
        await using (var bot = stage.StartBot([("Crash__At", nameof(TurnPoint.SendEnded)), .. mutation]))
        {
            await stage.Telegram.SendTextAsync(owner.User, owner.Script[0]);
            Assert.True(await bot.DiedWithinAsync(DeathLimit), bot.Said);
        }
        var question = (await stage.Telegram.WaitForMessagesAsync(owner.User.Id, 1))[0];
        await stage.Telegram.TapAsync(owner.User, question, "Setuju");
        await using (var bot = stage.StartBot(mutation))
        {
            await stage.SettleAsync(TimeSpan.FromSeconds(60));
            await bot.TerminateAsync();
        }
        var seen = (await stage.Telegram.ReadChatAsync(owner.User.Id)).Messages;
        Assert.True(seen.Count > 1, "The tap had no answer.");
        return seen.Count(m => m.PlainText == question.PlainText) - 1;
    }

    private static BotProcess Hold(Stage stage, TurnPoint point, Random random) => stage.StartBot(
    [
        .. Hurry.Pace, ("Turns__SuspectWait", "00:00:02"), ("Crash__OnHold", "true"), ("Crash__At", point.ToString()), ("Crash__Nth", random.Next(1, MostPasses(point) + 1).ToString(CultureInfo.InvariantCulture)),
        ("Crash__Poison", "true"), ("Turns__FailureWaits__0", "00:00:00.100"),
    ]);

    // Some pass many times in one life, and are caught in the midst of the work; others pass once.
    private static int MostPasses(TurnPoint point) => point switch
    {
        TurnPoint.DueTaken or TurnPoint.EventWritten or TurnPoint.StepBegins or TurnPoint.StepEnded or TurnPoint.DeadLettered
            or TurnPoint.PartMarked or TurnPoint.DeathCounted or TurnPoint.ActionRun or TurnPoint.ActionSaved => 1,
        // Updates come in a few batches, and a failure is tried a few times.
        TurnPoint.AcceptBegins or TurnPoint.AcceptCommitted or TurnPoint.FailureNoted or TurnPoint.StateLoaded or TurnPoint.FactRead => 2,
        _ => 12,
    };

    private static async Task AddDueAsync(Stage stage, Owner owner, int number)
    {
        var conversation = new ConversationReference("telegram", Stage.BotId, owner.User.Id.ToString(CultureInfo.InvariantCulture));
        var now = DateTimeOffset.UtcNow;
        await using var store = stage.OpenStore();
        store.Due.Add(DueEvents.Reminder(conversation, new DueChange("form.warn", now), now));
        store.Due.Add(DueEvents.Step(conversation, new SlowStep($"unknown{number}", "unknown", TimeSpan.FromSeconds(5)), now));
        await store.SaveChangesAsync();
    }
}
