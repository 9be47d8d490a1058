using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

/// <summary>Inbox, lane, outbox and log in memory: each activity gets its replies from <paramref name="bot"/>, in order, once.</summary>
internal sealed class MemoryTurns(Func<IEnumerable<IActivitySender>> senders, Func<Activity, IReadOnlyList<Reply>> bot, TimeProvider clock) : IActivityInbox, IConversationLog
{
    private readonly Lock gate = new();
    private readonly HashSet<(string, string, string)> keys = [];
    private readonly Dictionary<string, List<Row>> rows = [];
    private readonly Dictionary<string, Task> lanes = [];
    private readonly ConcurrentDictionary<string, bool> done = new();
    private TaskCompletionSource pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<Activity> Taken { get; } = [];

    public ConcurrentQueue<(string Id, SendResult Result)> Sent { get; } = new();

    /// <summary>When set, turns wait for it.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>When set, the inbox cannot take anything.</summary>
    public bool Broken { get; set; }

    /// <summary>When set, nothing can be read.</summary>
    public bool Unreadable { get; set; }

    public Task<bool> AcceptAsync(Activity activity, CancellationToken cancellation)
    {
        if (Broken) throw new InvalidOperationException("The store is away.");
        lock (gate)
        {
            var where = activity.Conversation;
            if (!keys.Add((where.Channel, where.BotId, activity.Key))) return Task.FromResult(false);
            Taken.Add(activity);
            var before = lanes.GetValueOrDefault(where.Id) ?? Task.CompletedTask;
            lanes[where.Id] = Task.Run(() => RunAsync(before, activity), CancellationToken.None);
        }
        return Task.FromResult(true);
    }

    public async Task AcceptAsync(IReadOnlyList<Activity> batch, CancellationToken cancellation)
    {
        foreach (var activity in batch) await AcceptAsync(activity, cancellation);
    }

    public Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation) =>
        Task.FromResult<(long, DateTimeOffset)?>(null);

    public Task<IReadOnlyList<OutgoingReply>> ReadAfterAsync(string conversationId, long sequence, int limit, CancellationToken cancellation)
    {
        if (Unreadable) throw new InvalidOperationException("The store is away.");
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<OutgoingReply>>(
                [.. (rows.GetValueOrDefault(conversationId) ?? []).Where(r => r.Reply.Sequence > sequence).Take(limit).Select(r => r.Reply)]);
        }
    }

    public async Task<bool> WaitForTurnAsync(string conversationId, string inboxKey, TimeSpan limit, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(limit, clock);
        while (!done.ContainsKey($"{conversationId} {inboxKey}"))
        {
            var next = Next();
            if (done.ContainsKey($"{conversationId} {inboxKey}")) break;
            try
            {
                await next.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
        return true;
    }

    public Task<IReadOnlyList<OutgoingReply>> ReadTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation)
    {
        if (Unreadable) throw new InvalidOperationException("The store is away.");
        lock (gate)
        {
            return Task.FromResult<IReadOnlyList<OutgoingReply>>(
                [.. (rows.GetValueOrDefault(conversationId) ?? []).Where(r => r.Reply.InReplyTo == inboxKey).Select(r => r.Reply)]);
        }
    }

    public async Task WaitForMoreAsync(string conversationId, long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            var next = Next();
            if ((await ReadAfterAsync(conversationId, sequence, 1, cancellation)).Count > 0) return;
            await next.WaitAsync(cancellation);
        }
    }

    public Task MarkSentAsync(IReadOnlyList<string> outboxIds, CancellationToken cancellation)
    {
        lock (gate)
        {
            foreach (var row in rows.Values.SelectMany(r => r).Where(r => outboxIds.Contains(r.Reply.Id))) row.IsSent = true;
        }
        return Task.CompletedTask;
    }

    public Task<bool> KnowsConversationAsync(string conversationId, CancellationToken cancellation)
    {
        if (Unreadable) throw new InvalidOperationException("The store is away.");
        lock (gate) return Task.FromResult(rows.ContainsKey(conversationId));
    }

    /// <summary>An event of another conversation's turn: something is said without being asked.</summary>
    public async Task SayAsync(ConversationReference to, Reply reply)
    {
        Row row;
        lock (gate) row = Add(to, reply, "event:test");
        Pulse();
        await SendAsync(row);
    }

    /// <summary>Waits until all lanes are still.</summary>
    public async Task QuietAsync()
    {
        Task[] running;
        lock (gate) running = [.. lanes.Values];
        await Task.WhenAll(running);
    }

    private async Task RunAsync(Task before, Activity activity)
    {
        await before;
        await Hold;
        var where = activity.Conversation with { User = activity.From };
        List<Row> written;
        lock (gate)
        {
            if (!rows.ContainsKey(where.Id)) rows[where.Id] = [];
            written = [];
            if (senders().Any(s => s.Channel == where.Channel && s.EchoesActivities))
            {
                written.Add(Add(where, new Reply { Parts = [], Class = DeliveryClass.Echo, Echo = activity }, activity.Key));
                written[0].IsSent = true;
            }
            written.AddRange(bot(activity).Select(r => Add(where, r, activity.Key)));
        }
        done[$"{where.Id} {activity.Key}"] = true;
        Pulse();
        foreach (var row in written) await SendAsync(row);
    }

    private async Task SendAsync(Row row)
    {
        if (row.IsSent || senders().FirstOrDefault(s => s.Channel == row.Reply.To.Channel) is not { } sender) return;
        var result = await sender.SendAsync(row.Reply, _ => Task.CompletedTask, CancellationToken.None);
        row.IsSent = result is SendResult.Sent;
        if (result is SendResult.Sent { ChannelMessageId: { } message }) row.MessageId = message;
        Sent.Enqueue((row.Reply.Id, result));
    }

    private Row Add(ConversationReference to, Reply reply, string key)
    {
        if (!rows.TryGetValue(to.Id, out var list)) rows[to.Id] = list = [];
        var sequence = list.Count + 1;
        var edits = reply.EditsPromptId is { } prompt ? list.FindLast(r => r.Reply.Reply.PromptId == prompt)?.MessageId : null;
        var row = new Row { Reply = new OutgoingReply($"{to.Id}#{sequence}", to, reply, sequence, 0, edits, key, clock.GetUtcNow()) };
        list.Add(row);
        return row;
    }

    private Task Next()
    {
        lock (gate) return pulse.Task;
    }

    private void Pulse()
    {
        lock (gate)
        {
            pulse.TrySetResult();
            pulse = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private sealed class Row
    {
        public required OutgoingReply Reply { get; init; }
        public bool IsSent { get; set; }
        public string? MessageId { get; set; }
    }
}
