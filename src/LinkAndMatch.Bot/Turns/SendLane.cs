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
    private readonly HashSet<string> endedWhileLoading = [];
    private readonly HashSet<string> arrived = [];
    private TaskCompletionSource? evidence;
    private bool loaded;
    private bool running;
    private bool forgotten;
    private int loading;
    private DateTimeOffset changed = DateTimeOffset.MaxValue;

    public string Channel { get; } = conversationId[..conversationId.IndexOf('/', StringComparison.Ordinal)];

    public ReplyBucket Bucket => bucket;

    /// <summary>True once it was looked up what is unsent; until then nothing is sent, or a newer reply could overtake an older one.</summary>
    public bool Loaded
    {
        get
        {
            lock (guard) return loaded;
        }
    }

    public bool HasEntries
    {
        get
        {
            lock (guard) return entries.Count > 0;
        }
    }

    /// <returns>False when this lane was forgotten meanwhile: the caller takes a new one.</returns>
    public bool TryAdd(IEnumerable<SendEntry> added)
    {
        lock (guard)
        {
            if (forgotten) return false;
            foreach (var entry in added)
            {
                if (entry.Row.CoalesceKey is { } key) DropPendingBefore(entry.Row.Seq, key);
                Add(entry);
            }
            return true;
        }
    }

    /// <summary>The store is about to be read: what ends from now on must not come back by it.</summary>
    public void BeginLoad()
    {
        lock (guard) loading++;
    }

    /// <param name="unsent">What the store held; null when it could not be read.</param>
    public void EndLoad(IEnumerable<SendEntry>? unsent)
    {
        lock (guard)
        {
            if (unsent is not null)
            {
                foreach (var entry in unsent.Where(e => !endedWhileLoading.Contains(e.Row.Id))) Add(entry);
                loaded = true;
            }
            if (--loading == 0) endedWhileLoading.Clear();
        }
    }

    /// <summary>The store may hold more than is known here: it is read again before the next reply is sent.</summary>
    public void Doubt()
    {
        lock (guard) loaded = false;
    }

    /// <summary>True when the caller is to send; false when somebody does already or nothing is there.</summary>
    public bool TryStart()
    {
        lock (guard)
        {
            if (running || !loaded || entries.Count == 0) return false;
            return running = true;
        }
    }

    /// <summary>The next to send; null, and the lane is at rest, when there is none.</summary>
    public SendEntry? Head()
    {
        lock (guard)
        {
            while (entries.First is { Value.Dropped: true } dropped) End(dropped.Value);
            if (loaded && entries.First is { } first) return first.Value;
            running = false;
            changed = DateTimeOffset.MaxValue;
            return null;
        }
    }

    public void Remove(SendEntry entry)
    {
        lock (guard) End(entry);
    }

    public void Stop()
    {
        lock (guard) running = false;
    }

    /// <summary>What is here is no longer to be trusted: forgotten, and read from the store before anything else is sent.</summary>
    public void Fail()
    {
        lock (guard)
        {
            entries.Clear();
            loaded = false;
            running = false;
            changed = DateTimeOffset.MaxValue;
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

    /// <summary>Remembered, for a tap may be read before the doubt that it ends.</summary>
    public void Arrived(string promptId)
    {
        lock (guard)
        {
            if (entries.All(e => e.Row.PromptId != promptId)) return;
            arrived.Add(promptId);
            evidence?.TrySetResult();
        }
    }

    /// <summary>Waits for a tap on this prompt until the given time.</summary>
    public async Task<bool> ArrivedWithinAsync(SendEntry entry, DateTimeOffset? until, TimeProvider clock, CancellationToken cancellation)
    {
        if (entry.Row.PromptId is not { } prompt) return false;

        while (true)
        {
            Task tap;
            lock (guard)
            {
                if (arrived.Contains(prompt)) return true;
                tap = (evidence = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
            if (!(until - clock.GetUtcNow() is { } left && left > TimeSpan.Zero)) return false;
            await Task.WhenAny(tap, Task.Delay(left, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Forgets the lane when nothing is left and the bucket is full again.</summary>
    public bool TryForget(DateTimeOffset now)
    {
        lock (guard)
        {
            if (entries.Count > 0 || running || loading > 0) return false;
            if (changed > now) changed = now;
            return forgotten = now - changed > StillFor;
        }
    }

    private void Add(SendEntry entry)
    {
        if (entries.Any(e => e.Row.Id == entry.Row.Id)) return;
        changed = DateTimeOffset.MaxValue;
        var node = entries.Last;
        while (node is not null && node.Value.Row.Seq > entry.Row.Seq) node = node.Previous;
        if (node is null) entries.AddFirst(entry);
        else entries.AddAfter(node, entry);
    }

    /// <summary>The transaction that wrote the newer one has marked them already.</summary>
    private void DropPendingBefore(long seq, string coalesceKey)
    {
        foreach (var older in entries)
        {
            if (older.Row.Seq < seq && older.Row.CoalesceKey == coalesceKey && older.Row.Status == OutboxStatus.Pending) older.Dropped = true;
        }
    }

    private void End(SendEntry entry)
    {
        entries.Remove(entry);
        if (entry.Row.PromptId is { } prompt) arrived.Remove(prompt);
        if (loading > 0) endedWhileLoading.Add(entry.Row.Id);
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
