using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types.Enums;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

public sealed class PollingTests : FakeTelegramFixture
{
    [Fact]
    public async Task A_text_arrives_and_comes_again_until_the_next_offset_confirms_it()
    {
        var sent = await Fake.SendTextAsync(Budi, "/daftar", Stop);

        var first = Assert.Single(await Bot.GetUpdates(cancellationToken: Stop));
        var again = Assert.Single(await Bot.GetUpdates(first.Id, cancellationToken: Stop));
        Assert.Empty(await Bot.GetUpdates(first.Id + 1, cancellationToken: Stop));

        Assert.Equal(sent.UpdateId, first.Id);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal("/daftar", first.Message!.Text);
        Assert.Equal(MessageEntityType.BotCommand, Assert.Single(first.Message.Entities!).Type);
        Assert.Equal(Budi.Id, first.Message.From!.Id);
        Assert.Equal(ChatType.Private, first.Message.Chat.Type);
        Assert.Equal(0, (await Fake.WaitUntilTakenAsync(cancellation: Stop)).UpdatesWaiting);
    }

    [Fact]
    public async Task A_long_poll_ends_as_soon_as_somebody_writes()
    {
        var poll = Bot.GetUpdates(timeout: 30, cancellationToken: Stop);
        await Fake.SendTextAsync(Budi, "halo", Stop);
        Assert.Single(await poll.WaitAsync(TimeSpan.FromSeconds(5), Stop));
    }

    [Fact]
    public async Task A_second_poller_cuts_the_first_off_with_409()
    {
        var first = Bot.GetUpdates(timeout: 30, cancellationToken: Stop);
        var other = ClientOf(Fake.BaseUrl, Fake.Token);
        // Whichever arrives later wins; one of the two is cut off at once.
        var second = other.GetUpdates(timeout: 30, cancellationToken: Stop);
        var loser = await Task.WhenAny(first, second).WaitAsync(TimeSpan.FromSeconds(5), Stop);

        Assert.Equal(409, (await Assert.ThrowsAsync<ApiRequestException>(() => loser)).ErrorCode);
        await Fake.SendTextAsync(Budi, "halo", Stop);
        Assert.Single(await (loser == first ? second : first));
        Assert.Equal(1, (await Fake.ReadCountersAsync(cancellation: Stop)).PollConflicts);
    }

    [Fact]
    public async Task A_poller_that_died_leaves_its_updates_to_the_next_one()
    {
        using var death = new CancellationTokenSource();
        var poll = Bot.GetUpdates(timeout: 30, cancellationToken: death.Token);
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);

