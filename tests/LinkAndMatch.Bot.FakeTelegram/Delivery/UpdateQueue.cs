using LinkAndMatch.Bot.FakeTelegram.Api;

namespace LinkAndMatch.Bot.FakeTelegram.Delivery;

/// <summary>The updates that the bot has not confirmed, and the one poller that may wait for them.</summary>
internal sealed class UpdateQueue(TimeProvider time)
{
    private static readonly TimeSpan MessageLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan TapLife = TimeSpan.FromSeconds(150);
    private static readonly HashSet<string> OnlyWhenNamed = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly Lock _gate = new();
    private readonly Queue<QueuedUpdate> _waiting = new();
    private readonly Queue<QueuedUpdate> _repeats = new();
    private readonly List<QueuedUpdate> _batch = [];
    private HashSet<string>? _allowed;
    private Action<QueuedUpdate>? _sink;
    private TaskCompletionSource? _arrived;
    private TaskCompletionSource? _emptied;
    private Poll? _poll;
    private Random _random = new(1);
    private double _duplicateProbability;
    private bool _shuffle;
    private long _nextId = 100_000_001;
    private int _open;

    public long Made { get; private set; }
    public long Delivered { get; private set; }
    public long Conflicts { get; private set; }

    /// <summary>Updates not confirmed, and repeats that are due.</summary>
    public int Waiting
    {
        get { lock (_gate) return _open + _repeats.Count; }
    }

    public void Behave(FakeBehaviour behaviour)
    {
        lock (_gate)
        {
            _random = new Random(behaviour.Seed);
            _duplicateProbability = behaviour.DuplicateProbability;
            _shuffle = behaviour.ShuffleUpdates;
        }
    }

    public void RestartIdsAt(long nextId)
    {
        lock (_gate) _nextId = nextId;
    }

    public long Add(long chatId, string kind, byte[] body)
    {
        lock (_gate)
        {
            var update = new QueuedUpdate(_nextId++, chatId, kind == "callback_query", body, time.GetTimestamp());
            Made++;
            if (!Allows(kind)) return update.Id;
            _waiting.Enqueue(update);
            _open++;
            if (_sink is { } sink) sink(update);
            else Wake();
            return update.Id;
        }
    }

    /// <summary>Remembers which kinds the bot wants; null leaves them as they were, empty means the usual ones.</summary>
    public void Allow(IReadOnlyList<string>? kinds)
    {
        if (kinds is null) return;
        lock (_gate) _allowed = kinds.Count == 0 ? null : [.. kinds];
    }

    /// <summary>One long poll.</summary>
    /// <exception cref="ApiRefusal">409: another poll came, or a webhook is set.</exception>
    public async Task<IReadOnlyList<QueuedUpdate>> TakeAsync(long offset, int limit, TimeSpan timeout, CancellationToken cancellation)
    {
        var mine = new Poll();
        var started = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            if (_sink is not null) throw new ApiRefusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
            if (_poll is { } other)
            {
                other.CutOff = true;
                Wake();
            }

            _poll = mine;
            Confirm(offset);
        }

        try
        {
            while (true)
            {
                Task arrived;
                var left = timeout - TimeProvider.System.GetElapsedTime(started);
                lock (_gate)
                {
                    if (mine.CutOff)
                    {
                        Conflicts++;
                        throw new ApiRefusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
                    }

                    cancellation.ThrowIfCancellationRequested();
                    var batch = Pick(limit);
                    if (batch.Count > 0 || left <= TimeSpan.Zero) return batch;
                    arrived = (_arrived ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                }

                try
                {
                    await arrived.WaitAsync(left, cancellation);
                }
                catch (TimeoutException)
                {
                    // The poll ends empty at the next look.
                }
            }
        }
        finally
        {
            lock (_gate)
            {
                if (_poll == mine) _poll = null;
            }
        }
    }

    /// <summary>Hands every waiting and every later update to the webhook instead of the poller.</summary>
    public void Attach(Action<QueuedUpdate> sink)
    {
        lock (_gate)
        {
            foreach (var update in _waiting.Where(u => !u.Done)) sink(update);
            _sink = sink;
            if (_poll is { } poll) poll.CutOff = true;
            Wake();
        }
    }

    public void Detach()
    {
        lock (_gate) _sink = null;
    }

    public void DropAll()
    {
        lock (_gate)
        {
            foreach (var update in _waiting) Finish(update);
            _repeats.Clear();
            Trim();
        }
    }

    public void CountDelivery()
    {
        lock (_gate) Delivered++;
    }

    /// <summary>Marks an update as taken by the webhook, or as too old to be sent.</summary>
    public void MarkDone(QueuedUpdate update)
    {
        lock (_gate)
        {
            Finish(update);
            Trim();
        }
    }

    public bool IsExpired(QueuedUpdate update) => time.GetElapsedTime(update.MadeAt) > (update.IsTap ? TapLife : MessageLife);

    public async Task WaitUntilTakenAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Task emptied;
        lock (_gate)
        {
            if (_open + _repeats.Count == 0) return;
            emptied = (_emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await emptied.WaitAsync(patience, cancellation);
        }
        catch (TimeoutException)
        {
            // The caller reads how many are left.
        }
    }

    private bool Allows(string kind) => _allowed?.Contains(kind) ?? !OnlyWhenNamed.Contains(kind);

    private void Confirm(long offset)
    {
        if (offset < 0)
        {
            var forget = Math.Max(0, _open + offset);
            foreach (var update in _waiting.Where(u => !u.Done))
            {
                if (forget-- <= 0) break;
                Finish(update);
            }
        }
        else
        {
            foreach (var update in _waiting)
            {
                if (update.Id < offset) Finish(update);
                else if (!update.Done) break;
            }
        }

        Trim();
    }

    private List<QueuedUpdate> Pick(int limit)
    {
        _batch.Clear();
        // Late copies come of what was confirmed only: before that they would stand in front of older updates, whose confirmation they would imply.
        for (var left = _repeats.Count; left > 0 && _batch.Count < limit; left--)
        {
            var repeat = _repeats.Dequeue();
            if (repeat.Done) _batch.Add(repeat);
            else _repeats.Enqueue(repeat);
        }
        var expired = false;
        foreach (var update in _waiting)
        {
            if (_batch.Count >= limit) break;
            if (update.Done) continue;
            if (IsExpired(update))
            {
                Finish(update);
                expired = true;
                continue;
            }

            _batch.Add(update);
            if (!update.Drawn && _duplicateProbability > 0) DrawRepeat(update, limit);
            update.Drawn = true;
        }

        if (expired) Trim();
        if (_batch.Count == 0) return [];
        var picked = new List<QueuedUpdate>(_batch);
        if (_shuffle) _random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(picked));
        Delivered += picked.Count;
        return picked;
    }

    private void DrawRepeat(QueuedUpdate update, int limit)
    {
        if (_random.NextDouble() >= _duplicateProbability) return;
        if (_batch.Count < limit && _random.Next(2) == 0) _batch.Add(update);
        else _repeats.Enqueue(update);
    }

    private void Finish(QueuedUpdate update)
    {
        if (update.Done) return;
        update.Done = true;
        _open--;
    }

    private void Trim()
    {
        while (_waiting.TryPeek(out var first) && first.Done) _waiting.Dequeue();
        if (_open + _repeats.Count > 0 || _emptied is null) return;
        _emptied.TrySetResult();
        _emptied = null;
    }

    private void Wake()
    {
        _arrived?.TrySetResult();
        _arrived = null;
    }

    private sealed class Poll
    {
        public bool CutOff { get; set; }
    }
}
