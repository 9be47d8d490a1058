using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>How the way in from Telegram fares. Degraded at worst: that Telegram cannot be reached is no reason to start the bot anew.</summary>
public sealed class TelegramHealth(IOptions<TelegramOptions> options, TimeProvider clock) : IHealthCheck
{
    /// <summary>Polls are held open for at most 50 seconds, so after this long something is wrong.</summary>
    public static readonly TimeSpan QuietTooLong = TimeSpan.FromSeconds(70);

    private readonly DateTimeOffset _since = clock.GetUtcNow();
    private long _lastPoll;

    /// <summary>True while another process polls with our token.</summary>
    public bool Conflict { get; private set; }

    /// <summary>The last failure, by its code; null when the last call went well.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>When updates were last fetched, or the webhook last found in order.</summary>
    public DateTimeOffset? LastGoodAt => Interlocked.Read(ref _lastPoll) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var limit = options.Value.Mode == TelegramMode.Polling ? QuietTooLong : TimeSpan.FromMinutes(3);
        var age = clock.GetUtcNow() - (LastGoodAt ?? _since);
        return Task.FromResult(
            Conflict ? HealthCheckResult.Degraded("Another process polls Telegram with the same token.")
            : age > limit ? HealthCheckResult.Degraded($"Nothing was heard from Telegram for {age.TotalSeconds:0} s ({LastFailure ?? "no failure"}).")
            : HealthCheckResult.Healthy());
    }

    internal void Good()
    {
        Interlocked.Exchange(ref _lastPoll, clock.GetUtcNow().UtcTicks);
        (Conflict, LastFailure) = (false, null);
    }

    internal void Bad(string code, bool conflict = false) => (LastFailure, Conflict) = (code, conflict);
}
