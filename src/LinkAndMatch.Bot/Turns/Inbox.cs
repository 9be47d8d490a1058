using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Takes activities in: written and committed before the sender is told so, each key once.</summary>
internal sealed class Inbox(ITurnDatabase database, LaneWaker lanes, UpdateOrder order, ITurnWatcher watcher, TimeProvider clock) : IActivityInbox
{
    private long lastOrder;

    public async Task<bool> AcceptAsync(Activity activity, CancellationToken cancellation)
    {
        watcher.At(TurnPoint.AcceptBegins, activity.Key);
        // One by one is how webhooks come, side by side and in no order; a poller's batch is in order.
        order.Coming(activity);
        var row = RowOf(activity);
        var taken = await database.WriteAsync(s => InsertAsync(s, row, cancellation), cancellation);
        watcher.At(TurnPoint.AcceptCommitted, activity.Key);
        order.Came(activity);
        if (taken) lanes.Wake(row.ConversationId);
        return taken;
    }

    public async Task AcceptAsync(IReadOnlyList<Activity> batch, CancellationToken cancellation)
    {
        if (batch.Count == 0) return;

        watcher.At(TurnPoint.AcceptBegins, batch[0].Key);
        var rows = batch.Select(RowOf).ToList();
        var taken = await database.WriteAsync(
            async s =>
            {
                var conversations = new HashSet<string>();
                foreach (var row in rows)
                {
                    if (await InsertAsync(s, row, cancellation)) conversations.Add(row.ConversationId);
                }
                return conversations;
            },
            cancellation);
        watcher.At(TurnPoint.AcceptCommitted, batch[^1].Key);
        foreach (var conversation in taken) lanes.Wake(conversation);
    }

    public Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation) =>
        database.ReadAsync(s => s.Tables.NewestAsync(channel, botId, cancellation), cancellation);

    private async Task<bool> InsertAsync(TurnSession session, InboxRow row, CancellationToken cancellation)
    {
        var taken = await session.Tables.AcceptAsync(row, cancellation);
        watcher.At(TurnPoint.AcceptInserted, row.UpdateKey);
        return taken;
    }

    private InboxRow RowOf(Activity activity) => new()
    {
        Channel = activity.Conversation.Channel,
        BotId = activity.Conversation.BotId,
        UpdateKey = activity.Key,
        Order = activity.Order ?? NextOrder(),
        ConversationId = activity.Conversation.Id,
        ReceivedAt = clock.GetUtcNow(),
        Payload = JsonSerializer.Serialize(activity, ConversationJson.Default.Activity),
    };

    /// <summary>For channels without numbers of their own: microseconds since 1970, never the same twice.</summary>
    private long NextOrder()
    {
        var now = (clock.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10;
        while (true)
        {
            var last = Interlocked.Read(ref lastOrder);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref lastOrder, next, last) == last) return next;
        }
    }
}
