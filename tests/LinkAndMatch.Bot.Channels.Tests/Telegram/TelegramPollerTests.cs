using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TelegramPollerTests : IAsyncLifetime
{
    private static readonly FakeUser Budi = new(501, "Budi");
    private static readonly FakeUser Siti = new(502, "Siti");

    private FakeTelegramServer _fake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _fake = await FakeTelegramServer.StartAsync();

    public ValueTask DisposeAsync() => _fake.DisposeAsync();

    [Fact]
    public async Task Updates_reach_the_inbox_once_and_in_order_although_some_come_twice()
    {
        await _fake.BehaveAsync(new FakeBehaviour { DuplicateProbability = 0.3, Seed = 7 }, Stop);
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);

        for (var i = 0; i < 40; i++) await _fake.SendBurstAsync(i % 2 == 0 ? Budi : Siti, [$"{i}a", $"{i}b", $"{i}c"], Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(120, inbox.Accepted.Count);
        Assert.True(inbox.Duplicates > 0);
        foreach (var person in new[] { Budi, Siti })
        {
            var said = inbox.Accepted.Where(a => a.From!.Id == $"{person.Id}").Select(a => a.Order!.Value).ToList();
            Assert.Equal(said.Order(), said);
        }
    }

    [Fact]
    public async Task A_batch_that_the_inbox_did_not_take_is_asked_for_again()
    {
        var clock = new FakeTimeProvider();
        var inbox = new MemoryInbox(clock);
        var failures = 0;
        inbox.BeforeCommit = _ => ++failures <= 3 ? throw new IOException("disk") : Task.CompletedTask;
        await _fake.SendTextAsync(Budi, "halo", Stop);
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, clock);

        await AdvanceUntilAsync(clock, () => inbox.Accepted.Count == 1);

        Assert.Equal("halo", inbox.Accepted.Single().Text);
        Assert.Equal(4, failures);
    }

    [Fact]
    public async Task A_batch_whose_acknowledgement_was_lost_comes_again_and_has_no_second_effect()
    {
        var clock = new FakeTimeProvider();
        var inbox = new MemoryInbox(clock);
        var lost = false;
        inbox.AfterCommit = _ => lost ? Task.CompletedTask : throw new IOException($"connection {lost = true}");
        await _fake.SendBurstAsync(Budi, ["satu", "dua"], Stop);
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, clock);

        await AdvanceUntilAsync(clock, () => inbox.Batches.Count == 2);

        Assert.Equal(["satu", "dua"], inbox.Accepted.Select(a => a.Text));
        Assert.Equal(2, inbox.Duplicates);
    }

    [Fact]
    public async Task A_bot_that_died_between_commit_and_confirmation_goes_on_from_the_inbox()
    {
        var inbox = new MemoryInbox();
        await _fake.SendBurstAsync(Budi, ["satu", "dua"], Stop);
        await using (await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox))
        {
            await UntilAsync(() => inbox.Accepted.Count == 2);
        }

        await _fake.SendTextAsync(Budi, "tiga", Stop);
        await using var next = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(["satu", "dua", "tiga"], inbox.Accepted.Select(a => a.Text));
    }

    [Fact]
    public async Task A_stop_in_the_middle_of_an_insert_waits_for_it()
    {
        var inbox = new MemoryInbox();
        var inserting = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        inbox.BeforeCommit = _ =>
        {
            inserting.TrySetResult();
            return release.Task;
        };
        await _fake.SendTextAsync(Budi, "halo", Stop);
        var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);
        await inserting.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);

        var stopping = bot.DisposeAsync().AsTask();
        Assert.False(stopping.IsCompleted);
        release.SetResult();
        await stopping;

        Assert.Single(inbox.Accepted);
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.BadGateway)]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task A_poll_that_fails_is_repeated_with_growing_waits(FaultKind kind)
    {
        var clock = new FakeTimeProvider();
        var inbox = new MemoryInbox(clock);
        await _fake.SendTextAsync(Budi, "halo", Stop);
        await _fake.AddFaultAsync(new Fault(kind) { Method = "getUpdates", Times = 5, RetryAfterSeconds = 7 }, Stop);
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, clock);
        var begun = clock.GetUtcNow();

        await AdvanceUntilAsync(clock, () => inbox.Accepted.Count == 1);

        // 1 + 2 + 4 + 8 + 16 seconds, each at least halved; a 429 waits as long as it says.
        var waited = clock.GetUtcNow() - begun;
        Assert.True(waited >= TimeSpan.FromSeconds(kind == FaultKind.TooManyRequests ? 7 * 5 : 15), $"{waited}");
        var polls = (await _fake.ReadCallsAsync(cancellation: Stop)).Count(c => c.Method == "getUpdates");
        Assert.InRange(polls, 6, 8);
    }

    [Fact]
    public async Task Another_poller_is_seen_in_the_health_and_not_fought()
    {
        var clock = new FakeTimeProvider();
        var inbox = new MemoryInbox(clock);
        var elsewhere = new ConflictServer();
        await using var server = await elsewhere.StartAsync();
        await using var bot = await TelegramBotHost.StartAsync(elsewhere.BaseUrl, inbox, clock);
        var health = bot.Services.GetRequiredService<TelegramHealth>();

        await UntilAsync(() => health.Conflict);
        var polls = elsewhere.Polls;
        clock.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(polls, elsewhere.Polls);
        elsewhere.Conflicts = false;
        await AdvanceUntilAsync(clock, () => !health.Conflict);
    }

    [Fact]
    public async Task After_six_quiet_days_lower_ids_are_heard()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var inbox = new MemoryInbox(clock);
        inbox.Seed(900_000_000, clock.GetUtcNow() - TimeSpan.FromDays(6));
        await _fake.RestartUpdateIdsAsync(17, Stop);
        await _fake.SendTextAsync(Budi, "kembali", Stop);

        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, clock);
        await UntilAsync(() => inbox.Accepted.Count == 1);
        await _fake.SendTextAsync(Budi, "lagi", Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(["17", "18"], inbox.Accepted.Select(a => a.Key));
    }

    [Fact]
    public async Task Six_quiet_days_may_also_pass_while_polling()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var inbox = new MemoryInbox(clock);
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, clock);
        await _fake.SendTextAsync(Budi, "halo", Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        clock.Advance(TimeSpan.FromDays(8));
        await _fake.RestartUpdateIdsAsync(5, Stop);
        // The poll that was open when the days passed still had an offset above the new ids.
        var calls = (await _fake.ReadCallsAsync(cancellation: Stop)).Count;
        await UntilAsync(async () => (await _fake.ReadCallsAsync(cancellation: Stop)).Count > calls);
        await _fake.SendTextAsync(Budi, "lagi", Stop);

        await UntilAsync(() => inbox.Accepted.Count == 2);
        Assert.Equal("5", inbox.Accepted[1].Key);
    }

    [Fact]
    public async Task An_update_that_cannot_be_read_is_counted_and_does_not_hold_up_the_others()
    {
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);

        await _fake.ActAsync(new SendsRaw(Budi.Id, Budi, "message", """{"message":{"message_id":"not a number","chat":5}}"""), Stop);
        await _fake.SendTextAsync(Budi, "halo", Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal("halo", inbox.Accepted.Single().Text);
        Assert.Equal(1, bot.Services.GetRequiredService<TelegramMeter>().MalformedSoFar);
    }

    [Fact]
    public async Task A_webhook_that_was_left_behind_is_taken_away_without_dropping_what_waits()
    {
        var inbox = new MemoryInbox();
        await _fake.SendTextAsync(Budi, "sebelum", Stop);
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);

        await UntilAsync(() => inbox.Accepted.Count == 1);
        Assert.Equal("deleteWebhook", (await _fake.ReadCallsAsync(cancellation: Stop)).First(c => c.Method != "setMyCommands").Method);
    }

    [Fact]
    public async Task A_tap_is_answered_while_its_turn_has_not_even_begun()
    {
        var inbox = new MemoryInbox();
        var release = new TaskCompletionSource();
        inbox.BeforeCommit = batch => batch.Any(a => a.Type == ActivityType.Button) ? release.Task : Task.CompletedTask;
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);
        await _fake.SendTextAsync(Budi, "halo", Stop);

        await _fake.TapAsync(Budi.Id, Budi, 77, "p:abcdefgh:yes", Stop);
        await _fake.WaitUntilAsync(Budi.Id, chat => chat.CallbackAnswers.Count == 1, cancellation: Stop);

        Assert.DoesNotContain(inbox.Accepted, a => a.Type == ActivityType.Button);
        release.SetResult();
        await _fake.WaitUntilTakenAsync(cancellation: Stop);
        Assert.Equal("p:abcdefgh:yes", inbox.Accepted[^1].ButtonData);
    }

    [Fact]
    public async Task A_tap_that_can_no_longer_be_answered_is_heard_all_the_same()
    {
        await _fake.AddFaultAsync(new Fault(FaultKind.BadRequest) { Method = "answerCallbackQuery", Description = "query is too old" }, Stop);
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);

        await _fake.TapAsync(Budi.Id, Budi, 77, "p:abcdefgh:yes", Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(ActivityType.Button, inbox.Accepted.Single().Type);
    }

    [Fact]
    public async Task In_a_strange_group_the_bot_explains_itself_once_and_remembers_nothing()
    {
        const long Group = -4242;
        await _fake.AddGroupAsync(Group, "Keluarga", Stop);
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, catalog: TestCatalog.WithWords);

        await _fake.SendTextAsync(Group, Budi, "/daftar", cancellation: Stop);
        await _fake.SendTextAsync(Group, Siti, "/start", cancellation: Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        var said = await _fake.WaitForMessagesAsync(Group, 1, cancellation: Stop);
        Assert.Equal("Hanya percakapan pribadi.", Assert.Single(said).PlainText);
        Assert.Empty(inbox.Accepted);
    }

    [Fact]
    public async Task The_officers_group_is_heard_before_and_after_it_becomes_a_supergroup()
    {
        const long Group = -4243;
        const long Supergroup = -1_000_000_004_243;
        await _fake.AddGroupAsync(Group, "Petugas", Stop);
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox, settings: ("Officers:TelegramChatId", $"{Group}"));

        await _fake.SendTextAsync(Group, Siti, "sebelum", cancellation: Stop);
        await _fake.MigrateAsync(Group, Supergroup, Stop);
        await _fake.SendTextAsync(Supergroup, Siti, "sesudah", cancellation: Stop);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(["sebelum", "sesudah"], inbox.Accepted.Select(a => a.Text));
        Assert.All(inbox.Accepted, a => Assert.Equal(($"{Group}", true), (a.Conversation.NativeId, a.Conversation.Officers)));
    }

    private static Task UntilAsync(Func<bool> done) => UntilAsync(() => Task.FromResult(done()));

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await done()) await Task.Delay(5, patience.Token);
    }

    /// <summary>Lets the bot's time run in small steps until the thing has happened.</summary>
    private static Task AdvanceUntilAsync(FakeTimeProvider clock, Func<bool> done) => UntilAsync(() =>
    {
        if (done()) return true;
        clock.Advance(TimeSpan.FromMilliseconds(250));
        return false;
    });
}
