using System.Diagnostics.Metrics;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>What is counted about Telegram. No measurement holds an id or a word.</summary>
public sealed class TelegramMeter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "LinkAndMatch.Bot.Telegram";

    private readonly Counter<long> _malformed;
    private readonly Counter<long> _throttled;
    private readonly Histogram<double> _retryAfter;
    private readonly TimeProvider _clock;
    private long _malformedSoFar;
    private int _pending;
    private DateTimeOffset? _lastError;

    public TelegramMeter(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(Name);
        _malformed = meter.CreateCounter<long>("linkandmatch.telegram.malformed", description: "Updates that could not be read.");
        _throttled = meter.CreateCounter<long>("linkandmatch.telegram.throttled", description: "Calls answered with 429.");
        _retryAfter = meter.CreateHistogram<double>("linkandmatch.telegram.retry_after", "s", "How long Telegram asked us to wait.");
        meter.CreateObservableGauge("linkandmatch.telegram.webhook.pending", () => _pending, description: "Updates that Telegram still holds for the webhook.");
        meter.CreateObservableGauge("linkandmatch.telegram.webhook.last_error_age", LastErrorAge, "s", "Since the webhook last failed, as Telegram says.");
    }

    /// <summary>Updates that could not be read since the start.</summary>
    public long MalformedSoFar => Interlocked.Read(ref _malformedSoFar);

    internal void Malformed()
    {
        Interlocked.Increment(ref _malformedSoFar);
        _malformed.Add(1);
    }

    internal void Throttled(TimeSpan retryAfter)
    {
        _throttled.Add(1);
        _retryAfter.Record(retryAfter.TotalSeconds);
    }

    internal void Webhook(int pending, DateTimeOffset? lastError) => (_pending, _lastError) = (pending, lastError);

    private IEnumerable<Measurement<double>> LastErrorAge() => _lastError is { } at ? [new Measurement<double>((_clock.GetUtcNow() - at).TotalSeconds)] : [];
}
