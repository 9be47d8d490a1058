using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Channels.Tests.BotFramework;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.Extensions.Time.Testing;

namespace LinkAndMatch.Bot.Channels.Tests.DirectLine;

public sealed class StreamTests
{
    private const string Root = "/v3/directline";

    [Fact]
    public async Task What_was_posted_before_the_stream_opened_is_replayed_and_what_follows_comes_at_once()
    {
        await using var host = await DirectLineTests.StartAsync();
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        await PostAsync(host, conversation, token, "one");
        using var socket = await OpenAsync(await StreamAsync(host, conversation, token, "0"));
        var (first, _) = await FrameAsync(socket);
        await PostAsync(host, conversation, token, "two");
        var (second, _) = await FrameAsync(socket);

        Assert.Equal(["welcome", "one", "heard one"], first.Select(Text));
        Assert.Equal(["two", "heard two"], second.Select(Text));
    }

    [Fact]
    public async Task Without_a_watermark_only_later_activities_are_sent()
    {
        await using var host = await DirectLineTests.StartAsync();
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        await PostAsync(host, conversation, token, "before");
        using var socket = await OpenAsync(await StreamAsync(host, conversation, token, null));
        await PostAsync(host, conversation, token, "after");
        Assert.Equal(["after", "heard after"], (await FrameAsync(socket)).Activities.Select(Text));
    }

