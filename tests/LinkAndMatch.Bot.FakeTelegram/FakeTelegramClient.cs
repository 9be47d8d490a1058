using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LinkAndMatch.Bot.FakeTelegram.Control;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>A fake Telegram in another process, steered over its control addresses.</summary>
public sealed class FakeTelegramClient : IFakeTelegram, IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Steers the server at the address.</summary>
    public FakeTelegramClient(string baseUrl)
    {
        BaseUrl = baseUrl.TrimEnd('/');
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(BaseUrl + "/control/"), Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public string BaseUrl { get; }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SentUpdate>> ActAsync(IReadOnlyList<UserAct> acts, CancellationToken cancellation = default)
    {
        using var response = await _http.PostAsJsonAsync("acts", acts, ControlJson.Default.IReadOnlyListUserAct, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ControlJson.Default.ListSentUpdate, cancellation))!;
    }

    /// <inheritdoc/>
    public Task AddGroupAsync(long chatId, string title, CancellationToken cancellation = default) =>
        CheckAsync(_http.PostAsJsonAsync("groups", new GroupOrder(chatId, title), ControlJson.Default.GroupOrder, cancellation));

    /// <inheritdoc/>
    public Task RefuseAsync(long chatId, string? description, CancellationToken cancellation = default) =>
        CheckAsync(_http.PostAsJsonAsync("refusals", new RefuseOrder(chatId, description), ControlJson.Default.RefuseOrder, cancellation));

    /// <inheritdoc/>
    public Task MigrateAsync(long chatId, long newChatId, CancellationToken cancellation = default) =>
        CheckAsync(_http.PostAsJsonAsync("migrations", new MigrateOrder(chatId, newChatId), ControlJson.Default.MigrateOrder, cancellation));

    /// <inheritdoc/>
    public Task BehaveAsync(FakeBehaviour behaviour, CancellationToken cancellation = default) =>
        CheckAsync(_http.PutAsJsonAsync("behaviour", behaviour, ControlJson.Default.FakeBehaviour, cancellation));

    /// <inheritdoc/>
    public Task AddFaultAsync(Fault fault, CancellationToken cancellation = default) =>
        CheckAsync(_http.PostAsJsonAsync("faults", fault, ControlJson.Default.Fault, cancellation));

    /// <inheritdoc/>
    public Task ClearFaultsAsync(CancellationToken cancellation = default) => CheckAsync(_http.DeleteAsync("faults", cancellation));

    /// <inheritdoc/>
    public Task RestartUpdateIdsAsync(long nextUpdateId, CancellationToken cancellation = default) =>
        CheckAsync(_http.PutAsJsonAsync("update-ids", new RestartIdsOrder(nextUpdateId), ControlJson.Default.RestartIdsOrder, cancellation));

    /// <inheritdoc/>
    public async Task<ChatRecord> ReadChatAsync(long chatId, int? afterChanges = null, TimeSpan wait = default, CancellationToken cancellation = default) =>
        (await _http.GetFromJsonAsync(
            string.Create(CultureInfo.InvariantCulture, $"chats/{chatId}?wait={wait.TotalSeconds}{(afterChanges is null ? "" : "&after=")}{afterChanges}"),
            ControlJson.Default.ChatRecord,
            cancellation))!;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiCall>> ReadCallsAsync(long afterNumber = 0, CancellationToken cancellation = default) =>
        (await _http.GetFromJsonAsync(string.Create(CultureInfo.InvariantCulture, $"calls?after={afterNumber}"), ControlJson.Default.ListApiCall, cancellation))!;

    /// <inheritdoc/>
    public async Task<FakeCounters> ReadCountersAsync(TimeSpan waitUntilTaken = default, CancellationToken cancellation = default) =>
        (await _http.GetFromJsonAsync(string.Create(CultureInfo.InvariantCulture, $"counters?wait={waitUntilTaken.TotalSeconds}"), ControlJson.Default.FakeCounters, cancellation))!;

    /// <inheritdoc/>
    public async Task<BotProfile> ReadProfileAsync(CancellationToken cancellation = default) =>
        (await _http.GetFromJsonAsync("profile", ControlJson.Default.BotProfile, cancellation))!;

    /// <inheritdoc/>
    public async Task<byte[]?> ReadFileAsync(string fileId, CancellationToken cancellation = default)
    {
        using var response = await _http.GetAsync($"files/{fileId}", cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task CheckAsync(Task<HttpResponseMessage> sending)
    {
        using var response = await sending;
        response.EnsureSuccessStatusCode();
    }
}
