using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Turns;

/// <summary>A channel's way out: its sender, and the pauses that bind all of its conversations.</summary>
internal sealed class SendChannel(IActivitySender sender, TimeProvider clock)
{
    // Five in doubt within half a minute: the other side is down, and one attempt in ten seconds is enough to find out when it is back.
    private const int DoubtsToPause = 5;
    private static readonly TimeSpan DoubtsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseAfterDoubts = TimeSpan.FromSeconds(10);

    private readonly Lock guard = new();
    private readonly Queue<DateTimeOffset> doubts = new();
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;

    public IActivitySender Sender => sender;

    public TimeSpan PausedFor
    {
        get
        {
            lock (guard) return pausedUntil - clock.GetUtcNow() is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void PauseFor(TimeSpan wait)
    {
        lock (guard)
        {
            var until = clock.GetUtcNow() + wait;
            if (until > pausedUntil) pausedUntil = until;
        }
    }

    public async Task WaitWhilePausedAsync(CancellationToken cancellation)
    {
        while (PausedFor is var left && left > TimeSpan.Zero) await Task.Delay(left, clock, cancellation);
    }

    public void Succeeded()
    {
        lock (guard) doubts.Clear();
    }

    public void NoteDoubt()
    {
        var now = clock.GetUtcNow();
        lock (guard)
        {
            doubts.Enqueue(now);
            while (doubts.Count > 0 && now - doubts.Peek() > DoubtsWithin) doubts.Dequeue();
            if (doubts.Count < DoubtsToPause) return;
        }
        PauseFor(PauseAfterDoubts);
    }
}
