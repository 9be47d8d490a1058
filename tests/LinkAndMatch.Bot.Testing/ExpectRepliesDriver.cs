using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace LinkAndMatch.Bot.Testing;

/// <summary>Speaks to <c>/api/messages</c> and gets the replies in the answer.</summary>
/// <param name="url">The bot's address; the bot runs in Development without an app id.</param>
/// <param name="person">The account, unique in the test.</param>
public sealed class ExpectRepliesDriver(string url, string person) : IChannelDriver
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(url) };
    private readonly SeenActivity seen = new();
    private int sent;

    public Task<IReadOnlyList<SeenReply>> JoinAsync(CancellationToken cancellation) =>
        SendAsync(new() { ["type"] = "conversationUpdate", ["membersAdded"] = new[] { new { id = person } } }, cancellation);

    public Task<IReadOnlyList<SeenReply>> SayAsync(string text, CancellationToken cancellation) =>
        SendAsync(new() { ["type"] = "message", ["text"] = text }, cancellation);

    public Task<IReadOnlyList<SeenReply>> TapAsync(string label, CancellationToken cancellation) =>
        SendAsync(new() { ["type"] = "message", ["text"] = label, ["value"] = seen.ValueOf(label) }, cancellation);

    public Task<IReadOnlyList<SeenReply>> SendPhotoAsync(byte[] content, string name, CancellationToken cancellation) =>
        SendAsync(
            new()
            {
                ["type"] = "message",
                ["attachments"] = new[] { new { contentType = "image/png", name, contentUrl = $"data:image/png;base64,{Convert.ToBase64String(content)}" } },
            },
            cancellation);

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<SeenReply>> SendAsync(Dictionary<string, object> activity, CancellationToken cancellation)
    {
        activity["id"] = (++sent).ToString(CultureInfo.InvariantCulture);
        activity["channelId"] = "test";
        activity["deliveryMode"] = "expectReplies";
        activity["from"] = new { id = person };
        activity["recipient"] = new { id = "bot" };
        activity["conversation"] = new { id = $"with-{person}" };
        using var response = await client.PostAsJsonAsync("/api/messages", activity, cancellation);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return [.. answer.RootElement.GetProperty("activities").EnumerateArray().Select(seen.See)];
    }
}
