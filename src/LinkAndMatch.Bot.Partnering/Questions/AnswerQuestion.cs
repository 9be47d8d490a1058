using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>An officer says: I will answer this one.</summary>
public sealed class TakeQuestion(PartnershipStore store, AuditTrail audit) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.Questions.FindAsync([subject], cancellation) is not { } question) return new ActionOutcome.Refused("gone");
        if (question.AnsweredAt is not null) return new ActionOutcome.Refused("already_answered");
        if (question.Officer is not null && question.Officer != deed.Officer) return new ActionOutcome.Refused("already_taken");
        if (question.Officer is null)
        {
            (question.Officer, question.OfficerName) = (deed.Officer, deed.Name);
            question.Version++;
            audit.Write(deed.Deed, "questions.take", CompactId.Of(question.Id), after: "taken");
        }

        return new ActionOutcome.Done(("code", QuestionFields.Code(question)), ("officer", deed.Name ?? deed.Officer)) { Buttons = QuestionFields.Buttons(question) };
    }
}

/// <summary>An officer answers: it reaches who asked, and stays as the draft of an entry for everybody.</summary>
public sealed class AnswerQuestion(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.Questions.FindAsync([subject], cancellation) is not { } question) return new ActionOutcome.Refused("gone");
        if (question.AnsweredAt is not null) return new ActionOutcome.Refused("already_answered");
        if (string.IsNullOrWhiteSpace(deed.Text)) return new ActionOutcome.Refused("text_missing");

        var answer = new Answer { QuestionId = question.Id, Text = deed.Text.Trim(), Language = question.Language, Officer = deed.Officer, At = deed.Now };
        store.Answers.Add(answer);
        question.AnsweredAt = deed.Now;
        (question.Officer, question.OfficerName) = (deed.Officer, deed.Name);
        question.Version++;
        audit.Write(deed.Deed, "questions.answer", CompactId.Of(question.Id), after: "answered");
        var reached = await events.ToConversationAsync(
            question.ConversationId,
            new Happening("questions.answered", question.Id, question.Version, deed.Now) { Data = EventData.Of(("question", question.Text), ("answer", answer.Text)) },
            cancellation);
        return new ActionOutcome.Done(("code", QuestionFields.Code(question)), ("answer", CompactId.Of(answer.Id)), ("reached", reached));
    }
}

/// <summary>Makes an officer's draft an entry that everybody finds; one of the same id is replaced.</summary>
public sealed class PublishAnswer(PartnershipStore store, AuditTrail audit)
{
    /// <param name="entryId">The entry's id: small letters, digits and hyphens.</param>
    /// <param name="question">The question as the entry asks it, without who asked.</param>
    /// <param name="text">The answer as everybody will read it; checked by the officer for names and numbers of a person.</param>
    public async Task<ActionOutcome> RunAsync(Guid answerId, string entryId, string question, string text, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        ArgumentException.ThrowIfNullOrWhiteSpace(entryId);
        ArgumentException.ThrowIfNullOrWhiteSpace(question);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (await store.Answers.FindAsync([answerId], cancellation) is not { } answer) return new ActionOutcome.Refused("gone");
        foreach (var older in await store.Answers.Where(a => a.EntryId == entryId && a.Language == answer.Language && a.Status == AnswerStatus.Published && a.Id != answerId).ToListAsync(cancellation))
        {
            older.Status = AnswerStatus.Draft;
        }

        answer.Text = text.Trim();
        answer.EntryId = entryId;
        answer.EntryQuestion = question.Trim();
        answer.Status = AnswerStatus.Published;
        answer.PublishedAt = deed.Now;
        audit.Write(deed.Deed, "questions.publish", CompactId.Of(answer.Id), after: entryId);
        return new ActionOutcome.Done(("entry", entryId));
    }
}
