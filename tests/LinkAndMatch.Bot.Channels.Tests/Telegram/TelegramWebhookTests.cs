using System.Net;
using System.Text;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TelegramWebhookTests : IAsyncLifetime
{
    private const string Update = """{"update_id":777,"message":{"message_id":12,"date":1786000000,"chat":{"id":501,"type":"private"},"from":{"id":501,"is_bot":false,"first_name":"Budi"},"text":"halo"}}""";
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    private readonly MemoryInbox _inbox = new();
    private FakeTelegramServer _fake = null!;
    private TelegramBotHost _bot = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegramServer.StartAsync();
        _bot = await TelegramBotHost.StartAsync(
            _fake.BaseUrl,
            _inbox,
            settings: [("Telegram:Mode", "webhook"), ("Telegram:WebhookUrl", "https://bot.example.id/telegram/webhook"), ("Telegram:WebhookSecret", TelegramBotHost.Secret)]);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task An_update_is_answered_200_once_it_is_in_the_inbox()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Update)).StatusCode);
        Assert.Equal("halo", Assert.Single(_inbox.Accepted).Text);
    }

    [Fact]
    public async Task The_same_update_again_is_answered_200_and_has_no_second_effect()
    {
        await PostAsync(Update);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Update)).StatusCode);
        Assert.Single(_inbox.Accepted);
    }

    [Theory]
    [InlineData]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(TelegramBotHost.Secret + "x")]
    [InlineData(TelegramBotHost.Secret, TelegramBotHost.Secret)]
    [InlineData(TelegramBotHost.Secret, "other")]
    public async Task Without_the_one_right_secret_it_is_401_and_no_byte_of_the_body_is_read(params string[] secrets)
    {
        var body = new UnreadBody();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/telegram/webhook") { Content = body };
        if (secrets.Length > 0) request.Headers.TryAddWithoutValidation(SecretHeader, secrets);

        var answer = await _bot.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, _bot.Services.GetRequiredService<TelegramMeter>().MalformedSoFar);
        Assert.Empty(_inbox.Accepted);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_a_megabyte_is_413(bool sayingSo)
    {
        var bytes = Encoding.UTF8.GetBytes(new string(' ', 1024 * 1024) + Update);
        using HttpContent content = sayingSo ? new ByteArrayContent(bytes) : new StreamContent(new UnseekableStream(bytes));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(content)).StatusCode);
    }

    [Fact]
    public async Task A_body_just_under_a_megabyte_is_read()
    {
        using var content = new StreamContent(new UnseekableStream(Encoding.UTF8.GetBytes(Update.PadLeft(1024 * 1024))));

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(content)).StatusCode);
        Assert.Single(_inbox.Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"update_id":"x"}""")]
    [InlineData("""{"update_id":99999999999999999999}""")]
    [InlineData("""{"update_id":777,"message":{"chat":7}}""")]
    [InlineData("{\"update_id\":777,\"message\":")]
    [InlineData("""{"update_id":777,"message":{"message_id":12,"date":1786000000,"text":"no chat"}}""")]
    public async Task What_cannot_be_read_is_counted_and_answered_200(string body)
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(body)).StatusCode);
        Assert.Equal(1, _bot.Services.GetRequiredService<TelegramMeter>().MalformedSoFar);
        Assert.Empty(_inbox.Accepted);
    }

    [Fact]
    public async Task JSON_deeper_than_an_update_can_be_is_dropped()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Update.Insert(1, $"\"x\":{deep},"))).StatusCode);
        Assert.Empty(_inbox.Accepted);
    }

    [Fact]
    public async Task Ten_thousand_broken_updates_make_no_error()
    {
        const string Breakers = "{}[]\",:0a-\\n\u0001";
        var random = new Random(20260817);
        var bytes = Encoding.UTF8.GetBytes(Update);
        for (var i = 0; i < 10_000; i++)
        {
            var broken = (byte[])bytes.Clone();
            for (var n = random.Next(1, 6); n > 0; n--) broken[random.Next(broken.Length)] = (byte)Breakers[random.Next(Breakers.Length)];
            using var content = new ByteArrayContent(broken);
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(content)).StatusCode);
        }
    }

    [Fact]
    public async Task With_the_store_down_Telegram_is_asked_to_come_again_in_half_a_minute()
    {
        _inbox.BeforeCommit = _ => throw new IOException("disk");

        var answer = await PostAsync(Update);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task While_the_bot_stops_Telegram_is_asked_to_come_again_at_once()
    {
        // Only the signal, so that the test server still answers.
        var stopping = Task.Run(() => _bot.Lifetime.StopApplication(), Stop);
        await stopping;

        var answer = await PostAsync(Update);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter!.Delta);
        Assert.Empty(_inbox.Accepted);
    }

    [Fact]
    public async Task At_start_Telegram_is_told_where_to_post()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while ((await _fake.ReadProfileAsync(patience.Token)).WebhookUrl.Length == 0) await Task.Delay(5, patience.Token);

        Assert.Equal("https://bot.example.id/telegram/webhook", (await _fake.ReadProfileAsync(Stop)).WebhookUrl);
    }

    [Fact]
    public async Task Posted_up_to_five_times_in_parallel_and_out_of_order_each_update_has_one_effect()
    {
        const int Port = 21433;
        var inbox = new MemoryInbox();
        await using var fake = await FakeTelegramServer.StartAsync();
        await fake.BehaveAsync(new FakeBehaviour { WebhookCopiesFrom = 1, WebhookCopiesTo = 5, WebhookShuffleWithin = TimeSpan.FromMilliseconds(300) }, Stop);
        await using var bot = await TelegramBotHost.StartAsync(
            fake.BaseUrl,
            inbox,
            port: Port,
            settings: [("Telegram:Mode", "webhook"), ("Telegram:WebhookUrl", $"http://127.0.0.1:{Port}/telegram/webhook"), ("Telegram:WebhookSecret", TelegramBotHost.Secret)]);

        for (var i = 0; i < 50; i++) await fake.SendBurstAsync(new FakeUser(600 + i), [$"{i}a", $"{i}b", $"{i}c", $"{i}d"], Stop);
        await fake.WaitUntilTakenAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Equal(200, inbox.Accepted.Count);
        Assert.True(inbox.Duplicates > 100);
        Assert.Equal(200, inbox.Accepted.Select(a => a.Key).Distinct().Count());
    }

    [Fact]
    public async Task Without_webhook_mode_there_is_no_webhook()
    {
        await using var polling = await TelegramBotHost.StartAsync(_fake.BaseUrl, runs: false);

        Assert.Equal(HttpStatusCode.NotFound, (await polling.Web.PostAsync("/telegram/webhook", new StringContent(Update), Stop)).StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string body) => PostAsync(new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<HttpResponseMessage> PostAsync(HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/telegram/webhook") { Content = content };
        request.Headers.Add(SecretHeader, TelegramBotHost.Secret);
        return await _bot.Web.SendAsync(request, Stop);
    }

    /// <summary>A body that never ends: whoever waits for it waits for ever.</summary>
    private sealed class UnreadBody : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.Delay(Timeout.Infinite, Stop);

        protected override bool TryComputeLength(out long length)
        {
            length = 100;
            return true;
        }
    }

    private sealed class UnseekableStream(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
