namespace LinkAndMatch.Bot.Testing.Bots;

/// <summary>The real clock, which a test may put forward: days pass at once, and whatever waits for them goes off.</summary>
public sealed class ShiftableClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ShiftedTimer> _timers = [];
    private TimeSpan _ahead;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return System.GetUtcNow() + _ahead;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate) return System.GetTimestamp() + (long)(_ahead.TotalSeconds * System.TimestampFrequency);
    }

    /// <summary>Puts the clock forward.</summary>
    public void Pass(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ShiftedTimer[] timers;
        lock (_gate)
        {
            _ahead += time;
            timers = [.. _timers];
        }

        foreach (var timer in timers) timer.ClockWasPutForward();
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ShiftedTimer(this, callback, state, dueTime, period);

    private sealed class ShiftedTimer : ITimer
    {
        private readonly ShiftableClock _clock;
        private readonly ITimer _real;
        private readonly Lock _gate = new();
        private DateTimeOffset? _at;
        private TimeSpan _period;

        public ShiftedTimer(ShiftableClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _clock = clock;
            _real = System.CreateTimer(_ => GoOff(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            lock (clock._gate) clock._timers.Add(this);
            Change(dueTime, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_gate)
            {
                _period = period;
                _at = dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime;
                return _real.Change(dueTime, period);
            }
        }

        public void ClockWasPutForward()
        {
            lock (_gate)
            {
                if (_at is not { } at) return;
                var left = at - _clock.GetUtcNow();
                try
                {
                    _real.Change(left < TimeSpan.Zero ? TimeSpan.Zero : left, _period);
                }
                catch (ObjectDisposedException)
                {
                    // Disposed in this moment.
                }
            }
        }

        public void Dispose()
        {
            lock (_clock._gate) _clock._timers.Remove(this);
            _real.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void GoOff(TimerCallback callback, object? state)
        {
            lock (_gate) _at = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
            callback(state);
        }
    }
}
