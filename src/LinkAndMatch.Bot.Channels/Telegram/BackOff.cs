namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Waits that double from one second to a minute, each between half and the whole of its length, so that many bots do not come back at once.</summary>
internal sealed class BackOff(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    public void Reset() => Failures = 0;

    /// <summary>Counts a failure and says how long to wait, never less than <paramref name="atLeast"/>.</summary>
    public TimeSpan Next(TimeSpan atLeast = default)
    {
        var whole = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(Failures++, 10)), Longest.TotalSeconds));
        var wait = whole * (0.5 + (Random.Shared.NextDouble() / 2));
        return wait < atLeast ? atLeast : wait;
    }

    public Task WaitAsync(TimeSpan wait, CancellationToken cancellation) => Task.Delay(wait, clock, cancellation);
}
