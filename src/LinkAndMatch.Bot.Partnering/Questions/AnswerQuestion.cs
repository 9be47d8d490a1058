using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>An officer says: I will answer this one.</summary>
public sealed class TakeQuestion(PartnershipStore store, AuditTrail audit) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (cluster.Waiting.Count == 0) return QuestionFields.Refused("already_answered", cluster);
        if (cluster.Officer is not null && cluster.Officer != deed.Officer) return QuestionFields.Refused("already_taken", cluster);
        if (cluster.Officer is null)
        {
            foreach (var question in cluster.Waiting)
            {
                (question.Officer, question.OfficerName) = (deed.Officer, deed.Name);
                question.Version++;
            }

            audit.Write(deed.Deed, "questions.take", CompactId.Of(cluster.Id), after: "taken");
        }

        return new ActionOutcome.Done(("code", cluster.Code), ("officer", deed.Name ?? deed.Officer)) { Buttons = cluster.Buttons };
    }
}

/// <summary>An officer answers: it reaches all who asked, each once, and stays as the draft of an entry for everybody.</summary>
public sealed class AnswerQuestion(PartnershipStore store, AuditTrail audit, TellAskers askers) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (cluster.Waiting.Count == 0) return QuestionFields.Refused("already_answered", cluster);
        if (string.IsNullOrWhiteSpace(deed.Text)) return new ActionOutcome.Refused("text_missing");

        var answer = new Answer
        {
            QuestionId = cluster.First.Id,
            ClusterId = cluster.Id,
            Text = deed.Text.Trim(),
            Language = cluster.First.Language,
            // What was said of the entry before is said of it still.
            EntryId = cluster.Answer?.EntryId,
            EntryQuestion = cluster.Answer?.EntryQuestion,
            Officer = deed.Officer,
            At = deed.Now,
        };
        store.Answers.Add(answer);
        audit.Write(deed.Deed, "questions.answer", CompactId.Of(cluster.Id), after: "answered");
        var reached = await askers.TellAsync(cluster, answer, deed, cancellation);
        var now = (await QuestionCluster.FindAsync(store, subject, cancellation))!;
        return new ActionOutcome.Done(("code", now.Code), ("reached", (long)reached)) { Buttons = now.Buttons };
    }
}

/// <summary>Asked again after it was answered: who waits now gets the answer that there is.</summary>
public sealed class SendAnswer(PartnershipStore store, AuditTrail audit, TellAskers askers) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (cluster.Waiting.Count == 0) return QuestionFields.Refused("already_answered", cluster);
        if (cluster.Answer is not { } answer) return new ActionOutcome.Refused("no_answer");

        audit.Write(deed.Deed, "questions.send", CompactId.Of(cluster.Id), after: "answered");
        var reached = await askers.TellAsync(cluster, answer, deed, cancellation);
        return new ActionOutcome.Done(("code", cluster.Code), ("reached", (long)reached)) { Buttons = cluster.Buttons };
    }
}

/// <summary>Brings an answer to all who wait for it.</summary>
public sealed class TellAskers(ConversationEvents events)
{
    /// <returns>How many people it goes to: once to a person, however often and wherever they asked.</returns>
    internal async Task<int> TellAsync(QuestionCluster cluster, Answer answer, OfficerDeed deed, CancellationToken cancellation)
    {
        var reached = 0;
        foreach (var asker in cluster.Waiting.GroupBy(q => q.PersonId?.ToString() ?? q.ConversationId).ToList())
        {
            // Where they asked last.
            var last = asker.Last();
            var told = new Happening("questions.answered", last.Id, last.Version + 1, deed.Now) { Data = EventData.Of(("question", last.Text), ("answer", answer.Text)) };
            if (await events.ToConversationAsync(last.ConversationId, told, cancellation)) reached++;
        }

        foreach (var question in cluster.Waiting)
        {
            question.AnsweredAt = deed.Now;
            (question.Officer, question.OfficerName) = (deed.Officer, deed.Name);
            question.Version++;
        }

        return reached;
    }
}
