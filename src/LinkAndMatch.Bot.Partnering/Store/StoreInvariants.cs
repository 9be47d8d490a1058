using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Persons;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>What must hold in every store at every moment; looked at by tests after each fault, nightly, and by whoever doubts.</summary>
public static class StoreInvariants
{
    /// <param name="idle">True when no lane has work: then nothing that was accepted may be left undone.</param>
    /// <returns>What is broken, one sentence each, without personal data; empty when all is well.</returns>
    public static async Task<IReadOnlyList<string>> CheckAsync(PartnershipStore store, bool idle, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var broken = new List<string>();
        var inbox = await store.Inbox.AsNoTracking()
            .Select(i => new { i.Channel, i.BotId, i.UpdateKey, i.ConversationId, i.Status }).ToListAsync(cancellation);
        var outbox = await store.Outbox.AsNoTracking()
            .Select(o => new { o.Id, o.ConversationId, o.Seq, o.InboxKey, o.Status, o.SentAt }).ToListAsync(cancellation);

        // I1
        if (idle) broken.AddRange(inbox.Where(i => i.Status == InboxStatus.New).Select(i => $"I1: {i.Channel} {i.UpdateKey} was accepted and never had its turn."));
        var due = (await store.Due.AsNoTracking().Select(d => new { d.Subject, d.Purpose }).ToListAsync(cancellation)).Select(d => (d.Subject, d.Purpose)).ToHashSet();
        var answered = inbox.Where(i => i.UpdateKey.StartsWith("step:", StringComparison.Ordinal)).Select(i => (i.ConversationId, i.UpdateKey)).ToHashSet();
        foreach (var row in await store.Conversations.AsNoTracking().Select(c => new { c.Id, c.State, c.NextOutSeq }).ToListAsync(cancellation))
        {
            foreach (var step in StepsIn(row.State).Where(s => !due.Contains((row.Id, "step:" + s)) && !answered.Contains((row.Id, "step:" + s))))
            {
                broken.Add($"I1: a conversation waits for step {step}, which nobody will do.");
            }

            var last = outbox.Where(o => o.ConversationId == row.Id).Select(o => o.Seq).DefaultIfEmpty(0).Max();
            if (row.NextOutSeq != last + 1) broken.Add($"I3: a conversation would number its next reply {row.NextOutSeq} after {last}.");
        }

        // I2
        var audit = await store.Audit.AsNoTracking().Where(a => a.InboxKey != null)
            .GroupBy(a => new { a.InboxKey, a.Actor, a.Action, a.Subject }).Where(g => g.Count() > 1).Select(g => new { g.Key.InboxKey, g.Key.Action, Count = g.Count() }).ToListAsync(cancellation);
        broken.AddRange(audit.Select(a => $"I2: {a.InboxKey} did {a.Action} {a.Count} times."));

        // I3
        foreach (var conversation in outbox.GroupBy(o => o.ConversationId))
        {
            var rows = conversation.OrderBy(o => o.Seq).ToList();
            for (var i = 0; i < rows.Count; i++)
            {
                if (rows[i].Seq != i + 1) broken.Add($"I3: reply {i + 1} of a conversation is missing; {rows[i].Seq} comes next.");
                if (rows[i].Seq != i + 1) break;
            }

            var sent = rows.Where(o => o.Status == OutboxStatus.Sent && o.SentAt is not null).ToList();
            for (var i = 1; i < sent.Count; i++)
            {
                if (sent[i].SentAt < sent[i - 1].SentAt) broken.Add($"I3: reply {sent[i].Seq} of a conversation was sent before {sent[i - 1].Seq}.");
            }
        }

        // I4
        var causes = inbox.Select(i => (i.ConversationId, i.UpdateKey)).ToHashSet();
        broken.AddRange(outbox.Where(o => !causes.Contains((o.ConversationId, o.InboxKey))).Select(o => $"I4: reply {o.Id} answers nothing that came in."));

        // I5
        var consents = await store.Consents.AsNoTracking().Where(c => c.Purpose == ConsentPurpose.Introduction).ToListAsync(cancellation);
        foreach (var introduction in await store.Introductions.AsNoTracking().ToListAsync(cancellation))
        {
            var past = introduction.Stage is IntroductionStage.Agreed or IntroductionStage.Met or IntroductionStage.Trial or IntroductionStage.Signed;
            if (past && introduction.DisclosedAt is null) broken.Add($"I5: introduction {introduction.Id} is {introduction.Stage} without a disclosure.");
            if (introduction.DisclosedAt is not { } at) continue;
            foreach (var side in Enum.GetValues<ConsentSide>())
            {
                if (!consents.Exists(c => c.IntroductionId == introduction.Id && c.Side == side && c.GivenAt <= at && (c.WithdrawnAt is null || c.WithdrawnAt >= at)))
                {
                    broken.Add($"I5: introduction {introduction.Id} disclosed contact data without the consent of the {side}.");
                }
            }
        }

        return broken;
    }

    private static IEnumerable<string> StepsIn(string state) =>
        state.Length == 0 ? [] : JsonSerializer.Deserialize(state, ConversationJson.Default.ConversationState)?.Steps?.Keys ?? [];
}
