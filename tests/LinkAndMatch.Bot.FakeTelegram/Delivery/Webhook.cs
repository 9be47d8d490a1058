using System.Buffers;
using System.Net.Http.Headers;

namespace LinkAndMatch.Bot.FakeTelegram.Delivery;

/// <summary>Posts updates to the bot's address: in order within a chat, or shuffled and repeated when told so, until each got a 2xx.</summary>
internal sealed class Webhook(UpdateQueue queue, TimeProvider time) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Task> _lanes = [];
    private Random _random = new(1);
    private Session? _session;
    private FakeBehaviour _behaviour = new();

    public string Url => _session?.Url.ToString() ?? "";
    public int MaxConnections => _session?.MaxConnections ?? 40;
    public string? LastError { get; private set; }
    public DateTimeOffset? LastErrorAt { get; private set; }

    public void Behave(FakeBehaviour behaviour)
    {
        lock (_gate)
        {
            _random = new Random(behaviour.Seed);
            _behaviour = behaviour;
        }
    }

    public void Set(Uri url, string? secret, int maxConnections)
    {
        Remove();
        _session = new Session(url, secret, maxConnections);
        queue.Attach(Schedule);
    }

    public void Remove()
    {
        queue.Detach();
        _session?.Stop.Cancel();
        _session = null;
        lock (_gate) _lanes.Clear();
        LastError = null;
        LastErrorAt = null;
    }

    public void Dispose()
    {
        Remove();
        _http.Dispose();
    }

    private void Schedule(QueuedUpdate update)
    {
        if (_session is not { } session) return;
        lock (_gate)
        {
            var copies = _random.Next(_behaviour.WebhookCopiesFrom, _behaviour.WebhookCopiesTo + 1);
            update.CopiesLeft = copies;
            if (_behaviour.WebhookShuffleWithin > TimeSpan.Zero)
            {
                for (var copy = 0; copy < copies; copy++)
                {
                    _ = DeliverAsync(session, update, Task.Delay(_behaviour.WebhookShuffleWithin * _random.NextDouble(), session.Stop.Token), 1);
                }
            }
            else
            {
                var before = _lanes.GetValueOrDefault(update.ChatId, Task.CompletedTask);
                _lanes[update.ChatId] = DeliverAsync(session, update, before, copies);
            }
        }
    }

    private async Task DeliverAsync(Session session, QueuedUpdate update, Task before, int copies)
    {
        try
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostUntilTakenAsync(session, update)));
        }
        catch (OperationCanceledException)
        {
            // The webhook was removed; what was not taken stays in the queue.
        }
    }

    private async Task PostUntilTakenAsync(Session session, QueuedUpdate update)
    {
        var stop = session.Stop.Token;
        var body = new ArrayBufferWriter<byte>();
        update.WriteTo(body);
        for (var attempt = 0; ; attempt++)
        {
            stop.ThrowIfCancellationRequested();
            if (queue.IsExpired(update))
            {
                queue.MarkDone(update);
                return;
            }

            var pause = TimeSpan.FromTicks(Math.Min(_behaviour.WebhookRetryDelay.Ticks * (1L << Math.Min(attempt, 6)), _behaviour.WebhookRetryDelay.Ticks * 60));
            await session.Connections.WaitAsync(stop);
            try
            {
                queue.CountDelivery();
                using var response = await PostAsync(session, body.WrittenMemory, stop);
                if (response.IsSuccessStatusCode)
                {
                    if (update.CopyTaken()) queue.MarkDone(update);
                    return;
                }

                Fail($"Wrong response from the webhook: {(int)response.StatusCode} {response.ReasonPhrase}");
                pause = response.Headers.RetryAfter?.Delta ?? pause;
            }
            catch (Exception error) when (!stop.IsCancellationRequested && error is HttpRequestException or TaskCanceledException)
            {
                Fail("Connection refused");
            }
            finally
            {
                session.Connections.Release();
            }

            await Task.Delay(pause, stop);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(Session session, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, session.Url) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (session.Secret is { Length: > 0 } secret) request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        return await _http.SendAsync(request, stop);
    }

    private void Fail(string error)
    {
        LastError = error;
        LastErrorAt = time.GetUtcNow();
    }

    private sealed record Session(Uri Url, string? Secret, int MaxConnections)
    {
        public CancellationTokenSource Stop { get; } = new();
        public SemaphoreSlim Connections { get; } = new(MaxConnections);
    }
}
