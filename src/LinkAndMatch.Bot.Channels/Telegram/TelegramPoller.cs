using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Requests;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// Asks Telegram for updates, one batch after another. A batch is confirmed by the next poll's offset, and that poll is made only once
/// the batch is durable in the inbox: a crash at any point repeats updates, which the inbox knows, and loses none.
/// </summary>
public sealed class TelegramPoller(
    TelegramConnection telegram,
    TelegramFrontDoor door,
    IActivityInbox inbox,
    TelegramHealth health,
    IOptions<TelegramOptions> options,
    TimeProvider clock,
    ILogger<TelegramPoller> logger) : BackgroundService
{
    /// <summary>After a week without updates the next id may be any number, so after this long no offset is sent.</summary>
    public static readonly TimeSpan IdsMayRestartAfter = TimeSpan.FromDays(6);

    private static readonly TimeSpan ConflictWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TokenRefusedWait = TimeSpan.FromSeconds(60);

    private readonly BackOff _backOff = new(clock);
    private long? _next;
    private DateTimeOffset _lastUpdateAt;
    private bool _begun;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host's start does not wait for the first answer.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!_begun) await BeginAsync(stoppingToken).ConfigureAwait(false);
                await PollOnceAsync(stoppingToken).ConfigureAwait(false);
                _backOff.Reset();
                health.Good();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The boundary of the loop: whatever went wrong, Telegram keeps the updates and we ask again, later and later.
            catch (Exception failure)
            {
                await WaitAfterAsync(failure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task BeginAsync(CancellationToken stopping)
    {
        var newest = await inbox.NewestAsync(TelegramAdapter.ChannelId, telegram.BotId, stopping).ConfigureAwait(false);
        // While a webhook is set every poll is refused. Nothing that waits is dropped.
        await telegram.Client.DeleteWebhook(dropPendingUpdates: false, stopping).ConfigureAwait(false);
        _next = newest?.Order + 1;
        _lastUpdateAt = newest?.ReceivedAt ?? clock.GetUtcNow();
        _begun = true;
        logger.PollingBegins(telegram.BotId, _next);
    }

    private async Task PollOnceAsync(CancellationToken stopping)
    {
        var quiet = clock.GetUtcNow() - _lastUpdateAt;
        if (_next is not null && quiet >= IdsMayRestartAfter)
        {
            logger.PollingWithoutOffset(quiet);
            _next = null;
        }

        var updates = await telegram.PatientClient.SendRequest(
            new RawUpdatesRequest { Offset = _next, Limit = 100, Timeout = (int)options.Value.PollFor.TotalSeconds, AllowedUpdates = RawUpdatesRequest.Kinds }, stopping).ConfigureAwait(false);
        if (updates.Length == 0) return;

        var batch = new List<Activity>(updates.Length);
        long? last = null;
        foreach (var update in updates)
        {
            if (update.ValueKind == JsonValueKind.Object && update.TryGetProperty("update_id", out var id) && id.TryGetInt64(out var number)) last = Math.Max(last ?? 0, number);
            if (door.Take(update) is { } activity) batch.Add(activity);
        }

        // Not cut short by a stop: the batch is in hand, and its insert is quick.
        if (batch.Count > 0) await AcceptAsync(batch).ConfigureAwait(false);
        if (last is null) throw new InvalidDataException("A batch of updates without a single update_id cannot be confirmed.");
        // Late copies of old updates must not move the offset back.
        _next = Math.Max(_next ?? 0, last.Value + 1);
        _lastUpdateAt = clock.GetUtcNow();
    }

    private async Task AcceptAsync(List<Activity> batch)
    {
        try
        {
            await inbox.AcceptAsync(batch, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            logger.InboxFailed(failure.GetType().Name);
            throw;
        }
    }

    private async Task WaitAfterAsync(Exception failure, CancellationToken stopping)
    {
        var code = TelegramOutcome.CodeOf(failure);
        var conflict = failure is ApiRequestException { ErrorCode: 409 };
        var wait = _backOff.Next(failure switch
        {
            ApiRequestException { ErrorCode: 409 } => ConflictWait,
            ApiRequestException { ErrorCode: 429, Parameters.RetryAfter: { } seconds } => TimeSpan.FromSeconds(seconds),
            ApiRequestException { ErrorCode: 401 or 404 } => TokenRefusedWait,
            _ => TimeSpan.Zero,
        });
        health.Bad(code, conflict);
        if (conflict) logger.AnotherPoller(wait);
        else if (failure is ApiRequestException { ErrorCode: 401 or 404 }) logger.TokenRefused(code);
        else logger.PollFailed(code, _backOff.Failures, wait);
        await _backOff.WaitAsync(wait, stopping).ConfigureAwait(false);
    }

    /// <summary>getUpdates whose answer is not yet read as updates: one that cannot be read must not stand in the way of the others.</summary>
    private sealed class RawUpdatesRequest() : RequestBase<JsonElement[]>("getUpdates")
    {
        public static readonly string[] Kinds = ["message", "edited_message", "callback_query", "my_chat_member"];

        public long? Offset { get; init; }
        public int Limit { get; init; }
        public int Timeout { get; init; }
        public string[] AllowedUpdates { get; init; } = [];
    }
}
