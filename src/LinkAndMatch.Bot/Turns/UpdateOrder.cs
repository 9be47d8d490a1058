using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// Webhooks deliver side by side, so the second of two quick messages may come first. Where numbers rise one by one (Telegram's update ids),
/// a row waits a moment for the few numbers before its own.
/// </summary>
internal sealed class UpdateOrder(TurnLimits options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Channel, string BotId), Numbers> seen = new();

    /// <summary>Called for every activity that a webhook took in; polling delivers in order and never waits.</summary>
    public void Took(Activity activity)
    {
        if (activity.Order is { } order)
            seen.GetOrAdd((activity.Conversation.Channel, activity.Conversation.BotId), _ => new Numbers()).Add(order);
    }

    /// <returns>True when it waited: an earlier row of the same conversation may have come, so the lane reads again.</returns>
    public async Task<bool> WaitForEarlierAsync(InboxRow row, CancellationToken cancellation)
    {
        if (options.OrderWait <= TimeSpan.Zero || !seen.TryGetValue((row.Channel, row.BotId), out var numbers)) return false;

        var until = row.ReceivedAt + options.OrderWait;
        var waited = false;
        while (clock.GetUtcNow() is var now && now < until)
        {
            var next = numbers.NextAsync();
            if (!numbers.MissesBefore(row.Order)) break;
            waited = true;
            await Task.WhenAny(next, Task.Delay(until - now, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
        return waited;
    }

    private sealed class Numbers
    {
        private const int Remembered = 4096;
        private const int LookBack = 8;

        private readonly Lock guard = new();
        private readonly HashSet<long> numbers = [];
        private readonly Queue<long> oldest = new();
        private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long first = long.MaxValue;

        public void Add(long number)
        {
            TaskCompletionSource pulse;
            lock (guard)
            {
                if (!numbers.Add(number)) return;
                first = Math.Min(first, number);
                oldest.Enqueue(number);
                if (oldest.Count > Remembered) numbers.Remove(oldest.Dequeue());
                pulse = next;
                next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            pulse.TrySetResult();
        }

        // Nothing is missed before the first number that this process saw.
        public bool MissesBefore(long number)
        {
            lock (guard)
            {
                for (var earlier = Math.Max(first, number - LookBack); earlier < number; earlier++)
                {
                    if (!numbers.Contains(earlier)) return true;
                }
                return false;
            }
        }

        public Task NextAsync()
        {
            lock (guard) return next.Task;
        }
    }
}
