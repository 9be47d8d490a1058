using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

public sealed class ProcessTests : FakeTelegramFixture
{
    [Fact]
    public async Task Everything_works_from_another_process_over_the_control_addresses()
    {
        await using var process = await FakeTelegramProcess.StartAsync(cancellation: Stop);
        var telegram = process.Telegram;
        var bot = ClientOf(telegram.BaseUrl, Fake.Token);
        await telegram.BehaveAsync(new FakeBehaviour { LatencyFrom = TimeSpan.FromMilliseconds(2), LatencyTo = TimeSpan.FromMilliseconds(5) }, Stop);
        await telegram.AddFaultAsync(new Fault(FaultKind.ResetAfter) { Method = "sendMessage", ChatId = Budi.Id }, Stop);
        await telegram.RestartUpdateIdsAsync(42, Stop);

        var act = await telegram.SendTextAsync(Budi, "halo", Stop);
        var waiting = telegram.WaitForReplyToAsync(act, cancellation: Stop);
        var update = Assert.Single(await bot.GetUpdates(cancellationToken: Stop));
        await Assert.ThrowsAsync<RequestException>(() => bot.SendMessage(Budi.Id, "pesan", cancellationToken: Stop));
        await bot.SendMessage(Budi.Id, "pesan", cancellationToken: Stop);

        Assert.Equal(42, update.Id);
        Assert.Equal("pesan", (await waiting).PlainText);
        Assert.Equal(2, (await telegram.WaitForMessagesAsync(Budi.Id, 2, cancellation: Stop)).Count);
        Assert.Equal(["getUpdates", "sendMessage", "sendMessage"], (await telegram.ReadCallsAsync(cancellation: Stop)).Select(c => c.Method));
        Assert.Equal(1, (await telegram.ReadCountersAsync(cancellation: Stop)).Faults);
        Assert.Null(await telegram.ReadFileAsync("none", Stop));
    }

    [Fact]
    public async Task A_scenario_file_sets_the_stage()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            path,
            """
            {
              "behaviour": { "enforceLimits": true, "latencyFrom": "00:00:00.001", "latencyTo": "00:00:00.002" },
              "groups": [{ "chatId": -77, "title": "Petugas" }],
              "faults": [{ "kind": "ServerError", "method": "sendMessage" }],
              "acts": [{ "act": "text", "chatId": 501, "from": { "id": 501, "firstName": "Budi" }, "text": "/mulai" }]
            }
            """,
            Stop);
        await using var process = await FakeTelegramProcess.StartAsync(path, Stop);
        var bot = ClientOf(process.Telegram.BaseUrl, Fake.Token);

        Assert.Equal("/mulai", Assert.Single(await bot.GetUpdates(cancellationToken: Stop)).Message!.Text);
        Assert.Equal(500, (await Assert.ThrowsAsync<ApiRequestException>(() => bot.SendMessage(-77, "kartu", cancellationToken: Stop))).ErrorCode);
        await bot.SendMessage(-77, "kartu", cancellationToken: Stop);
        Assert.Equal("kartu", Assert.Single(await process.Telegram.WaitForMessagesAsync(-77, 1, cancellation: Stop)).PlainText);
        File.Delete(path);
    }

    [Fact]
    public async Task Under_load_only_counters_and_the_last_messages_are_kept()
    {
        await Fake.BehaveAsync(new FakeBehaviour { CountersOnly = true }, Stop);
        await Fake.SendTextAsync(Budi, "halo", Stop);
        for (var i = 0; i < 10; i++) await Bot.SendMessage(Budi.Id, $"{i}", cancellationToken: Stop);

        Assert.Equal(["6", "7", "8", "9"], (await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages.Select(m => m.PlainText));
        Assert.Empty(await Fake.ReadCallsAsync(cancellation: Stop));
        Assert.Equal(10, (await Fake.ReadCountersAsync(cancellation: Stop)).MessagesSent);
    }
}
