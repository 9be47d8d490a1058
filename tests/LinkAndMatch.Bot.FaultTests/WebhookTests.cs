using System.Net;
using System.Net.Sockets;
using LinkAndMatch.Bot.CrashHost;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Webhooks come side by side, several times, and in no order.</summary>
[Trait("Run", "always")]
public class WebhookTests
{
    private const int UpdatesUnderWay = 150;

    [Fact]
    public async Task Ten_thousand_updates_delivered_up_to_five_times_and_shuffled_have_the_effect_of_one_delivery_in_order()
    {
        var seed = Sizes.Seed;
        var (reckoning, delivered, updates) = await StormAsync(Sizes.Conversations(667, 2000, quick: 200), seed, null);
        Report.Line($"F6 SQLite, seed {seed}: {updates} updates, {delivered} deliveries, {reckoning.Summary}");
        Assert.True(reckoning.IsClean && reckoning.DoubledMessages == 0, $"seed {seed}: {reckoning.Details}");
    }

    internal static async Task<(Reckoning Reckoning, long Delivered, long Updates)> StormAsync(int conversations, int seed, Guard? without)
    {
        await using var stage = await Stage.SetInsideAsync();
        var random = new Random(seed);
        await stage.Telegram.BehaveAsync(new FakeBehaviour
        {
            Seed = seed,
            WebhookCopiesFrom = 1,
            WebhookCopiesTo = 5,
            WebhookShuffleWithin = TimeSpan.FromMilliseconds(300),
        });
        List<Owner> owners = [.. Enumerable.Range(0, conversations).Select(i => new Owner(i))];
        await using var bot = await StartAsync(stage, without);

        var said = 0;
        foreach (var (owner, texts) in Owner.Interleaved(owners, random))
        {
            await stage.Telegram.SendBurstAsync(owner.User, texts);
            said += texts.Count;
            if (said < UpdatesUnderWay) continue;
            said = 0;
            await stage.Telegram.WaitUntilTakenAsync(TimeSpan.FromSeconds(60));
        }
        await stage.SettleAsync(TimeSpan.FromSeconds(120));
        var counters = await stage.Telegram.ReadCountersAsync();
        return (await Reckoning.OfAsync(stage, owners), counters.UpdatesDelivered, counters.UpdatesMade);
    }

    private static async Task<BotInside> StartAsync(Stage stage, Guard? without)
    {
        // Telegram must be told the address before the bot listens there; somebody may take the port in between.
        for (var left = 5; ; left--)
        {
            var url = $"http://127.0.0.1:{FreePort()}";
            try
            {
                return await BotInside.StartAsync(
                    stage,
                    services =>
                    {
                        if (without is { } guard) services.AddSingleton(Mutations.Without(guard));
                    },
                    [
                        .. Hurry.Pace,
                        ("ASPNETCORE_URLS", url),
                        ("Telegram__Mode", "webhook"),
                        ("Telegram__WebhookUrl", url + "/telegram/webhook"),
                        ("Telegram__WebhookSecret", new string('s', 40)),
                        // The shuffle alone takes up to 0.3 s; a busy machine adds seconds to it, as the way from Telegram to us would not.
                        ("Turns__OrderWait", "00:00:10"),
                    ]);
            }
            catch (IOException) when (left > 0)
            {
                // Taken; the next one.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
