using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Turns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Our own mistakes, and rows that nobody can read any more: one thing goes wrong, and all else goes on.</summary>
public class MistakeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly (string, string)[] SoonGivenUp = [("Turns__FailureWaits__0", "00:00:00.100"), ("Turns__FailureWaits__1", "00:00:00.100")];

    [Fact]
    public async Task A_mistake_while_sending_holds_replies_up_and_loses_none()
    {
        await using var stage = await Stage.SetInsideAsync();
        var mistake = new Mistake(TurnPoint.SendBegins);
        await using var bot = await BotInside.StartAsync(stage, services => services.AddSingleton<ITurnWatcher>(mistake), [.. Hurry.Pace, .. Hurry.Recovery]);
        var owner = new Owner(1);

        await stage.Telegram.SendBurstAsync(owner.User, ["/bantuan", "/daftar"]);
        await stage.SettleAsync(Patience);

        Assert.True(mistake.Made);
        var seen = (await stage.Telegram.ReadChatAsync(owner.User.Id)).Messages;
        await using var store = stage.OpenStore();
        Assert.All(await store.Outbox.ToListAsync(), o => Assert.Equal(OutboxStatus.Sent, o.Status));
        Assert.Equal(await store.Outbox.CountAsync(), seen.Count);
    }

    [Fact]
    public async Task What_is_due_and_cannot_be_read_does_not_keep_back_what_is_due_after_it()
    {
        await using var stage = await Stage.SetInsideAsync();
        await using var bot = await BotInside.StartAsync(stage, null, [.. Hurry.Pace, .. Hurry.Recovery]);
        var (now, conversation) = (DateTimeOffset.UtcNow, ConversationOf(new Owner(1)));
        await using var store = stage.OpenStore();
        store.Due.Add(new DueRow { Id = "broken", Subject = "broken", Purpose = "form.warn", At = now.AddHours(-1), Payload = "{" });
        store.Due.Add(DueEvents.Reminder(conversation, new DueChange("form.warn", now), now));
        await store.SaveChangesAsync();

        await UntilAsync(() => store.Inbox.AnyAsync(i => i.UpdateKey.StartsWith("due:") && i.Status == InboxStatus.Done));

        await UntilAsync(() => store.Due.AnyAsync(d => d.Id == "broken" && d.At > now.AddMinutes(30)));
        await stage.SettleAsync(Patience);
    }

    [Fact]
    public async Task A_slow_step_that_the_clock_finds_while_it_is_done_is_done_once()
    {
        await using var stage = await Stage.SetInsideAsync();
        var (clock, worker) = (new ClockLooks(), new SlowWorker());
        await using var bot = await BotInside.StartAsync(
            stage,
            services => services.AddSingleton<ITurnWatcher>(clock).AddKeyedSingleton<ISlowStepWorker>("test", worker),
            [.. Hurry.Pace, .. Hurry.Recovery]);
        var (now, conversation) = (DateTimeOffset.UtcNow, ConversationOf(new Owner(1)));
        var step = new SlowStep("step1", "test", TimeSpan.FromSeconds(60));
        await using var store = stage.OpenStore();
        store.Due.Add(DueEvents.Step(conversation, step, now));
        await store.SaveChangesAsync();

        // As a turn does once it is committed.
        bot.Services.GetRequiredService<StepDesk>().Take(conversation, step, now);
        await worker.Begun.WaitAsync(Patience);
        await clock.LooksAsync(3).WaitAsync(Patience);
        worker.Finish();
        await UntilAsync(() => store.Inbox.AnyAsync(i => i.UpdateKey == "step:step1" && i.Status == InboxStatus.Done));

        Assert.Equal(1, worker.Runs);
        Assert.Empty(await store.Due.ToListAsync());
    }

    [Fact]
    public async Task Deaths_of_the_process_are_not_counted_as_failures_of_what_waited()
    {
        await using var stage = await Stage.SetInsideAsync();
        await using (await BotInside.StartAsync(stage, null, Hurry.Pace))
        {
        }
        var owner = new Owner(1);
        var conversation = ConversationOf(owner);
        await using (var before = stage.OpenStore())
        {
            var activity = new Activity
            {
                Key = "77",
                Order = 77,
                Conversation = conversation,
                Type = ActivityType.Message,
                Text = "/bantuan",
                From = new ChannelAccount(conversation.NativeId, "Sari"),
                Timestamp = DateTimeOffset.UtcNow,
            };
            before.Inbox.Add(new InboxRow
            {
                Channel = conversation.Channel,
                BotId = conversation.BotId,
                UpdateKey = activity.Key,
                Order = 77,
                ConversationId = conversation.Id,
                ReceivedAt = DateTimeOffset.UtcNow.AddMinutes(-1),
                Payload = JsonSerializer.Serialize(activity, ConversationJson.Default.Activity),
                Deaths = 10,
            });
            await before.SaveChangesAsync();
        }

        // It fails once, which is no reason to give it up, however often the process died while it waited.
        var mistake = new Mistake(TurnPoint.PassRun);
        await using var bot = await BotInside.StartAsync(stage, services => services.AddSingleton<ITurnWatcher>(mistake), [.. Hurry.Pace, .. Hurry.Recovery]);
        await stage.SettleAsync(Patience);

        Assert.True(mistake.Made);
        await using var store = stage.OpenStore();
        Assert.Equal((InboxStatus.Done, 2), await store.Inbox.Where(i => i.UpdateKey == "77").Select(i => ValueTuple.Create(i.Status, i.Attempts)).SingleAsync());
    }

    [Fact]
    public async Task A_state_that_nobody_can_read_is_apologised_for_and_left_as_it_is()
    {
        await using var stage = await Stage.SetInsideAsync();
        var owner = new Owner(1);
        await using (await BotInside.StartAsync(stage, null, Hurry.Pace))
        {
            await stage.Telegram.SendTextAsync(owner.User, "/daftar");
            await stage.SettleAsync(Patience);
        }
        await using var store = stage.OpenStore();
        await store.Conversations.ExecuteUpdateAsync(c => c.SetProperty(r => r.State, "{"));

        await using var bot = await BotInside.StartAsync(stage, null, [.. Hurry.Pace, .. Hurry.Recovery, .. SoonGivenUp]);
        await stage.Telegram.SendTextAsync(owner.User, "setuju");
        await stage.SettleAsync(Patience);

        var given = await store.Inbox.AsNoTracking().OrderByDescending(i => i.Order).FirstAsync();
        Assert.Equal(InboxStatus.Dead, given.Status);
        Assert.Equal(1, await store.Outbox.CountAsync(o => o.InboxKey == given.UpdateKey && o.Status == OutboxStatus.Sent && o.Payload.Contains("\"turn.error\"")));
        Assert.Equal("{", await store.Conversations.Select(c => c.State).SingleAsync());
    }

    [Fact]
    public async Task An_activity_that_nobody_can_read_is_given_up_and_the_next_one_has_its_turn()
    {
        await using var stage = await Stage.SetInsideAsync();
        await using var bot = await BotInside.StartAsync(stage, null, [.. Hurry.Pace, .. Hurry.Recovery, .. SoonGivenUp]);
        var owner = new Owner(1);
        var conversation = ConversationOf(owner);
        await using var store = stage.OpenStore();
        store.Inbox.Add(new InboxRow
        {
            Channel = conversation.Channel,
            BotId = conversation.BotId,
            UpdateKey = "1",
            Order = 1,
            ConversationId = conversation.Id,
            ReceivedAt = DateTimeOffset.UtcNow,
            Payload = "{",
        });
        await store.SaveChangesAsync();
        await stage.Telegram.SendTextAsync(owner.User, "/bantuan");

        await stage.SettleAsync(Patience);

        Assert.Equal([InboxStatus.Dead, InboxStatus.Done], await store.Inbox.AsNoTracking().OrderBy(i => i.Order).Select(i => i.Status).ToListAsync());
        Assert.NotEmpty((await stage.Telegram.ReadChatAsync(owner.User.Id)).Messages);
    }

    private static ConversationReference ConversationOf(Owner owner) => new("telegram", Stage.BotId, owner.User.Id.ToString(CultureInfo.InvariantCulture));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition()) await Task.Delay(50, patience.Token);
    }

    /// <summary>Throws at the first passing of a place.</summary>
    private sealed class Mistake(TurnPoint at) : ITurnWatcher
    {
        private int _made;

        public bool Made => _made == 1;

        public void At(TurnPoint point, string subject)
        {
            if (point == at && Interlocked.Exchange(ref _made, 1) == 0) throw new InvalidOperationException("A mistake of ours (on purpose).");
        }
    }

    /// <summary>Counts how often the clock has looked for what is due.</summary>
    private sealed class ClockLooks : ITurnWatcher
    {
        private readonly string _look = new TurnSql().DueNow;
        private int _left;
        private TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task LooksAsync(int times)
        {
            _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _left, times);
            return _enough.Task;
        }

        public void At(TurnPoint point, string subject)
        {
        }

        public void Statement(string sql)
        {
            if (sql == _look && Interlocked.Decrement(ref _left) == 0) _enough.TrySetResult();
        }
    }

    private sealed class SlowWorker : ISlowStepWorker
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _runs;

        public int Runs => _runs;

        public Task Begun => _begun.Task;

        public void Finish() => _finish.SetResult();

        public async Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _runs);
            _begun.TrySetResult();
            await _finish.Task.WaitAsync(cancellation);
            return new Dictionary<string, string>();
        }
    }
}
