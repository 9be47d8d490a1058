using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Reads what was said from the outbox.</summary>
internal sealed class ConversationLog(ITurnDatabase database, ConversationSignals signals, TimeProvider clock) : IConversationLog
{
    // A pulse of another node does not reach this one: whoever waits looks again after this long.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public Task<IReadOnlyList<OutgoingReply>> ReadAfterAsync(string conversationId, long sequence, int limit, CancellationToken cancellation) =>
        ReadAsync(conversationId, s => s.Tables.RepliesAfterAsync(conversationId, sequence, limit, cancellation), cancellation);

    public Task<IReadOnlyList<OutgoingReply>> ReadTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation) =>
        ReadAsync(conversationId, s => s.Tables.RepliesOfTurnAsync(conversationId, inboxKey, cancellation), cancellation);

    public async Task<bool> WaitForTurnAsync(string conversationId, string inboxKey, TimeSpan limit, CancellationToken cancellation)
    {
        var parts = conversationId.Split('/', 3);
        var key = new InboxKey(parts[0], parts[1], inboxKey);
        var until = clock.GetUtcNow() + limit;
        while (true)
        {
            var next = signals.NextAsync(conversationId);
            var done = await database.ReadAsync(
                async s => await s.Tables.StatusAsync(key, cancellation) is InboxStatus.Done or InboxStatus.Dead
                    && await s.Tables.AwaitedStepsAsync(conversationId, cancellation) == 0,
                cancellation);
            if (done) return true;
            if (until - clock.GetUtcNow() is var left && left <= TimeSpan.Zero) return false;
            await WaitAsync(next, left < LookAgain ? left : LookAgain, cancellation);
        }
    }

    public async Task WaitForMoreAsync(string conversationId, long sequence, CancellationToken cancellation)
    {
        while (true)
        {
            var next = signals.NextAsync(conversationId);
            var more = await database.ReadAsync(s => s.Tables.RepliesAfterAsync(conversationId, sequence, 1, cancellation), cancellation);
            if (more.Count > 0) return;
            await WaitAsync(next, LookAgain, cancellation);
        }
    }

    public Task MarkSentAsync(IReadOnlyList<string> outboxIds, CancellationToken cancellation) =>
        database.WriteAsync(
            async s =>
            {
                foreach (var id in outboxIds) await s.Tables.MarkSentAsync(id, null, clock.GetUtcNow(), cancellation);
                return true;
            },
            cancellation);

    public async Task<bool> KnowsConversationAsync(string conversationId, CancellationToken cancellation) =>
        await database.ReadAsync(s => s.Tables.LoadConversationAsync(conversationId, cancellation), cancellation) is not null;

    private async Task WaitAsync(Task next, TimeSpan limit, CancellationToken cancellation)
    {
        await Task.WhenAny(next, Task.Delay(limit, clock, cancellation));
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task<IReadOnlyList<OutgoingReply>> ReadAsync(
        string conversationId, Func<TurnSession, Task<IReadOnlyList<OutboxRow>>> rows, CancellationToken cancellation) =>
        await database.ReadAsync<IReadOnlyList<OutgoingReply>>(
            async s =>
            {
                if (await s.Tables.LoadConversationAsync(conversationId, cancellation) is not { } conversation) return [];

                var to = JsonSerializer.Deserialize(conversation.Reference, ConversationJson.Default.ConversationReference)!;
                var found = await rows(s);
                return [.. found.Select(r => Outbox.Outgoing(r, to, JsonSerializer.Deserialize(r.Payload, ConversationJson.Default.Reply)!, null))];
            },
            cancellation);
}
