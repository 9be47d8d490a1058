using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>A value that a message gives to a slot, before the rules of the store are asked.</summary>
internal sealed record Candidate(SlotShape Slot, SlotValue Value, string Raw, AnswerOrigin Origin)
{
    /// <summary>Pieces of an answer of several choices that chose nothing.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}

/// <summary>Takes values into the form: checks what needs the store, says what was changed or noted besides the question, and goes on.</summary>
internal static class Filling
{
    /// <summary>Takes the candidates and ends the turn with the next question.</summary>
    /// <param name="announcesAll">True for corrections: also the slot that was asked for is named.</param>
    /// <param name="then">Said between the announcements and the next question (an answer to what was asked besides); null: nothing.</param>
    /// <param name="quietly">True when the person has just seen all of it: nothing is named again.</param>
    public static TurnStep Accept(Pass pass, FormShape form, IReadOnlyList<Candidate> candidates, bool announcesAll = false, Func<TurnStep?>? then = null, bool quietly = false)
    {
        List<(Candidate Candidate, Fact.Checked Failed)>? failed = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Slot.Slot.Check is not { } check || candidate.Value is SlotValue.Skipped) continue;
            if (pass.Frame!.Answers.TryGetValue(candidate.Slot.Name, out var present) && SlotWords.Same(present.Value, candidate.Value)) continue;
            if (pass.Read<Fact.Checked>(new Query.Check(check, candidate.Slot.Name, candidate.Value.Canonical)) is not { } result) continue;
            if (result.Code is not null) (failed ??= []).Add((candidate, result));
        }

        if (pass.Misses) return pass.Reads();

        var asked = pass.AskedSlot;
        SlotShape? refused = null;
        foreach (var candidate in candidates)
        {
            if (failed?.Find(f => f.Candidate == candidate) is { Failed: { } result })
            {
                SayFailed(pass, candidate, result);
                if (candidate.Slot == asked) refused = asked;
                continue;
            }

            Take(pass, candidate, !quietly && (announcesAll || candidate.Slot != asked || IsCorrected(pass, candidate.Slot)));
            if (candidate.Value is SlotValue.Flag(false) && candidate.Slot.Slot.RefusalEnds) return Refuse(pass, candidate.Slot);
        }

        if (refused is not null) return Misunderstanding.Count(pass, form, refused);
        if (then?.Invoke() is { } step) return step;
        return Prompts.Next(pass);
    }

    /// <summary>Sets the answer of a slot.</summary>
    public static void Set(Pass pass, SlotShape slot, SlotValue value, string raw, AnswerOrigin origin)
    {
        var frame = pass.Frame!;
        if (frame.Answers.TryGetValue(slot.Name, out var old) && !SlotWords.Same(old.Value, value)) pass.ChangedSlots.Add(slot.Name);
        else if (frame.Proposals.TryGetValue(slot.Name, out var proposed) && !SlotWords.Same(proposed.Value, value)) pass.ChangedSlots.Add(slot.Name);
        pass.Frame = frame with
        {
            Answers = frame.Answers.With(slot.Name, new Answer(value, raw, origin, pass.Activity.MessageId, pass.Now, slot.Slot.Fingerprint)),
            Order = [.. frame.Order.Where(o => o != slot.Name), slot.Name],
            Proposals = frame.Proposals.Without(slot.Name),
        };
        if (pass.State.Pending is { Kind: PendingQuestions.Edit or PendingQuestions.Reask or PendingQuestions.Collect } pending && pending.Slot == slot.Name) pass.State = pass.State with { Pending = null };
        if (pass.Activity.Type is ActivityType.Message or ActivityType.Button) pass.State = pass.State with { LastMessage = Retries.Remember(pass, slot.Name) };
    }

    /// <summary>Takes the answer of a slot back, so that it is asked again.</summary>
    /// <param name="pending">The pending kind that makes it the next question; null: it waits its turn.</param>
    /// <param name="propose">True: the old value is offered with one tap.</param>
    public static void Reopen(Pass pass, SlotShape slot, string? pending, bool propose = true)
    {
        var frame = pass.Frame!;
        var old = frame.Answers.GetValueOrDefault(slot.Name);
        pass.Frame = frame with
        {
            Answers = frame.Answers.Without(slot.Name),
            Order = [.. frame.Order.Where(o => o != slot.Name)],
            Proposals = propose && old is not null ? frame.Proposals.With(slot.Name, old) : frame.Proposals,
        };
        pass.State = pass.State with { Asked = null, Pending = pending is null ? null : new Pending(pending, pass.PromptId) { Slot = slot.Name } };
    }

    private static void Take(Pass pass, Candidate candidate, bool announces)
    {
        var (slot, value, raw, origin) = candidate;
        if (candidate.Unread.Count > 0) pass.Say("turn.unread", ("words", candidate.Unread));
        var old = pass.Frame!.Answers.GetValueOrDefault(slot.Name);
        if (old is not null && SlotWords.Same(old.Value, value))
        {
            if (announces) pass.Say("turn.same", ("label", pass.SlotLabel(slot)), ("value", pass.SayValue(slot, old)));
            return;
        }

        old ??= announces && IsCorrected(pass, slot) ? pass.Frame.Proposals.GetValueOrDefault(slot.Name) : null;
        Set(pass, slot, value, raw, origin);
        var answer = pass.Frame.Answers[slot.Name];
        if (value is SlotValue.Skipped)
        {
            if (announces) pass.Say("turn.skip.done", ("label", pass.SlotLabel(slot)));
        }
        else if (announces && old is not null && old.Value is not SlotValue.Skipped)
        {
            pass.Say("turn.changed", ("label", pass.SlotLabel(slot)), ("old", pass.SayValue(slot, old)), ("new", pass.SayValue(slot, answer)));
        }
        else if (announces)
        {
            pass.Say("turn.noted", ("label", pass.SlotLabel(slot)), ("value", pass.SayValue(slot, answer)));
        }

        if (value is SlotValue.Terms(_, { Count: > 0 } unmatched)) pass.Say("turn.unknown_words", ("words", unmatched));
    }

    private static bool IsCorrected(Pass pass, SlotShape slot) => pass.State.Pending is { Kind: PendingQuestions.Edit } pending && pending.Slot == slot.Name;

    private static void SayFailed(Pass pass, Candidate candidate, Fact.Checked failed)
    {
        var values = Prompts.SlotValues(pass, candidate.Slot, candidate.Raw);
        foreach (var (name, value) in failed.Named) values[name] = value;
        pass.Say(candidate.Slot.RefusalKey(failed.Code!), values);
    }

    private static TurnStep Refuse(Pass pass, SlotShape slot)
    {
        pass.Say(slot.Existing("refused") ?? "types.confirm.refused", ("label", pass.SlotLabel(slot)));
        Forms.Drop(pass);
        return Forms.AfterEnd(pass);
    }
}