    [Fact]
    public async Task Typing_is_shown_on_the_stream_alone()
    {
        await using var host = await DirectLineTests.StartAsync(bot: a => a.Text is null ? [] : [new Reply { Parts = [], Class = DeliveryClass.Action }, ProtocolHost.Say("done")]);
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        using var socket = await OpenAsync(await StreamAsync(host, conversation, token, "0"));
        await PostAsync(host, conversation, token, "go");
        Assert.Equal(["message", "typing", "message"], (await FrameAsync(socket)).Activities.Select(a => a.GetProperty("type").GetString()));
        Assert.Equal(["message", "message"], (await DirectLineTests.ReadAsync(host, conversation, token)).Activities.Select(a => a.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task One_stream_too_many_of_a_conversation_closes_the_oldest_as_a_collision()
    {
        await using var host = await DirectLineTests.StartAsync();
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i <= DirectLineStreams.MostForOne; i++)
        {
            sockets.Add(await OpenAsync(await StreamAsync(host, conversation, token, "0")));
            await FrameAsync(sockets[i]);
        }
        var end = await sockets[0].ReceiveAsync(new byte[1024], TestContext.Current.CancellationToken);

        Assert.Equal((WebSocketMessageType.Close, "collision"), (end.MessageType, sockets[0].CloseStatusDescription));
        await PostAsync(host, conversation, token, "all hear it");
        foreach (var socket in sockets.Skip(1)) Assert.Contains("all hear it", (await FrameAsync(socket)).Activities.Select(Text));
        sockets.ForEach(s => s.Dispose());
    }

    [Fact]
    public async Task A_stream_is_opened_within_a_minute_by_its_own_key_and_from_a_trusted_page()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await DirectLineTests.StartAsync(clock: clock);
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        var (other, _) = await DirectLineTests.BeginAsync(host);
        var url = await StreamAsync(host, conversation, token, "0");
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(url.Replace(conversation, other, StringComparison.Ordinal)));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(url.Split("&t=")[0] + "&t=" + token));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(url, "https://evil.example.com"));
        using (await OpenAsync(url, "https://ikm.example.go.id")) { }
        clock.Advance(TimeSpan.FromSeconds(61));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(url));
    }

    [Fact]
    public async Task A_quiet_stream_gets_empty_frames_and_a_client_that_never_speaks_is_let_go()
    {
        var clock = new TimersClock();
        await using var host = await DirectLineTests.StartAsync(clock: clock);
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        using var socket = await OpenAsync(await StreamAsync(host, conversation, token, "0"));
        await FrameAsync(socket);
        await clock.HasTimerAsync(DirectLineStreams.KeepAlive);
        clock.Advance(DirectLineStreams.KeepAlive);
        var sign = await socket.ReceiveAsync(new byte[10], TestContext.Current.CancellationToken);
        Assert.Equal((WebSocketMessageType.Text, 0), (sign.MessageType, sign.Count));

        await clock.HasTimerAsync(DirectLineStreams.IdleLimit);
        clock.Advance(DirectLineStreams.IdleLimit);
        await EndAsync(socket);
        Assert.Equal("idle", socket.CloseStatusDescription);
    }

    [Fact]
    public async Task Over_fifty_broken_streams_nothing_is_lost_doubled_or_out_of_order()
    {
        await using var host = await DirectLineTests.StartAsync(burst: "1000");
        var (conversation, token) = await DirectLineTests.BeginAsync(host);
        var heard = new List<string>();
        var ids = new HashSet<string>();
        var watermark = "0";
        var posting = Task.CompletedTask;
        for (var round = 0; round < 50; round++)
        {
            // Six are posted while the stream opens, and it breaks after whatever the first frame holds.
            await posting;
            posting = PostAllAsync(host, conversation, token, round * 6, 6);
            using var socket = await OpenAsync(await StreamAsync(host, conversation, token, watermark));
            watermark = Hear(await FrameAsync(socket));
            if (round % 2 == 0) socket.Abort();
        }
        await posting;
        while (heard.Count < 600)
        {
            using var last = await OpenAsync(await StreamAsync(host, conversation, token, watermark));
            watermark = Hear(await FrameAsync(last));
        }
        Assert.Equal(Enumerable.Range(0, 300).SelectMany(i => (string[])[$"{i}", $"heard {i}"]), heard);

        string Hear((List<JsonElement> Activities, string Watermark) frame)
        {
            foreach (var activity in frame.Activities)
            {
                Assert.True(ids.Add(activity.GetProperty("id").GetString()!));
                if (Text(activity) is { } text and not "welcome") heard.Add(text);
            }
            return frame.Watermark;
        }
    }

    private static async Task<string> StreamAsync(ProtocolHost host, string conversation, string token, string? watermark)
    {
        var query = watermark is null ? "" : $"?watermark={watermark}";
        return (await (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}{query}", null, token)).JsonAsync()).GetProperty("streamUrl").GetString()!;
    }

    private static async Task<ClientWebSocket> OpenAsync(string url, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await socket.ConnectAsync(new Uri(url), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<(List<JsonElement> Activities, string Watermark)> FrameAsync(ClientWebSocket socket)
    {
        var buffer = new byte[1024 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), TestContext.Current.CancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            if (length == 0) continue;

            var set = JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, length)).RootElement;
            var activities = set.GetProperty("activities").EnumerateArray().ToList();
            foreach (var activity in activities) await ActivitySchema.CheckAsync(activity);
            return (activities, set.GetProperty("watermark").GetString()!);
        }
    }

    private static async Task PostAsync(ProtocolHost host, string conversation, string token, string text)
    {
        await host.PostAsync($"{Root}/conversations/{conversation}/activities", DirectLineTests.Said(text), token);
        await host.Turns.QuietAsync();
    }

    private static async Task PostAllAsync(ProtocolHost host, string conversation, string token, int first, int count)
    {
        for (var i = first; i < first + count; i++)
            (await host.PostAsync($"{Root}/conversations/{conversation}/activities", DirectLineTests.Said($"{i}", $"c{i}"), token)).EnsureSuccessStatusCode();
    }

    private static async Task EndAsync(ClientWebSocket socket)
    {
        while ((await socket.ReceiveAsync(new byte[10], TestContext.Current.CancellationToken)).MessageType != WebSocketMessageType.Close) { }
    }

    /// <summary>A clock that stands still and tells when somebody waits for it: only then may a test let it go on.</summary>
    private sealed class TimersClock() : FakeTimeProvider(DateTimeOffset.UtcNow)
    {
        private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> timers = new();

        public Task HasTimerAsync(TimeSpan due) => Set(due).Task.WaitAsync(TestContext.Current.CancellationToken);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Set(dueTime).TrySetResult();
            return timer;
        }

        private TaskCompletionSource Set(TimeSpan due) => timers.GetOrAdd(due, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    private static string? Text(JsonElement activity) => activity.TryGetProperty("text", out var text) ? text.GetString() : null;
}
