using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// Webhooks deliver side by side, so the second of two quick messages may come first. Where numbers rise one by one (Telegram's update ids),
/// a row waits a moment for the numbers before its own that were passed over just now. A number that stays away was never meant for us.
/// </summary>
internal sealed class UpdateOrder(TurnLimits options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Channel, string BotId), Numbers> seen = new();

    /// <summary>Called for every activity that a webhook brings, before it is written; polling delivers in order and never waits.</summary>
    public void Coming(Activity activity)
    {
        if (activity.Order is { } order && options.OrderWait > TimeSpan.Zero)
            seen.GetOrAdd((activity.Conversation.Channel, activity.Conversation.BotId), _ => new Numbers()).Add(order, clock.GetUtcNow() + options.OrderWait);
    }

    /// <summary>Called once it is durable: whoever waited for it finds it.</summary>
    public void Came(Activity activity)
    {
        if (activity.Order is { } order && seen.TryGetValue((activity.Conversation.Channel, activity.Conversation.BotId), out var numbers))
            numbers.Remove(order, activity.Conversation.Id);
    }

    /// <summary>To be asked before a lane reads its rows, and given back with each of them.</summary>
    public long Mark(string channel, string botId) => seen.TryGetValue((channel, botId), out var numbers) ? numbers.Version : 0;

    /// <returns>True when an earlier row of the same conversation may have come since the lane read its rows, so that it reads again.</returns>
    public async Task<bool> WaitForEarlierAsync(InboxRow row, long mark, CancellationToken cancellation)
    {
        if (!seen.TryGetValue((row.Channel, row.BotId), out var numbers)) return false;

        var until = row.ReceivedAt + options.OrderWait;
        var waited = false;
        while (clock.GetUtcNow() is var now && now < until)
        {
            var next = numbers.NextAsync();
            if (numbers.MissedBefore(row.Order, now) is not { } missed) break;
            waited = true;
            await Task.WhenAny(next, Task.Delay((missed < until ? missed : until) - now, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
        return waited || numbers.CameSince(mark, row.ConversationId, row.Order);
    }

    /// <summary>The numbers that are under way: passed over and may still come, or being written.</summary>
    private sealed class Numbers
    {
        // A jump wider than this is a new count, not so many updates under way.
        private const int MostPassedOver = 4096;

        // A lane's read of its rows is shorter than so many updates.
        private const int Remembered = 1024;

        // Before the first number that this process sees there may be others under way.
        private const int BeforeFirst = 256;

        private readonly Lock guard = new();
        private readonly SortedSet<long> passedOver = [];
        private readonly Dictionary<long, DateTimeOffset> waitUntil = [];
        private readonly Queue<(long Version, string ConversationId, long Number)> latest = new();
        private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private long? highest;

        public long Version
        {
            get
            {
                lock (guard) return field;
            }
            private set;
        }

        public void Add(long number, DateTimeOffset until)
        {
            lock (guard)
            {
                var first = highest is { } known ? known + 1 : number - BeforeFirst;
                for (var missing = number - first <= MostPassedOver ? first : number; missing <= number; missing++)
                {
                    passedOver.Add(missing);
                    waitUntil[missing] = until;
                }
                highest = Math.Max(highest ?? number, number);
            }
        }

        public void Remove(long number, string conversationId)
        {
            TaskCompletionSource pulse;
            lock (guard)
            {
                Forget(number);
                latest.Enqueue((++Version, conversationId, number));
                if (latest.Count > Remembered) latest.Dequeue();
                pulse = next;
                next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
            pulse.TrySetResult();
        }

        /// <summary>Until when to wait for a number before this one; null when none is under way.</summary>
        public DateTimeOffset? MissedBefore(long number, DateTimeOffset now)
        {
            lock (guard)
            {
                // Higher numbers were passed over later: the lowest are the first to be given up, and the highest below this one is the last.
                while (passedOver.Count > 0 && waitUntil[passedOver.Min] <= now) Forget(passedOver.Min);
                if (passedOver.Count == 0 || passedOver.Min >= number) return null;
                return waitUntil[passedOver.GetViewBetween(passedOver.Min, number - 1).Max];
            }
        }

        public bool CameSince(long mark, string conversationId, long number)
        {
            lock (guard) return latest.Any(l => l.Version > mark && l.ConversationId == conversationId && l.Number < number);
        }

        public Task NextAsync()
        {
            lock (guard) return next.Task;
        }

        private void Forget(long number)
        {
            passedOver.Remove(number);
            waitUntil.Remove(number);
        }
    }
}
