using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Tells Telegram where to post, then looks once a minute how that fares.</summary>
public sealed class TelegramWebhook(
    TelegramConnection telegram, TelegramHealth health, TelegramMeter meter, IOptions<TelegramOptions> options, TimeProvider clock, ILogger<TelegramWebhook> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private readonly BackOff _backOff = new(clock);
    private bool _set;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Every;
            try
            {
                if (!_set) await SetAsync(stoppingToken).ConfigureAwait(false);
                await LookAsync(stoppingToken).ConfigureAwait(false);
                _backOff.Reset();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            // The boundary of the loop: it asks again, later and later.
            catch (Exception failure)
            {
                health.Bad(TelegramOutcome.CodeOf(failure));
                logger.SetUpFailed(_set ? "getWebhookInfo" : "setWebhook", TelegramOutcome.CodeOf(failure));
                wait = _backOff.Next();
            }

            await _backOff.WaitAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SetAsync(CancellationToken stopping)
    {
        await telegram.Client.SetWebhook(
            options.Value.WebhookUrl!,
            maxConnections: 100,
            allowedUpdates: TelegramAdapter.Handled,
            dropPendingUpdates: false,
            secretToken: options.Value.WebhookSecret,
            cancellationToken: stopping).ConfigureAwait(false);
        _set = true;
        logger.WebhookSet();
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        var info = await telegram.Client.GetWebhookInfo(stopping).ConfigureAwait(false);
        meter.Webhook(info.PendingUpdateCount, info.LastErrorDate is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null);
        if (info.Url == options.Value.WebhookUrl)
        {
            health.Good();
            return;
        }

        // Somebody took the webhook away, most likely a second bot that polls with our token.
        _set = false;
        health.Bad("telegram.webhook_gone", conflict: true);
    }
}