        await Fake.SendTextAsync(Budi, "halo", Stop);
        Assert.Equal("halo", Assert.Single(await ClientOf(Fake.BaseUrl, Fake.Token).GetUpdates(timeout: 5, cancellationToken: Stop)).Message!.Text);
    }

    [Fact]
    public async Task Taps_expire_after_150_seconds_and_messages_after_a_day()
    {
        var clock = new SteppingClock();
        await using var fake = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Time = clock });
        var bot = ClientOf(fake.BaseUrl, fake.Token);
        await fake.SendTextAsync(Budi, "halo", Stop);
        await fake.TapAsync(Budi.Id, Budi, 1, "p:1", Stop);

        Assert.Equal(2, (await bot.GetUpdates(cancellationToken: Stop)).Length);
        clock.Step(TimeSpan.FromSeconds(151));
        Assert.Single(await bot.GetUpdates(cancellationToken: Stop));
        clock.Step(TimeSpan.FromHours(24));
        Assert.Empty(await bot.GetUpdates(cancellationToken: Stop));
    }

    [Fact]
    public async Task The_limit_and_the_allowed_kinds_are_kept()
    {
        await Bot.GetUpdates(allowedUpdates: [UpdateType.Message], cancellationToken: Stop);
        await Fake.SendBurstAsync(Budi, ["satu", "dua", "tiga"], Stop);
        await Fake.EditTextAsync(Budi, 1, "satu!", Stop);

        var two = await Bot.GetUpdates(limit: 2, cancellationToken: Stop);
        var rest = await Bot.GetUpdates(two[^1].Id + 1, cancellationToken: Stop);

        Assert.Equal(["satu", "dua"], two.Select(u => u.Message!.Text));
        Assert.Equal("tiga", Assert.Single(rest).Message!.Text);
    }

    [Fact]
    public async Task With_duplicates_every_update_comes_twice_even_after_it_was_confirmed()
    {
        await Fake.BehaveAsync(new FakeBehaviour { DuplicateProbability = 1, Seed = 7 }, Stop);
        await Fake.SendBurstAsync(Budi, Enumerable.Range(1, 20).Select(n => $"{n}"), Stop);

        List<int> ids = [];
        var afterConfirmation = 0;
        var offset = 0;
        while (await Bot.GetUpdates(offset, limit: 10, cancellationToken: Stop) is { Length: > 0 } batch)
        {
            afterConfirmation += batch.Count(u => u.Id < offset);
            ids.AddRange(batch.Select(u => u.Id));
            offset = Math.Max(offset, batch.Max(u => u.Id) + 1);
        }

        Assert.Equal(20, ids.Distinct().Count());
        Assert.All(ids.GroupBy(id => id), copies => Assert.Equal(2, copies.Count()));
        Assert.True(afterConfirmation > 0);
    }

    [Fact]
    public async Task Shuffled_batches_come_in_another_order_but_whole()
    {
        await Fake.BehaveAsync(new FakeBehaviour { ShuffleUpdates = true }, Stop);
        await Fake.SendBurstAsync(Budi, Enumerable.Range(1, 30).Select(n => $"{n}"), Stop);

        var ids = (await Bot.GetUpdates(cancellationToken: Stop)).Select(u => u.Id).ToArray();

        Assert.NotEqual(ids.Order(), ids);
        Assert.Equal(30, ids.Distinct().Count());
    }

    [Fact]
    public async Task Contacts_photos_voices_stickers_places_and_edits_are_read_by_the_library()
    {
        await Fake.SendOwnContactAsync(Budi, "+6281234567890", Stop);
        await Fake.SendForeignContactAsync(Budi, "+6281111111111", cancellation: Stop);
        await Fake.SendPhotoAsync(Budi, [1, 2, 3], "Mesin", "album", Stop);
        await Fake.SendDocumentAsync(Budi, [4], "nib.pdf", "application/pdf", cancellation: Stop);
        await Fake.SendVoiceAsync(Budi, [5], cancellation: Stop);
        await Fake.SendStickerAsync(Budi, cancellation: Stop);
        await Fake.SendLocationAsync(Budi, -6.9, 109.1, Stop);
        await Fake.EditTextAsync(Budi, 1, "ganti", Stop);
        await Fake.ActAsync(new BlocksBot(Budi.Id, Budi), Stop);

        var updates = await Bot.GetUpdates(cancellationToken: Stop);

        Assert.Equal(Budi.Id, updates[0].Message!.Contact!.UserId);
        Assert.Null(updates[1].Message!.Contact!.UserId);
        Assert.Equal(2, updates[2].Message!.Photo!.Length);
        Assert.Equal("album", updates[2].Message!.MediaGroupId);
        Assert.Equal("nib.pdf", updates[3].Message!.Document!.FileName);
        Assert.Equal(3, updates[4].Message!.Voice!.Duration);
        Assert.Equal(MessageType.Sticker, updates[5].Message!.Type);
        Assert.Equal(109.1, updates[6].Message!.Location!.Longitude);
        Assert.Equal("ganti", updates[7].EditedMessage!.Text);
        Assert.Equal(ChatMemberStatus.Kicked, updates[8].MyChatMember!.NewChatMember.Status);
    }

    [Fact]
    public async Task A_photo_is_downloaded_as_it_was_sent()
    {
        await Fake.SendPhotoAsync(Budi, [9, 8, 7, 6], cancellation: Stop);
        var photo = (await Bot.GetUpdates(cancellationToken: Stop))[0].Message!.Photo![^1];

        using var content = new MemoryStream();
        await Bot.GetInfoAndDownloadFile(photo.FileId, content, Stop);

        Assert.Equal(new byte[] { 9, 8, 7, 6 }, content.ToArray());
    }

    private sealed class SteppingClock : TimeProvider
    {
        private TimeSpan _ahead;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Step(TimeSpan by) => _ahead += by;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _ahead;

        public override long GetTimestamp() => GetUtcNow().Ticks;
    }
}
