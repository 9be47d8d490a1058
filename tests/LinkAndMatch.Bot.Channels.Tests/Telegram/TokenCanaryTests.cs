using System.Collections.Concurrent;
using System.Diagnostics;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TokenCanaryTests
{
    private const string Canary = "CANARYcanaryCANARYcanary-0123456789";
    private static readonly FakeUser Budi = new(501, "Budi");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.BadGateway)]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.HangAfter)]
    [InlineData(FaultKind.BadRequest)]
    [InlineData(FaultKind.Forbidden)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task The_token_and_what_was_said_are_in_no_log_and_no_trace_when_calls_fail(FaultKind kind)
    {
        using var log = new KeptLog();
        var spans = new ConcurrentQueue<string>();
        using var listener = Listen(spans);
        await using var fake = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Token = $"7000000001:{Canary}" });
        await using (var bot = await TelegramBotHost.StartAsync(fake.BaseUrl, log: log, settings: [("Telegram:BotToken", $"7000000001:{Canary}"), ("Telegram:Timeout", "00:00:01")]))
        {
            await fake.SendTextAsync(Budi, "CANARY-words", Stop);
            await fake.WaitUntilTakenAsync(cancellation: Stop);
            await fake.AddFaultAsync(new Fault(kind) { Times = 20, DelayFrom = TimeSpan.FromSeconds(2), DelayTo = TimeSpan.FromSeconds(2), Description = "Bad Request: CANARY-words" }, Stop);
            await fake.AddFaultAsync(new Fault(kind) { Method = "getUpdates", Times = 20 }, Stop);
            await fake.TapAsync(Budi.Id, Budi, 3, "p:CANARY:x", Stop);
            var result = await SendAsync(bot.Sender);
            Assert.IsNotType<SendResult.Sent>(result);
            Assert.DoesNotContain("CANARY", $"{result}", StringComparison.OrdinalIgnoreCase);
        }

        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains("CANARY", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(spans, span => span.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("http://127.0.0.1:9")]
    [InlineData("http://name-that-does-not-exist.invalid")]
    public async Task Nor_when_Telegram_cannot_be_reached_at_all(string baseUrl)
    {
        using var log = new KeptLog();
        await using (var bot = await TelegramBotHost.StartAsync(baseUrl, log: log, settings: ("Telegram:BotToken", $"7000000001:{Canary}")))
        {
            Assert.IsType<SendResult.NotSent>(await SendAsync(bot.Sender));
            var source = bot.Services.GetRequiredKeyedService<IAttachmentSource>("telegram");
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => source.ReadAsync(new ConversationReference("telegram", "7000000001", "501"), new Attachment(AttachmentKind.Photo, "f"), 10, Stop));
            Assert.DoesNotContain(Canary, $"{failure}", StringComparison.Ordinal);
        }

        Assert.DoesNotContain(log.Lines, line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase));
    }

    private static Task<SendResult> SendAsync(IActivitySender sender) => sender.SendAsync(
        new OutgoingReply(
            "1-1",
            new ConversationReference("telegram", "7000000001", "501"),
            new Reply { Class = DeliveryClass.Question, Parts = [new ReplyPart("x", [new TextRun("CANARY-words")])] },
            1,
            0,
            null,
            null,
            DateTimeOffset.UnixEpoch),
        _ => Task.CompletedTask,
        Stop);

    private static ActivityListener Listen(ConcurrentQueue<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
