using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Masking;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>Shows an officer the entry as everybody would read it, and what to look at twice.</summary>
public sealed class PreviewAnswer(EntryEditing editing) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) => editing.ShowAsync(subject, cancellation);
}

/// <summary>Words the question anew, as everybody will read it on buttons and above the answer.</summary>
public sealed class RewordQuestion(EntryEditing editing) : IOfficerCommand
{
    /// <summary>Letters that fit on a button of a small phone, twice over.</summary>
    public const int Longest = 160;

    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        editing.ChangeAsync(subject, deed, "questions.reword", Longest, answer => answer.EntryQuestion = deed.Text!.Trim(), cancellation);
}

/// <summary>Changes the answer; one that is published changes for everybody.</summary>
public sealed class ReviseAnswer(EntryEditing editing) : IOfficerCommand
{
    /// <summary>Letters of the longest entry.</summary>
    public const int Longest = 2_000;

    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        editing.ChangeAsync(subject, deed, "questions.revise", Longest, answer => answer.Text = deed.Text!.Trim(), cancellation);
}

/// <summary>Makes an officer's draft an entry that everybody finds; one of the same id is replaced. Who still waits for it is told.</summary>
public sealed class PublishAnswer(PartnershipStore store, AuditTrail audit, TellAskers askers, EntryEditing editing) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (cluster.Answer is not { } answer) return new ActionOutcome.Refused("no_answer");
        if (cluster.IsPublished) return new ActionOutcome.Refused("already_published");
        if (editing.Hindrance(cluster.EntryQuestion, answer.Text) is { } hindrance) return hindrance;

        var entry = cluster.EntryId;
        foreach (var older in await store.Answers.Where(a => a.EntryId == entry && a.Language == answer.Language && a.Status == AnswerStatus.Published && a.Id != answer.Id).ToListAsync(cancellation))
        {
            older.Status = AnswerStatus.Draft;
            older.Version++;
        }

        (answer.EntryQuestion, answer.EntryId) = (cluster.EntryQuestion, entry);
        answer.EntryVariants.Clear();
        answer.EntryVariants.AddRange(cluster.Wordings);
        (answer.Status, answer.PublishedAt) = (AnswerStatus.Published, deed.Now);
        answer.Version++;
        audit.Write(deed.Deed, "questions.publish", CompactId.Of(cluster.Id), "draft", $"published:{entry}");
        var reached = await askers.TellAsync(cluster, answer, deed, cancellation);
        return new ActionOutcome.Done(("entry", entry), ("question", answer.EntryQuestion), ("reached", (long)reached)) { Buttons = cluster.Buttons };
    }
}

/// <summary>Takes a published answer back: nobody finds it any more, the draft stays.</summary>
public sealed class WithdrawAnswer(PartnershipStore store, AuditTrail audit) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (!cluster.IsPublished) return new ActionOutcome.Refused("not_published");

        cluster.Answer!.Status = AnswerStatus.Draft;
        cluster.Answer.Version++;
        audit.Write(deed.Deed, "questions.withdraw", CompactId.Of(cluster.Id), $"published:{cluster.EntryId}", "draft");
        return new ActionOutcome.Done(("question", cluster.EntryQuestion)) { Buttons = cluster.Buttons };
    }
}

/// <summary>What an officer does to an entry before and after it is published. Their words are looked at like anybody's: a card can be answered by mistake, an account can be stolen.</summary>
public sealed class EntryEditing(PartnershipStore store, AuditTrail audit, IAnswerCheck? check = null)
{
    internal async Task<ActionOutcome> ShowAsync(Guid subject, CancellationToken cancellation) =>
        await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster
            ? new ActionOutcome.Refused("gone")
            : cluster.Answer is null ? new ActionOutcome.Refused("no_answer") : Preview(cluster);

    internal async Task<ActionOutcome> ChangeAsync(Guid subject, OfficerDeed deed, string action, int longest, Action<Answer> change, CancellationToken cancellation)
    {
        if (await QuestionCluster.FindAsync(store, subject, cancellation) is not { } cluster) return new ActionOutcome.Refused("gone");
        if (cluster.Answer is not { } answer) return new ActionOutcome.Refused("no_answer");
        if (string.IsNullOrWhiteSpace(deed.Text)) return new ActionOutcome.Refused("text_missing");
        if (deed.Text.Trim().Length > longest) return new ActionOutcome.Refused("too_long") { Named = new Dictionary<string, object?> { ["most"] = (long)longest, ["length"] = (long)deed.Text.Trim().Length } };

        var (question, text) = (answer.EntryQuestion, answer.Text);
        change(answer);
        if (cluster.IsPublished && Hindrance(cluster.EntryQuestion, answer.Text) is { } hindrance)
        {
            // What everybody reads stays as it was.
            (answer.EntryQuestion, answer.Text) = (question, text);
            return hindrance;
        }

        if (cluster.IsPublished) answer.PublishedAt = deed.Now;
        answer.Version++;
        audit.Write(deed.Deed, action, CompactId.Of(cluster.Id), after: cluster.IsPublished ? $"published:{cluster.EntryId}" : "draft");
        return Preview(cluster);
    }

    /// <summary>Why nobody may read it like this; null when they may.</summary>
    internal ActionOutcome.Refused? Hindrance(string question, string text)
    {
        if (PersonalMask.HasMarks(question)) return new ActionOutcome.Refused("masked") { Named = new Dictionary<string, object?> { ["question"] = question } };
        if (question.Length > RewordQuestion.Longest) return new ActionOutcome.Refused("question_too_long") { Named = new Dictionary<string, object?> { ["most"] = (long)RewordQuestion.Longest } };
        if (text.Length > ReviseAnswer.Longest) return new ActionOutcome.Refused("answer_too_long") { Named = new Dictionary<string, object?> { ["most"] = (long)ReviseAnswer.Longest } };
        return Look(question, text).UnknownSites is [var site, ..] ? new ActionOutcome.Refused("site") { Named = new Dictionary<string, object?> { ["site"] = site } } : null;
    }

    private ActionOutcome.Done Preview(QuestionCluster cluster)
    {
        var found = Look(cluster.EntryQuestion, cluster.Answer!.Text);
        return new ActionOutcome.Done(
            ("question", cluster.EntryQuestion),
            ("answer", cluster.Answer.Text),
            ("published", cluster.IsPublished),
            ("personal", found.Personal),
            ("masked", PersonalMask.HasMarks(cluster.EntryQuestion)),
            ("sites", found.UnknownSites))
        {
            TextKey = "questions.preview.done",
            Buttons = cluster.ButtonsOf(cluster.IsPublished ? ["questions.reword", "questions.revise", "questions.withdraw"] : ["questions.publish", "questions.reword", "questions.revise"]),
        };
    }

    private AnswerFindings Look(string question, string text) => check?.Look(question, text) ?? AnswerFindings.None;
}
