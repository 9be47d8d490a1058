using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Clients.Tests;

public sealed class RestartTests
{
    private const int Restarts = 10;
    private const int MessagesEach = 5;

    [Fact]
    public async Task Ten_crashes_of_the_bot_in_mid_conversation_lose_double_and_mix_nothing()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var bot = await BotProcess.StartAsync(("DirectLine__Secret", RunningBot.Secret), ("DirectLine__PostBurst", "100000"));
        using var client = new HttpClient { BaseAddress = new Uri($"{bot.Url}/v3/directline/"), Timeout = TimeSpan.FromSeconds(5) };
        var conversation = await BeginAsync(client, cancellation);
        var posted = new List<string>();
        var random = new Random(10);
        for (var restart = 0; restart < Restarts; restart++)
        {
            var from = posted.Count;
            var crash = CrashAsync(bot, random.Next(60), cancellation);
            for (var n = 0; n < MessagesEach; n++) posted.Add(await PostUntilTakenAsync(client, conversation, $"c{from + n}", cancellation));
            await crash;
        }

        var activities = await ReadUntilAsync(client, conversation, posted, cancellation);
        await NodeScript.CheckActivitiesAsync(activities);
        var ids = activities.Select(a => a.GetProperty("id").GetString()!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal(posted, ids.Where(posted.Contains));
        var answered = activities.Where(a => a.TryGetProperty("replyToId", out _)).Select(a => a.GetProperty("replyToId").GetString()!).ToList();
        Assert.Equal(posted, answered.Distinct());
        var sequence = activities.Select(a => a.GetProperty("channelData").GetProperty("webchat:sequence-id").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range((int)sequence[0], sequence.Count).Select(i => (long)i), sequence);
    }

    private static async Task<string> BeginAsync(HttpClient client, CancellationToken cancellation)
    {
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningBot.Secret);
        var started = await (await client.PostAsJsonAsync("conversations", new { user = new { id = "dl_patient" } }, cancellation)).Content.ReadFromJsonAsync<JsonElement>(cancellation);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", started.GetProperty("token").GetString());
        return started.GetProperty("conversationId").GetString()!;
    }

    private static async Task CrashAsync(BotProcess bot, int after, CancellationToken cancellation)
    {
        await Task.Delay(after, cancellation);
        await bot.KillAsync();
        await bot.StartAgainAsync();
    }

    /// <summary>As a client does: the same message under the same id, until the bot says that it has it.</summary>
    private static async Task<string> PostUntilTakenAsync(HttpClient client, string conversation, string id, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var response = await client.PostAsJsonAsync(
                    $"conversations/{conversation}/activities",
                    new { type = "message", text = "/bantuan", from = new { id = "me" }, channelData = new { clientActivityID = id } },
                    cancellation);
                if (response.IsSuccessStatusCode) return (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("id").GetString()!;
            }
            catch (Exception away) when (away is HttpRequestException or IOException || (away is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                // It is down, or went down in mid-answer.
            }
            await Task.Delay(50, cancellation);
        }
    }

    private static async Task<List<JsonElement>> ReadUntilAsync(HttpClient client, string conversation, List<string> posted, CancellationToken cancellation)
    {
        var activities = new List<JsonElement>();
        var watermark = "0";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!activities.Exists(a => a.TryGetProperty("replyToId", out var to) && to.GetString() == posted[^1]))
        {
            var set = await client.GetFromJsonAsync<JsonElement>(string.Create(CultureInfo.InvariantCulture, $"conversations/{conversation}/activities?watermark={watermark}"), limit.Token);
            activities.AddRange(set.GetProperty("activities").EnumerateArray());
            watermark = set.GetProperty("watermark").GetString()!;
        }
        return activities;
    }
}
