using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.Tests;

/// <summary>An inbox that keeps to its contract in memory, outlives the bot that uses it, and fails when told to.</summary>
internal sealed class MemoryInbox(TimeProvider? clock = null) : IActivityInbox
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Activity> _known = [];
    private readonly List<Activity> _accepted = [];
    private (long Order, DateTimeOffset At)? _newest;

    /// <summary>Before anything is stored.</summary>
    public Func<IReadOnlyList<Activity>, Task>? BeforeCommit { get; set; }

    /// <summary>After all is stored: an exception here is an acknowledgement that got lost.</summary>
    public Func<IReadOnlyList<Activity>, Task>? AfterCommit { get; set; }

    public ConcurrentQueue<int> Batches { get; } = new();

    public int Duplicates { get; private set; }

    public IReadOnlyList<Activity> Accepted
    {
        get
        {
            lock (_gate) return [.. _accepted];
        }
    }

    public async Task<bool> AcceptAsync(Activity activity, CancellationToken cancellation)
    {
        var before = Accepted.Count;
        await AcceptAsync([activity], cancellation);
        return Accepted.Count > before;
    }

    public async Task AcceptAsync(IReadOnlyList<Activity> batch, CancellationToken cancellation)
    {
        if (BeforeCommit is { } before) await before(batch);
        lock (_gate)
        {
            foreach (var activity in batch)
            {
                if (!_known.TryAdd($"{activity.Conversation.Channel}/{activity.Conversation.BotId}/{activity.Key}", activity))
                {
                    Duplicates++;
                    continue;
                }

                _accepted.Add(activity);
                if (activity.Order is { } order) _newest = (order, _clock.GetUtcNow());
            }
        }

        Batches.Enqueue(batch.Count);
        if (AfterCommit is { } after) await after(batch);
    }

    public Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation)
    {
        lock (_gate) return Task.FromResult<(long, DateTimeOffset)?>(_newest);
    }

    public void Seed(long order, DateTimeOffset at)
    {
        lock (_gate) _newest = (order, at);
    }
}
