using System.Net;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

public sealed class MischiefTests : FakeTelegramFixture
{
    [Fact]
    public async Task The_second_send_gets_429_and_a_hasty_third_is_noted()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Fake.AddFaultAsync(new Fault(FaultKind.TooManyRequests) { Method = "sendMessage", FirstCall = 2, RetryAfterSeconds = 5 }, Stop);

        await SendAsync();
        var error = await Assert.ThrowsAsync<ApiRequestException>(SendAsync);
        await SendAsync();

        Assert.Equal((429, 5), (error.ErrorCode, error.Parameters!.RetryAfter));
        var calls = await Fake.ReadCallsAsync(cancellation: Stop);
        Assert.Equal([200, 429, 200], calls.Select(c => c.Status));
        Assert.Equal([false, false, true], calls.Select(c => c.InsideRetryWindow));
        Assert.Equal(2, (await Fake.ReadCountersAsync(cancellation: Stop)).MessagesSent);
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore, 0)]
    [InlineData(FaultKind.ResetAfter, 1)]
    public async Task A_broken_connection_hides_whether_the_message_was_sent(FaultKind kind, int messages)
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Fake.AddFaultAsync(new Fault(kind), Stop);

        var error = await Assert.ThrowsAsync<RequestException>(SendAsync);

        Assert.IsType<HttpRequestException>(error.InnerException);
        Assert.Equal(messages, (await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages.Count);
        Assert.Equal(0, Assert.Single(await Fake.ReadCallsAsync(cancellation: Stop)).Status);
    }

    [Fact]
    public async Task Server_errors_come_as_JSON_or_as_a_page()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Fake.AddFaultAsync(new Fault(FaultKind.ServerError), Stop);
        await Fake.AddFaultAsync(new Fault(FaultKind.BadGateway), Stop);
        await Fake.AddFaultAsync(new Fault(FaultKind.ServerErrorAfter), Stop);

        Assert.Equal(500, (await Assert.ThrowsAsync<ApiRequestException>(SendAsync)).ErrorCode);
        Assert.Equal(HttpStatusCode.BadGateway, (await Assert.ThrowsAsync<RequestException>(SendAsync)).HttpStatusCode);
        Assert.Empty((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages);
        Assert.Equal(500, (await Assert.ThrowsAsync<ApiRequestException>(SendAsync)).ErrorCode);
        Assert.Single((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages);
    }

    [Fact]
    public async Task A_call_that_hangs_is_still_processed_when_the_caller_has_given_up()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Bot.GetMe(Stop);
        await Fake.AddFaultAsync(new Fault(FaultKind.HangBefore) { DelayFrom = TimeSpan.FromSeconds(3) }, Stop);
        // Long enough for the call to reach the server on a busy machine: one that never came is not processed.
        using var impatience = new CancellationTokenSource(TimeSpan.FromSeconds(1.5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Bot.SendMessage(Budi.Id, "pesan", cancellationToken: impatience.Token));

        Assert.Single(await Fake.WaitForMessagesAsync(Budi.Id, 1, cancellation: Stop));
    }

    [Fact]
    public async Task With_limits_the_fourth_message_in_a_burst_is_told_to_wait()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Fake.BehaveAsync(new FakeBehaviour { EnforceLimits = true }, Stop);

        for (var i = 0; i < 3; i++) await SendAsync();
        var error = await Assert.ThrowsAsync<ApiRequestException>(SendAsync);

        Assert.Equal((429, 1), (error.ErrorCode, error.Parameters!.RetryAfter));
    }

    [Fact]
    public async Task Waiting_in_vain_tells_what_was_there_instead()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await SendAsync();
        var error = await Assert.ThrowsAsync<TimeoutException>(() => Fake.WaitForMessagesAsync(Budi.Id, 2, TimeSpan.FromMilliseconds(50), Stop));
        Assert.Contains("pesan", error.Message, StringComparison.Ordinal);
    }

    private Task SendAsync() => Bot.SendMessage(Budi.Id, "pesan", cancellationToken: Stop);
}
