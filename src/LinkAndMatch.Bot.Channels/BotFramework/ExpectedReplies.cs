using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>
/// Callers that wait for the replies in the answer to their own request (<c>deliveryMode: expectReplies</c>). While one waits, the outbox's rows
/// of its conversation are held back here: they go out in the answer, or, should the wait run out, by the connector.
/// </summary>
public sealed class ExpectedReplies(TimeProvider clock)
{
    // A row can still be on its way to the sender when the answer with it has gone out.
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Wait[]> waits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> answered = new(StringComparer.Ordinal);

    /// <summary>Begins to hold back what is said in a conversation.</summary>
    public Wait Begin(string conversationId)
    {
        var wait = new Wait(this, conversationId);
        waits.AddOrUpdate(conversationId, _ => [wait], (_, others) => [.. others, wait]);
        return wait;
    }

    /// <summary>Offers a reply to whoever waits for it.</summary>
    /// <returns>True when it has gone out in an answer; false: send it another way.</returns>
    public async Task<bool> TakeAsync(OutgoingReply outgoing)
    {
        while (true)
        {
            if (answered.ContainsKey(outgoing.Id)) return true;
            if (!waits.TryGetValue(outgoing.To.Id, out var waiting)) return answered.ContainsKey(outgoing.Id);

            foreach (var wait in waiting)
            {
                if (wait.Offer(outgoing) is { } end && await end.ConfigureAwait(false)) return true;
            }
            // All that waited have ended without it; another may have begun.
            if (waits.TryGetValue(outgoing.To.Id, out var now) && ReferenceEquals(now, waiting)) return answered.ContainsKey(outgoing.Id);
        }
    }

    private void End(Wait wait, IReadOnlyList<OutgoingReply> delivered)
    {
        var now = clock.GetUtcNow();
        foreach (var reply in delivered) answered[reply.Id] = now;
        foreach (var (id, at) in answered)
        {
            if (now - at > RememberFor) answered.TryRemove(KeyValuePair.Create(id, at));
        }

        while (waits.TryGetValue(wait.ConversationId, out var waiting))
        {
            var others = waiting.Where(w => w != wait).ToArray();
            if (others.Length == 0
                ? waits.TryRemove(KeyValuePair.Create(wait.ConversationId, waiting))
                : waits.TryUpdate(wait.ConversationId, others, waiting))
                return;
        }
    }

    /// <summary>One request that waits.</summary>
    public sealed class Wait : IDisposable
    {
        private readonly ExpectedReplies all;
        private readonly List<OutgoingReply> offered = [];
        private readonly TaskCompletionSource<IReadOnlySet<string>> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Wait(ExpectedReplies all, string conversationId)
        {
            this.all = all;
            ConversationId = conversationId;
        }

        internal string ConversationId { get; }

        /// <summary>What was held back so far, in the order it was said.</summary>
        public IReadOnlyList<OutgoingReply> Offered
        {
            get
            {
                lock (offered) return [.. offered];
            }
        }

        /// <summary>Ends the wait: these go out in the answer, the others by another way.</summary>
        public void End(IReadOnlyList<OutgoingReply> delivered)
        {
            if (ended.Task.IsCompleted) return;

            all.End(this, delivered);
            ended.TrySetResult(delivered.Select(d => d.Id).ToHashSet(StringComparer.Ordinal));
        }

        /// <summary>Ends it with nothing delivered, unless <see cref="End"/> was called.</summary>
        public void Dispose() => End([]);

        /// <returns>Whether it was delivered, once that is known; null when the wait is over.</returns>
        internal Task<bool>? Offer(OutgoingReply outgoing)
        {
            if (ended.Task.IsCompleted) return null;

            lock (offered) offered.Add(outgoing);
            return Delivered(outgoing.Id);
        }

        private async Task<bool> Delivered(string id) => (await ended.Task.ConfigureAwait(false)).Contains(id);
    }
}
