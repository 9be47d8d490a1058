using System.Collections.Concurrent;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// Sends what turns have written, in order in each conversation. A row is marked before and after its call, so that a restart knows exactly
/// which few rows are in doubt.
/// </summary>
internal sealed class Outbox(
    ITurnDatabase database,
    IEnumerable<IActivitySender> senders,
    TurnLimits options,
    ITurnWatcher watcher,
    TimeProvider clock,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    BotMeter meter,
    ILogger<Outbox> logger) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan FirstStoreWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStoreWait = TimeSpan.FromSeconds(5);

    // With the database away at a stop: the row stays as it is, and the next process finds it in doubt.
    private const int StoreTriesAtStop = 3;

    private readonly Dictionary<string, SendChannel> channels =
        senders.ToDictionary(s => s.Channel, s => new SendChannel(s, clock), StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, SendLane> lanes = new();
    private readonly SemaphoreSlim slots = new(options.Senders);
    private int running;

    /// <summary>True when replies of this channel are sent from here.</summary>
    public bool Serves(string channel) => channels.ContainsKey(channel);

    public bool Echoes(string channel) => channels.TryGetValue(channel, out var c) && c.Sender.EchoesActivities;

    /// <summary>True when what is unsent of this conversation is known here and on its way.</summary>
    public bool IsSending(string conversationId) => lanes.TryGetValue(conversationId, out var lane) && lane is { Loaded: true, HasEntries: true };

    /// <summary>True as well when nobody has looked yet.</summary>
    public bool MayHaveUnsent(string conversationId) => !lanes.TryGetValue(conversationId, out var lane) || !lane.Loaded || lane.HasEntries;

    /// <summary>True when a reply written now would be sent at once: it may be born as Sending and saves a commit.</summary>
    public bool WouldSendNow(string channel, string conversationId) =>
        channels.TryGetValue(channel, out var way) && way.PausedFor == TimeSpan.Zero
        && lanes.TryGetValue(conversationId, out var lane) && lane is { Loaded: true, HasEntries: false } && lane.Bucket.Peek(clock.GetUtcNow()) == TimeSpan.Zero;

    /// <summary>Hands over what a turn has just committed.</summary>
    public void Add(string conversationId, ConversationReference to, IReadOnlyList<(OutboxRow Row, Reply Reply)> rows)
    {
        if (rows.Count == 0 || !channels.ContainsKey(to.Channel)) return;

        var entries = rows.Where(r => r.Row.Status is OutboxStatus.Pending or OutboxStatus.Sending)
            .Select(r => new SendEntry(r.Row, to, r.Reply, FromEarlierProcess: false)).ToList();
        SendLane lane;
        while (!(lane = Lane(conversationId)).TryAdd(entries)) lanes.TryRemove(KeyValuePair.Create(conversationId, lane));
        if (lane.Loaded) Start(lane);
        else _ = Task.Run(() => LoadSafelyAsync(conversationId));
    }

    /// <summary>A tap on a prompt's button proves that the prompt arrived.</summary>
    public void Arrived(string conversationId, string promptId)
    {
        if (lanes.TryGetValue(conversationId, out var lane)) lane.Arrived(promptId);
    }

    /// <summary>What is pending must not go out any more; the rows are marked by the caller's transaction.</summary>
    public void Supersede(string conversationId)
    {
        if (lanes.TryGetValue(conversationId, out var lane)) lane.DropPending(_ => true);
    }

    /// <summary>Reads what an earlier process left unsent, once for each conversation.</summary>
    public async Task EnsureLoadedAsync(string conversationId, CancellationToken cancellation)
    {
        if (!lanes.TryGetValue(conversationId, out var lane) || !lane.Loaded) await ReloadAsync(conversationId, cancellation);
    }

    /// <summary>The store may hold more of this conversation than is known here.</summary>
    public void Doubt(string conversationId)
    {
        if (lanes.TryGetValue(conversationId, out var lane)) lane.Doubt();
    }

    public async Task ReloadAsync(string conversationId, CancellationToken cancellation)
    {
        var lane = Lane(conversationId);
        if (!channels.ContainsKey(lane.Channel)) return;

        lane.BeginLoad();
        List<SendEntry>? unsent = null;
        try
        {
            unsent = await ReadUnsentAsync(conversationId, cancellation);
        }
        finally
        {
            lane.EndLoad(unsent);
        }
        Start(lane);
    }

    /// <summary>Waits until nothing is on its way.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        while (Volatile.Read(ref running) > 0 && !cancellation.IsCancellationRequested)
            await Task.WhenAny(Task.Delay(LookAgain, clock, cancellation));
    }

    /// <summary>Forgets lanes that have been still for a while.</summary>
    public void ForgetStill()
    {
        foreach (var (id, lane) in lanes)
        {
            if (lane.TryForget(clock.GetUtcNow())) lanes.TryRemove(KeyValuePair.Create(id, lane));
        }
    }

    public void Dispose() => slots.Dispose();

    public static OutgoingReply Outgoing(OutboxRow row, ConversationReference to, Reply reply, string? editsMessageId) =>
        new(row.Id, to, reply, row.Seq, row.PartsSent, editsMessageId, row.InboxKey, row.CreatedAt);

    private SendLane Lane(string conversationId) =>
        lanes.GetOrAdd(conversationId, id => new SendLane(id, new ReplyBucket(options.ReplyBurst, options.RepliesPerSecond)));

    private async Task<List<SendEntry>> ReadUnsentAsync(string conversationId, CancellationToken cancellation)
    {
        var (conversation, rows) = await database.ReadAsync(
            async s =>
            {
                var rows = await s.Tables.UnsentAsync(conversationId, cancellation);
                return rows.Count == 0 ? (null, rows) : (await s.Tables.LoadConversationAsync(conversationId, cancellation), rows);
            },
            cancellation);
        if (conversation is null) return [];

        var to = JsonSerializer.Deserialize(conversation.Reference, ConversationJson.Default.ConversationReference)!;
        return
        [
            .. rows.Select(row => new SendEntry(
                row, to, JsonSerializer.Deserialize(row.Payload, ConversationJson.Default.Reply)!, FromEarlierProcess: row.Status == OutboxStatus.Sending)),
        ];
    }

    private async Task LoadSafelyAsync(string conversationId)
    {
        try
        {
            await ReloadAsync(conversationId, lifetime.ApplicationStopping);
        }
        catch (Exception fault) when (fault is OperationCanceledException || DatabaseFaults.IsOutage(fault))
        {
            // The sweep finds the rows and wakes the lane, which reads them before anything else.
        }
    }

    private void Start(SendLane lane)
    {
        if (lane.TryStart()) _ = Task.Run(() => SendAllAsync(lane));
    }

    private async Task SendAllAsync(SendLane lane)
    {
        Interlocked.Increment(ref running);
        try
        {
            while (!lifetime.ApplicationStopping.IsCancellationRequested && lane.Head() is { } entry)
            {
                if (await SendAsync(lane, entry)) lane.Remove(entry);
            }
            if (lifetime.ApplicationStopping.IsCancellationRequested) lane.Stop();
        }
        catch (OperationCanceledException)
        {
            lane.Stop();
        }
        catch (Exception fault)
        {
            // What is unsent is read again before anything else is sent: the sweep sees to it.
            logger.SendFaulted(fault, lane.Channel);
            lane.Fail();
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <returns>True when the entry is done with.</returns>
    private async Task<bool> SendAsync(SendLane lane, SendEntry entry)
    {
        var row = entry.Row;
        var way = channels[lane.Channel];
        var stopping = lifetime.ApplicationStopping;

        if (entry.FromEarlierProcess || entry.InDoubt)
        {
            if (await SettleDoubtAsync(lane, entry, stopping)) return true;
        }
        if (row.ExpiresAt is { } expires && expires <= clock.GetUtcNow()) return await EndAsync(row, OutboxStatus.Superseded, "expired");

        await DelayAsync(row.NotBefore - clock.GetUtcNow(), stopping);
        await way.WaitWhilePausedAsync(stopping);
        await DelayAsync(lane.Bucket.Take(clock.GetUtcNow()), stopping);
        if (entry.Dropped) return true;

        await slots.WaitAsync(stopping);
        SendResult result;
        try
        {
            if (row.Status == OutboxStatus.Pending && !await MarkSendingAsync(row)) return true;

            var edits = entry.Reply.EditsPromptId is { } prompt
                ? await UntilStoredAsync(() => database.ReadAsync(s => s.Tables.MessageOfPromptAsync(row.ConversationId, prompt, CancellationToken.None), CancellationToken.None))
                : null;
            watcher.At(TurnPoint.SendBegins, row.Id);
            result = await CallAsync(way, entry, edits);
            watcher.At(TurnPoint.SendEnded, row.Id);
        }
        finally
        {
            slots.Release();
        }
        return await SettleAsync(way, entry, result);
    }

    private async Task<SendResult> CallAsync(SendChannel way, SendEntry entry, string? edits)
    {
        try
        {
            return await way.Sender.SendAsync(Outgoing(entry.Row, entry.To, entry.Reply, edits), parts => MarkPartAsync(entry.Row, parts), CancellationToken.None);
        }
        catch (Exception fault)
        {
            // A mistake in the channel tells nothing about the message: it is in doubt like any other, and waits longer each time.
            logger.SendFaulted(fault, way.Sender.Channel);
            return new SendResult.Ambiguous(fault.GetType().Name);
        }
    }

    private async Task<bool> SettleAsync(SendChannel way, SendEntry entry, SendResult result)
    {
        var row = entry.Row;
        meter.SendEnded(way.Sender.Channel, Word(result));
        switch (result)
        {
            case SendResult.Sent sent:
                way.Succeeded();
                await WriteAsync(t => t.MarkSentAsync(row.Id, sent.ChannelMessageId, clock.GetUtcNow(), CancellationToken.None));
                watcher.At(TurnPoint.SentMarked, row.Id);
                return true;

            case SendResult.NotSent refused:
                var wait = refused.RetryAfter ?? BackOff(row.Attempts);
                if (refused.WholeChannel) way.PauseFor(wait);
                await MarkWaitingAsync(row, clock.GetUtcNow() + wait, refused.ErrorCode);
                return false;

            case SendResult.Rejected rejected:
                return await EndAsync(row, OutboxStatus.Dead, rejected.ErrorCode);

            case SendResult.Blocked blocked:
                await EndAsync(row, OutboxStatus.Dead, blocked.ErrorCode);
                await TellBlockedAsync(entry);
                return true;

            case SendResult.Ambiguous doubt:
                way.NoteDoubt();
                entry.InDoubt = true;
                row.ErrorCode = doubt.ErrorCode;
                return false;

            default:
                throw new InvalidOperationException($"A sender returned {result.GetType().Name}.");
        }
    }

    private static string Word(SendResult result) => result switch
    {
        SendResult.Sent => "sent",
        SendResult.NotSent => "not_sent",
        SendResult.Rejected => "rejected",
        SendResult.Blocked => "blocked",
        SendResult.Ambiguous => "in_doubt",
        _ => throw new InvalidOperationException($"A sender returned {result.GetType().Name}."),
    };

    /// <summary>Decides by class what becomes of a reply that may or may not have arrived.</summary>
    /// <returns>True when it is done with.</returns>
    private async Task<bool> SettleDoubtAsync(SendLane lane, SendEntry entry, CancellationToken stopping)
    {
        var row = entry.Row;
        // While no process was there, a tap could not reach us: the wait for it begins now.
        var doubtfulSince = entry.FromEarlierProcess ? clock.GetUtcNow() : row.AttemptStartedAt;
        entry.InDoubt = false;
        entry.FromEarlierProcess = false;
        switch (row.Class)
        {
            case DeliveryClass.NiceToHave or DeliveryClass.Action or DeliveryClass.Echo:
                return await EndAsync(row, OutboxStatus.Unknown, row.ErrorCode ?? "process_died");

            case DeliveryClass.Question:
                if (await lane.ArrivedWithinAsync(entry, doubtfulSince + options.EvidenceWait, clock, stopping))
                {
                    await WriteAsync(t => t.MarkSentAsync(row.Id, null, clock.GetUtcNow(), CancellationToken.None));
                    watcher.At(TurnPoint.SentMarked, row.Id);
                    return true;
                }
                // A newer question stands behind it: the old one is needless.
                if (row.CoalesceKey is { } key && lane.HasNewer(entry, key)) return await EndAsync(row, OutboxStatus.Superseded, "overtaken");
                await MarkWaitingAsync(row, row.Attempts <= 1 ? null : clock.GetUtcNow() + BackOff(row.Attempts), row.ErrorCode ?? "process_died");
                return false;

            case DeliveryClass.Edit or DeliveryClass.MustArrive:
                await MarkWaitingAsync(row, row.Attempts == 0 ? null : clock.GetUtcNow() + BackOff(row.Attempts), row.ErrorCode ?? "process_died");
                return false;

            default:
                throw new InvalidOperationException($"Delivery class {row.Class} has no rule for a reply in doubt.");
        }
    }

    private async Task<bool> MarkSendingAsync(OutboxRow row)
    {
        var now = clock.GetUtcNow();
        if (!await UntilStoredAsync(() => database.WriteAsync(s => s.Tables.MarkSendingAsync(row.Id, now, CancellationToken.None), CancellationToken.None))) return false;

        row.Status = OutboxStatus.Sending;
        row.AttemptStartedAt = now;
        row.Attempts++;
        watcher.At(TurnPoint.SendingMarked, row.Id);
        return true;
    }

    private async Task MarkPartAsync(OutboxRow row, int parts)
    {
        row.PartsSent = parts;
        await WriteAsync(t => t.MarkPartAsync(row.Id, parts, CancellationToken.None));
        watcher.At(TurnPoint.PartMarked, row.Id);
    }

    private async Task MarkWaitingAsync(OutboxRow row, DateTimeOffset? notBefore, string error)
    {
        await WriteAsync(t => t.MarkWaitingAsync(row.Id, notBefore, error, CancellationToken.None));
        row.Status = OutboxStatus.Pending;
        row.NotBefore = notBefore;
    }

    private async Task<bool> EndAsync(OutboxRow row, OutboxStatus status, string error)
    {
        await WriteAsync(t => t.MarkEndedAsync(row.Id, status, error, CancellationToken.None));
        logger.ReplyEnded(row.Id, status.ToString(), error);
        return true;
    }

    private Task<bool> TellBlockedAsync(SendEntry entry) =>
        UntilStoredAsync(() => services.GetRequiredService<IActivityInbox>().AcceptAsync(
            new Activity
            {
                Key = $"event:blocked:{entry.Row.Id}",
                Conversation = entry.To,
                Type = ActivityType.Blocked,
                From = entry.To.User,
                Order = null,
                Timestamp = clock.GetUtcNow(),
            },
            CancellationToken.None));

    private Task<bool> WriteAsync(Func<ITurnTables, Task> mark) =>
        UntilStoredAsync(() => database.WriteAsync(
            async s =>
            {
                await mark(s.Tables);
                return true;
            },
            CancellationToken.None));

    /// <summary>
    /// Waits for a database that is away. What is known about a message must not be forgotten: one that is known to be sent would be sent twice.
    /// </summary>
    private async Task<T> UntilStoredAsync<T>(Func<Task<T>> store)
    {
        var wait = FirstStoreWait;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await store();
            }
            catch (Exception fault) when (DatabaseFaults.IsOutage(fault) && (tries < StoreTriesAtStop || !lifetime.ApplicationStopping.IsCancellationRequested))
            {
                logger.DatabaseDown(fault, wait);
            }
            await DelayAsync(wait, CancellationToken.None);
            wait = wait * 2 < LongestStoreWait ? wait * 2 : LongestStoreWait;
        }
    }

    private Task DelayAsync(TimeSpan? wait, CancellationToken cancellation) =>
        wait is { } time && time > TimeSpan.Zero ? Task.Delay(time, clock, cancellation) : Task.CompletedTask;

    // 1, 2, 4 ... seconds with up to a fifth more, so that lanes do not come back all at once.
    private static TimeSpan BackOff(int attempts)
    {
        var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(attempts - 1, 0, 6))) * (1 + (Random.Shared.NextDouble() / 5));
        return wait < LongestWait ? wait : LongestWait;
    }
}
