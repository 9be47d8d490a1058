using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

public sealed class WebhookTests : FakeTelegramFixture
{
    private readonly ConcurrentQueue<(Update Update, string? Secret)> _taken = new();
    private int _refusals;

    [Fact]
    public async Task Updates_are_posted_with_the_secret_until_they_are_taken_in_order()
    {
        await using var bot = await ListenAsync();
        _refusals = 2;
        await Fake.BehaveAsync(new FakeBehaviour { WebhookRetryDelay = TimeSpan.FromMilliseconds(20) }, Stop);
        await Fake.SendTextAsync(Budi, "sebelum", Stop);
        await Bot.SetWebhook(bot.Urls.First() + "/hook", secretToken: "rahasia_1", cancellationToken: Stop);
        await Fake.SendBurstAsync(Budi, ["satu", "dua"], Stop);

        await Fake.WaitUntilTakenAsync(cancellation: Stop);

        Assert.Equal(["sebelum", "satu", "dua"], _taken.Select(t => t.Update.Message!.Text));
        Assert.All(_taken, t => Assert.Equal("rahasia_1", t.Secret));
        Assert.Contains("503", (await Bot.GetWebhookInfo(Stop)).LastErrorMessage!, StringComparison.Ordinal);
        Assert.Equal(409, (await Assert.ThrowsAsync<ApiRequestException>(() => Bot.GetUpdates(cancellationToken: Stop))).ErrorCode);
    }

    [Fact]
    public async Task Copies_and_shuffling_reach_the_bot()
    {
        await using var bot = await ListenAsync();
        await Fake.BehaveAsync(new FakeBehaviour { WebhookCopiesFrom = 1, WebhookCopiesTo = 5, WebhookShuffleWithin = TimeSpan.FromMilliseconds(200) }, Stop);
        await Bot.SetWebhook(bot.Urls.First() + "/hook", cancellationToken: Stop);
        await Fake.SendBurstAsync(Budi, Enumerable.Range(1, 40).Select(n => $"{n}"), Stop);

        await Fake.WaitUntilTakenAsync(cancellation: Stop);

        var ids = _taken.Select(t => t.Update.Id).ToArray();
        Assert.Equal(40, ids.Distinct().Count());
        Assert.True(ids.Length > 60);
        Assert.NotEqual(ids.Order(), ids);
    }

    [Fact]
    public async Task What_was_not_taken_is_polled_after_the_webhook_is_removed()
    {
        await Bot.SetWebhook("http://127.0.0.1:9/nobody", cancellationToken: Stop);
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Bot.DeleteWebhook(cancellationToken: Stop);
        Assert.Equal("halo", Assert.Single(await Bot.GetUpdates(cancellationToken: Stop)).Message!.Text);
    }

    private async Task<WebApplication> ListenAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async http =>
        {
            if (Interlocked.Decrement(ref _refusals) >= 0)
            {
                http.Response.StatusCode = 503;
                return;
            }

            var update = await JsonSerializer.DeserializeAsync<Update>(http.Request.Body, JsonBotAPI.Options, http.RequestAborted);
            _taken.Enqueue((update!, http.Request.Headers["X-Telegram-Bot-Api-Secret-Token"]));
        });
        await app.StartAsync(Stop);
        return app;
    }
}
