using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace LinkAndMatch.Bot.Load;

/// <summary>Load over the Activity protocol and over Direct Line.</summary>
internal static class WireLoad
{
    private const string Secret = "a-secret-of-the-load.longer-than-32-letters";

    // What Owners says on Telegram; each caller is another owner.
    private static readonly string[] Script =
    [
        "/daftar", "ya", "Budi Contoh", "CV Logam {0}", "{1}", "lewati", "kabupaten tegal", "komponen otomotif", "2010", "12", "belum ada", "lewati", "bahan baku", "kirim",
    ];

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["DirectLine__Secret"] = Secret,
        ["DirectLine__StartsPerMinute"] = "1000000",
        ["DirectLine__PostBurst"] = "100000",
    };

    /// <summary>Callers that register firms one message after another, each reply in the answer.</summary>
    public static async Task RepliesAsync(int callers, int seconds, int runs, string? store)
    {
        var rates = new List<double>();
        for (var run = 1; run <= runs; run++)
        {
            await using var bot = await BotUnderLoad.StartAsync(null, store, Settings);
            using var client = new HttpClient { BaseAddress = new Uri(bot.Url) };
            var times = new ConcurrentQueue<double>();
            using var ending = new CancellationTokenSource();
            var all = Enumerable.Range(0, callers).Select(n => CallAsync(client, (run * 1000) + n, times, ending.Token)).ToList();
            await Task.Delay(TimeSpan.FromSeconds(8));
            times.Clear();
            var (cpu, clock) = (bot.Cpu, Stopwatch.StartNew());
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var (done, took, used) = (times.ToArray(), clock.Elapsed.TotalSeconds, bot.Cpu - cpu);
            await ending.CancelAsync();
            await Task.WhenAll(all);
            rates.Add(done.Length / took);
            Console.WriteLine($"run {run}: {rates[^1]:F0} turns/s with {callers} callers, {used.TotalSeconds / done.Length * 1000:F2} CPU s per 1,000 turns, {Spread(done)}, {bot.Memory >> 20} MB");
        }
        Console.WriteLine($"median of {runs}: {rates.Order().ElementAt(runs / 2):F0} turns/s");
    }

    /// <summary>Many open streams; posts in some of them, each timed until the frame with its answer.</summary>
    public static async Task SocketsAsync(int count, int rate, int seconds, string? store)
    {
        await using var bot = await BotUnderLoad.StartAsync(null, store, Settings);
        using var client = new HttpClient { BaseAddress = new Uri($"{bot.Url}/v3/directline/") };
        // Conversations first, so that what is measured after is the streams alone.
        var listeners = new List<Listener>();
        for (var i = 0; i < count; i++) listeners.Add(await Listener.BeginAsync(client));
        await Task.Delay(TimeSpan.FromSeconds(10));
        var before = bot.Memory;
        foreach (var listener in listeners) await listener.OpenAsync(client);
        await Task.Delay(TimeSpan.FromSeconds(10));
        var open = bot.Memory;
        Console.WriteLine($"{count} streams open: {before >> 20} MB before, {open >> 20} MB after, {(open - before) / 1024.0 / count:F1} KB for each");

        var idle = (bot.Cpu, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(10));
        Console.WriteLine($"quiet: {(bot.Cpu - idle.Cpu).TotalSeconds / idle.Item2.Elapsed.TotalSeconds * 100:F0} % of one core");

        var random = new Random(7);
        var times = new ConcurrentQueue<double>();
        var posts = new List<Task>();
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        var clock = Stopwatch.StartNew();
        var cpu = bot.Cpu;
        while (clock.Elapsed.TotalSeconds < seconds + 5 && await tick.WaitForNextTickAsync())
        {
            var listener = listeners[random.Next(count)];
            var counts = clock.Elapsed.TotalSeconds > 5;
            posts.Add(Task.Run(async () =>
            {
                var took = await listener.PostAsync(client);
                if (counts) times.Enqueue(took);
            }));
        }
        await Task.WhenAll(posts);
        Console.WriteLine($"{posts.Count / clock.Elapsed.TotalSeconds:F0} posts/s: POST to frame {Spread([.. times])}, {(bot.Cpu - cpu).TotalSeconds / posts.Count * 1000:F2} CPU s per 1,000, {bot.Memory >> 20} MB");
        foreach (var listener in listeners) listener.Dispose();
    }

    private static async Task CallAsync(HttpClient client, int caller, ConcurrentQueue<double> times, CancellationToken ending)
    {
        for (var said = 0; !ending.IsCancellationRequested; said++)
        {
            var person = $"u{caller}-{said / Script.Length}";
            var text = string.Format(CultureInfo.InvariantCulture, Script[said % Script.Length], person, string.Create(CultureInfo.InvariantCulture, $"08{4_000_000_000 + (caller * 10_000L) + (said / Script.Length)}"));
            var clock = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsJsonAsync("/api/messages", new
            {
                type = "message",
                id = $"{said}",
                channelId = "load",
                text,
                deliveryMode = "expectReplies",
                from = new { id = person },
                recipient = new { id = "bot" },
                conversation = new { id = person },
            }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            times.Enqueue(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }
    }

    private static string Spread(double[] times)
    {
        Array.Sort(times);
        return times.Length == 0 ? "nothing" : $"p50 {times[times.Length / 2]:F1} ms, p95 {times[times.Length * 95 / 100]:F1} ms, p99 {times[times.Length * 99 / 100]:F1} ms";
    }

    /// <summary>One conversation and its stream.</summary>
    private sealed class Listener(string conversation, string token) : IDisposable
    {
        private readonly ClientWebSocket socket = new();
        private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> awaited = new();

        public static async Task<Listener> BeginAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "conversations") { Content = JsonContent.Create(new { user = new { id = $"dl_{Guid.NewGuid():N}" } }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var started = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return new Listener(started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
        }

        public async Task OpenAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"conversations/{conversation}?watermark=0");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request);
            await socket.ConnectAsync(new Uri((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("streamUrl").GetString()!), CancellationToken.None);
            _ = ListenAsync();
        }

        /// <returns>Milliseconds from before the POST to the frame with its answer.</returns>
        public async Task<double> PostAsync(HttpClient client)
        {
            var clock = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"conversations/{conversation}/activities")
            {
                Content = JsonContent.Create(new { type = "message", text = "/bantuan", from = new { id = "x" }, channelData = new { clientActivityID = Guid.NewGuid() } }),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
            var heard = await awaited.GetOrAdd(id, _ => new TaskCompletionSource<long>()).Task.WaitAsync(TimeSpan.FromSeconds(30));
            return Stopwatch.GetElapsedTime(clock, heard).TotalMilliseconds;
        }

        public void Dispose() => socket.Dispose();

        private async Task ListenAsync()
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    var length = 0;
                    ValueWebSocketReceiveResult part;
                    do
                    {
                        part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                        length += part.Count;
                    }
                    while (!part.EndOfMessage);
                    var now = Stopwatch.GetTimestamp();
                    if (length == 0) continue;
                    using var set = JsonDocument.Parse(buffer.AsMemory(0, length));
                    foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray())
                    {
                        if (activity.TryGetProperty("replyToId", out var to)) awaited.GetOrAdd(to.GetString()!, _ => new TaskCompletionSource<long>()).TrySetResult(now);
                    }
                }
            }
            catch (WebSocketException)
            {
                // The load is over.
            }
            catch (ObjectDisposedException)
            {
                // The load is over.
            }
        }
    }
}
