using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>A reply on its way out of this process.</summary>
internal sealed class SendEntry(OutboxRow row, ConversationReference to, Reply reply, bool FromEarlierProcess)
{
    public OutboxRow Row => row;
    public ConversationReference To => to;
    public Reply Reply => reply;

    /// <summary>Marked as Sending by a process that is gone: it may have arrived.</summary>
    public bool FromEarlierProcess { get; set; } = FromEarlierProcess;

    /// <summary>The last attempt ended without anyone knowing how.</summary>
    public bool InDoubt { get; set; }

    public bool Dropped { get; set; }
}

/// <summary>The unsent replies of one conversation, in order; one of them is on its way at a time.</summary>
internal sealed class SendLane(string conversationId, ReplyBucket bucket)
{
    private static readonly TimeSpan StillFor = TimeSpan.FromMinutes(2);

    private readonly Lock guard = new();
    private readonly LinkedList<SendEntry> entries = new();
    private TaskCompletionSource<string>? evidence;
    private bool running;
    private DateTimeOffset changed = DateTimeOffset.MaxValue;

    public string Channel { get; } = conversationId[..conversationId.IndexOf('/', StringComparison.Ordinal)];

    public ReplyBucket Bucket => bucket;

    /// <summary>True once it was looked up what an earlier process left.</summary>
    public bool Loaded { get; set; }

    public bool HasEntries
    {
        get
        {
            lock (guard) return entries.Count > 0;
        }
    }

    public void Add(SendEntry entry)
    {
        lock (guard)
        {
            if (entries.Any(e => e.Row.Id == entry.Row.Id)) return;
            if (entry.Row.CoalesceKey is { } key)
            {
                foreach (var older in entries)
                {
                    if (older.Row.CoalesceKey == key && older.Row.Status == OutboxStatus.Pending) older.Dropped = true;
                }
            }
            var node = entries.Last;
            while (node is not null && node.Value.Row.Seq > entry.Row.Seq) node = node.Previous;
            if (node is null) entries.AddFirst(entry);
            else entries.AddAfter(node, entry);
        }
    }

    /// <summary>True when the caller is to send; false when somebody does already or nothing is there.</summary>
    public bool TryStart()
    {
        lock (guard)
        {
            if (running || entries.Count == 0) return false;
            return running = true;
        }
    }

    /// <summary>The next to send; null, and the lane is at rest, when there is none.</summary>
    public SendEntry? Head()
    {
        lock (guard)
        {
            while (entries.First is { Value.Dropped: true }) entries.RemoveFirst();
            if (entries.First is { } first) return first.Value;
            running = false;
            changed = DateTimeOffset.MinValue;
            return null;
        }
    }

    public void Remove(SendEntry entry)
    {
        lock (guard) entries.Remove(entry);
    }

    public void Stop()
    {
        lock (guard) running = false;
    }

    /// <summary>Forgets everything, to be read from the store again.</summary>
    public void Clear()
    {
        lock (guard)
        {
            entries.Clear();
            running = false;
            Loaded = false;
        }
    }

    public void DropPending(Func<SendEntry, bool> which)
    {
        lock (guard)
        {
            foreach (var entry in entries)
            {
                if (entry.Row.Status == OutboxStatus.Pending && which(entry)) entry.Dropped = true;
            }
        }
    }

    public bool HasNewer(SendEntry entry, string coalesceKey)
    {
        lock (guard) return entries.Any(e => e.Row.Seq > entry.Row.Seq && e.Row.CoalesceKey == coalesceKey && !e.Dropped);
    }

    public void Arrived(string promptId)
    {
        lock (guard) evidence?.TrySetResult(promptId);
    }

    /// <summary>Waits for a tap on this prompt until the given time.</summary>
    public async Task<bool> ArrivedWithinAsync(SendEntry entry, DateTimeOffset? until, TimeProvider clock, CancellationToken cancellation)
    {
        while (until - clock.GetUtcNow() is { } left && left > TimeSpan.Zero)
        {
            Task<string> tap;
            lock (guard) tap = (evidence = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            await Task.WhenAny(tap, Task.Delay(left, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (tap.IsCompletedSuccessfully && await tap == entry.Row.PromptId) return true;
        }
        return false;
    }

    /// <summary>True when nothing is left and the bucket is full again.</summary>
    public bool MayBeForgotten(DateTimeOffset now)
    {
        lock (guard)
        {
            if (entries.Count > 0 || running) return false;
            if (changed == DateTimeOffset.MinValue) changed = now;
            return now - changed > StillFor;
        }
    }
}

/// <summary>So many at once, then so many a second: what a chat takes.</summary>
internal sealed class ReplyBucket(int burst, double perSecond)
{
    private readonly Lock guard = new();
    private double tokens = burst;
    private DateTimeOffset filled = DateTimeOffset.MinValue;

    /// <summary>How long the next one would have to wait.</summary>
    public TimeSpan Peek(DateTimeOffset now)
    {
        lock (guard)
        {
            Fill(now);
            return Wait();
        }
    }

    /// <summary>Takes one and says how long to wait before it is used.</summary>
    public TimeSpan Take(DateTimeOffset now)
    {
        lock (guard)
        {
            Fill(now);
            var wait = Wait();
            tokens--;
            return wait;
        }
    }

    private TimeSpan Wait() => tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - tokens) / perSecond);

    private void Fill(DateTimeOffset now)
    {
        if (filled != DateTimeOffset.MinValue && now > filled) tokens = Math.Min(burst, tokens + ((now - filled).TotalSeconds * perSecond));
        filled = now;
    }
}
