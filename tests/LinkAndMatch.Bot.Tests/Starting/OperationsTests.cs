using System.Net;
using System.Net.Http.Headers;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Tests.Starting;

/// <summary>The program, started from a folder of its own, after somebody has chatted and Telegram has failed.</summary>
public sealed class RunningProgram : IAsyncLifetime
{
    public const string Canary = "CANARYcanaryCANARYcanary-0123456789";
    public const string Key = "0123456789-operations-operations";
    public const string Words = "Kalimat-Rahasia-Budi";

    public FakeTelegramServer Telegram { get; private set; } = null!;

    public BotProcess Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Token = $"7000000001:{Canary}" });
        Bot = await BotProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("Telegram__BotToken", Telegram.Token), ("Telegram__ApiBaseUrl", Telegram.BaseUrl), ("Operations__Key", Key),
            // Whoever looks for a fault may turn everything on.
            ("Logging__LogLevel__Default", "Trace"), ("Logging__Console__LogLevel__Default", "Trace"), ("Logging__LogLevel__System.Net.Http.HttpClient", "Trace"),
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Trace"), ("Logging__LogLevel__Microsoft.EntityFrameworkCore.Database.Command", "Trace"));
        var budi = new FakeUser(501, "Budi-Rahasia");
        await Telegram.WaitForReplyToAsync(await Telegram.SendTextAsync(budi, "/start"));
        await Telegram.AddFaultAsync(new Fault(FaultKind.ServerError) { Method = "getUpdates", Times = 2 });
        await Telegram.AddFaultAsync(new Fault(FaultKind.TooManyRequests) { Method = "sendMessage", Times = 1 });
        await Telegram.WaitForReplyToAsync(await Telegram.SendTextAsync(budi, Words));
    }

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Telegram.DisposeAsync();
    }
}

public sealed class OperationsTests(RunningProgram program) : IClassFixture<RunningProgram>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void No_level_of_the_log_tells_the_token_what_was_said_or_SQL()
    {
        var log = program.Bot.Output;

        Assert.Contains("dbug: ", log, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningProgram.Canary, log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(RunningProgram.Words, log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Budi-Rahasia", log, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("DbCommand", log, StringComparison.Ordinal);
        Assert.DoesNotContain("SELECT ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("INSERT INTO", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_figures_tell_of_turns_and_replies_and_of_no_person()
    {
        var (status, page) = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(Value(page, "linkandmatch_turn_duration_seconds_count", "outcome=\"done\"") >= 2, page);
        Assert.True(Value(page, "linkandmatch_outbox_sends_total", "channel=\"telegram\"", "outcome=\"sent\"") >= 2, page);
        Assert.True(Value(page, "linkandmatch_outbox_sends_total", "channel=\"telegram\"", "outcome=\"not_sent\"") >= 1, page);
        Assert.True(Value(page, "linkandmatch_telegram_throttled_total") >= 1, page);
        foreach (var gauge in (string[])["linkandmatch_inbox_waiting", "linkandmatch_inbox_age_seconds", "linkandmatch_outbox_waiting", "linkandmatch_outbox_age_seconds"]) Assert.NotNull(Value(page, gauge));
        Assert.NotNull(Value(page, "linkandmatch_turn_duration_seconds_bucket", "outcome=\"done\"", "le=\"0.5\""));
        foreach (var secret in (string[])["Budi", RunningProgram.Words, "501", RunningProgram.Canary]) Assert.DoesNotContain(page.Split('\n'), l => l.StartsWith("linkandmatch", StringComparison.Ordinal) && l[..l.LastIndexOf(' ')].Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_asks_from_elsewhere_needs_the_key()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(passedOn: true)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(passedOn: true, key: RunningProgram.Key + "x")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(passedOn: true, key: RunningProgram.Key)).Status);
    }

    [Fact]
    public async Task A_bot_that_believes_its_proxy_limits_each_address_by_itself_and_still_shows_its_figures_to_nobody_who_calls_himself_loopback()
    {
        await using var bot = await BotProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"), ("DirectLine__StartsPerMinute", "1"));
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, await TokenAsync("203.0.113.7"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TokenAsync("203.0.113.7"));
        Assert.Equal(HttpStatusCode.OK, await TokenAsync("203.0.113.8"));
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(HttpMethod.Get, "/metrics", "127.0.0.1"));

        Task<HttpStatusCode> TokenAsync(string address) => CallAsync(HttpMethod.Post, "/webchat/token", address);

        async Task<HttpStatusCode> CallAsync(HttpMethod method, string path, string address)
        {
            using var request = new HttpRequestMessage(method, bot.Url + path);
            request.Headers.Add("X-Forwarded-For", address);
            request.Headers.Add("Origin", bot.Url);
            using var answer = await client.SendAsync(request, Stop);
            return answer.StatusCode;
        }
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(bool passedOn = false, string? key = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{program.Bot.Url}/metrics");
        if (passedOn) request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        if (key is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    // The first series of that name with these labels.
    private static double? Value(string page, string name, params string[] labels) => page.Split('\n')
        .Where(l => (l.StartsWith($"{name}{{", StringComparison.Ordinal) || l.StartsWith($"{name} ", StringComparison.Ordinal)) && labels.All(label => l.Contains(label, StringComparison.Ordinal)))
        .Select(l => (double?)double.Parse(l.Split("} ").Last().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault();
}
