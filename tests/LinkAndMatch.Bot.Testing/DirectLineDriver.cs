using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace LinkAndMatch.Bot.Testing;

/// <summary>How a client of Direct Line hears the bot.</summary>
public enum DirectLineHearing { Polling, Stream }

/// <summary>Speaks Direct Line 3.0 as a page does that the operator's server gave a token.</summary>
/// <param name="url">The bot's address.</param>
/// <param name="secret">The bot's <c>DirectLine__Secret</c>.</param>
public sealed class DirectLineDriver(string url, string secret, DirectLineHearing hearing) : IChannelDriver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient client = new() { BaseAddress = new Uri($"{url}/v3/directline/") };
    private readonly SeenActivity seen = new();
    private ClientWebSocket? socket;
    private string conversation = "";
    private string watermark = "0";
    private int sent;

    public async Task<IReadOnlyList<SeenReply>> JoinAsync(CancellationToken cancellation)
    {
        var made = await CallAsync("tokens/generate", secret, null, cancellation);
        var started = await CallAsync("conversations", made.GetProperty("token").GetString()!, new { locale = "id-ID" }, cancellation);
        conversation = started.GetProperty("conversationId").GetString()!;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", started.GetProperty("token").GetString());
        if (hearing == DirectLineHearing.Stream)
        {
            socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(started.GetProperty("streamUrl").GetString()!), cancellation);
        }
        return await HearAsync(null, cancellation);
    }

    public Task<IReadOnlyList<SeenReply>> SayAsync(string text, CancellationToken cancellation) =>
        PostAsync(new { type = "message", text, from = new { id = "me" }, channelData = ClientId() }, cancellation);

    public Task<IReadOnlyList<SeenReply>> TapAsync(string label, CancellationToken cancellation) =>
        PostAsync(new { type = "message", text = label, value = seen.ValueOf(label), from = new { id = "me" }, channelData = ClientId() }, cancellation);

    public async Task<IReadOnlyList<SeenReply>> SendPhotoAsync(byte[] content, string name, CancellationToken cancellation)
    {
        using var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name };
        using var response = await client.PostAsync($"conversations/{conversation}/upload?userId=me", file, cancellation);
        return await HearAsync(await IdAsync(response, cancellation), cancellation);
    }

    public ValueTask DisposeAsync()
    {
        socket?.Dispose();
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<SeenReply>> PostAsync(object activity, CancellationToken cancellation)
    {
        using var response = await client.PostAsJsonAsync($"conversations/{conversation}/activities", activity, cancellation);
        return await HearAsync(await IdAsync(response, cancellation), cancellation);
    }

    /// <summary>Everything up to and with the first reply to this activity; a turn's replies come together.</summary>
    private async Task<IReadOnlyList<SeenReply>> HearAsync(string? answerTo, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var replies = new List<SeenReply>();
        while (true)
        {
            using var set = socket is null ? await PollAsync(limit.Token) : await FrameAsync(socket, limit.Token);
            watermark = set.RootElement.GetProperty("watermark").GetString()!;
            var answered = false;
            foreach (var activity in set.RootElement.GetProperty("activities").EnumerateArray().Where(IsBots))
            {
                replies.Add(seen.See(activity));
                answered |= answerTo is null || (activity.TryGetProperty("replyToId", out var to) && to.GetString() == answerTo);
            }
            if (answered) return replies;
            if (socket is null) await Task.Delay(PollEvery, limit.Token);
        }
    }

    private async Task<JsonDocument> PollAsync(CancellationToken cancellation) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri($"conversations/{conversation}/activities?watermark={watermark}", UriKind.Relative), cancellation));

    private static async Task<JsonDocument> FrameAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        using var frame = new MemoryStream();
        var part = new byte[16 * 1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(part.AsMemory(), cancellation);
            if (received.MessageType == WebSocketMessageType.Close) throw new InvalidOperationException($"The stream was closed: {socket.CloseStatusDescription}.");
            frame.Write(part, 0, received.Count);
            if (received.EndOfMessage && frame.Length > 0) return JsonDocument.Parse(frame.ToArray());
        }
    }

    private async Task<JsonElement> CallAsync(string path, string bearer, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var response = await client.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return answer.RootElement.Clone();
    }

    private static async Task<string> IdAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return answer.RootElement.GetProperty("id").GetString()!;
    }

    private object ClientId() => new { clientActivityID = $"{conversation}-{++sent}" };

    private static bool IsBots(JsonElement activity) =>
        activity.GetProperty("type").GetString() == "message" && activity.GetProperty("from").GetProperty("role").GetString() == "bot";
}
