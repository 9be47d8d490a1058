using System.Globalization;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Buttons: standing ones run their action at any time, those of a prompt answer it while it is current.</summary>
internal static class Tapping
{
    public static TurnStep Tap(Pass pass)
    {
        if (pass.Activity.ButtonData is not { } data) return pass.EndUnchanged();
        return Retries.Try(pass) ?? Data(pass, data);
    }

    public static TurnStep Data(Pass pass, string data)
    {
        if (Buttons.TryReadStanding(data, out var action, out var subject, out var version)) return Standing(pass, action, subject, version, data);
        if (!Buttons.TryReadPrompt(data, out var promptId, out var choice)) return Old(pass);
        if (pass.State.Pending is { } pending && pending.PromptId == promptId && !PendingQuestions.IsSilent(pending.Kind)) return Remembered(pass, PendingQuestions.Choose(pass, pending, choice));
        if (pass.State.Asked is not { } asked || asked.PromptId != promptId || pass.Frame is null || pass.Form is not { } form) return Old(pass);
        // The form's own question is answered: a small question beside it is out of date.
        if (pass.State.Pending is { } beside && !PendingQuestions.IsSilent(beside.Kind)) pass.State = pass.State with { Pending = null };
        if (asked.Slot == Reviewing.Slot) return AtReview(pass, form, choice);
        return asked.Slot is { } name && form.Find(name) is { } slot ? OfSlot(pass, form, slot, choice) : Old(pass);
    }

    /// <summary>Calls an action and says what it did; a form that runs goes on below.</summary>
    /// <param name="words">The person's own words, where the action is about them.</param>
    public static TurnStep Act(Pass pass, string action, string? subject, string? version, string? words)
    {
        switch (pass.Outcome())
        {
            case null:
                return new TurnStep.Acts(pass.Request(action) with { Subject = subject, Version = version, Text = words });
            case ActionOutcome.Done done:
                Outcomes.SayDone(pass, action, done);
                break;
            case ActionOutcome.Refused refused:
                Outcomes.SayRefused(pass, action, refused);
                break;
        }

        return pass.Frame is null ? pass.End() : Prompts.Again(pass);
    }

    /// <summary>"Done" of a slot that takes several: what was collected is the answer.</summary>
    public static TurnStep Done(Pass pass, FormShape form, SlotShape slot)
    {
        if (Prompts.Collected(pass, slot) is { } collected) return Filling.Accept(pass, form, [new Candidate(slot, collected, collected.Canonical, slot.Type == Dialogs.SlotType.Photos ? AnswerOrigin.Attachment : AnswerOrigin.Button)]);
        if (slot.Type == Dialogs.SlotType.Photos && Photos.Awaited(pass, slot) > 0)
        {
            pass.Say("turn.photo_wait");
            return pass.End();
        }

        return slot.Slot.MaySkip ? Skipping.Skip(pass, form, slot) : Prompts.Again(pass);
    }

    private static TurnStep Standing(Pass pass, string action, string subject, string version, string data)
    {
        pass.State = pass.State with { LastMessage = Retries.Remember(pass, "") ?? pass.State.LastMessage };
        if (pass.State.Pending is { } pending && !PendingQuestions.IsSilent(pending.Kind)) pass.State = pass.State with { Pending = null };
        if (action == Menus.Action) return Menus.Follow(pass, subject);
        if (pass.Index.Form(action) is { } dialog) return Forms.Start(pass, action, ArgumentsOf(dialog, subject, version));
        if (pass.Catalog.Texts.Has(action + ".ask", pass.Language)) return PendingQuestions.AskWords(pass, action, subject, version);
        return Act(pass, action, subject, version, null);
    }

    private static Dictionary<string, string> ArgumentsOf(FormShape dialog, string subject, string version)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["subject"] = subject, ["version"] = version };
        var name = dialog.Form.Arguments is [var first, ..] ? first : dialog.Form.Prefill?.With is [var with, ..] ? with : null;
        if (name is not null) arguments[name] = subject;
        return arguments;
    }

    private static TurnStep Old(Pass pass)
    {
        pass.Say("turn.old_button");
        return Prompts.Again(pass);
    }

    private static TurnStep Remembered(Pass pass, TurnStep step)
    {
        if (step is not TurnStep.Ends(var result)) return step;
        var last = Retries.Remember(pass, "");
        return result.State.LastMessage is null && last is not null ? new TurnStep.Ends(result with { State = result.State with { LastMessage = last } }) : step;
    }

    private static TurnStep AtReview(Pass pass, FormShape form, string choice)
    {
        if (choice == Buttons.Submit) return Remembered(pass, Reviewing.Send(pass, form));
        if (choice == Buttons.Edit) return Correcting.AskWhich(pass, form);
        if (choice.StartsWith(Buttons.Edit, StringComparison.Ordinal) && form.Find(choice[Buttons.Edit.Length..]) is { } slot) return Correcting.Reopen(pass, form, slot);
        return Old(pass);
    }

    private static TurnStep OfSlot(Pass pass, FormShape form, SlotShape slot, string choice)
    {
        switch (choice)
        {
            case Buttons.Skip:
                return Skipping.Skip(pass, form, slot);
            case Buttons.Done:
                return Done(pass, form, slot);
            case Buttons.Officer:
                return Act(pass, pass.Catalog.Defaults.Officer, null, null, null);
            case Buttons.Propose when pass.Frame!.Proposals.TryGetValue(slot.Name, out var old):
                return PendingQuestions.TakeChecked(pass, form, slot, old.Value, old.Raw);
            case Buttons.Propose when Prompts.Proposed(pass, slot) is { } proposed:
                return PendingQuestions.TakeChecked(pass, form, slot, proposed, proposed.Canonical);
        }

        if (choice.StartsWith(Buttons.Page, StringComparison.Ordinal) && int.TryParse(choice[Buttons.Page.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var page)) return Prompts.Turn(pass, form, slot, page);
        if (choice.StartsWith(Buttons.Why, StringComparison.Ordinal)) return Why(pass, form, slot, choice[Buttons.Why.Length..]);
        if (slot.Items is { } query) return Pick(pass, form, slot, query, choice);
        if (pass.Index.Reader.OfButton(slot, choice) is not { } value) return Old(pass);
        return slot.TakesSeveral ? Add(pass, form, slot, value) : PendingQuestions.TakeChecked(pass, form, slot, value, choice);
    }

    private static TurnStep Pick(Pass pass, FormShape form, SlotShape slot, Dialogs.ItemQuery query, string id)
    {
        if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame!, query)) is not { } items) return pass.Reads();
        if (ItemLists.Find(items.List, id) is { } item) return PendingQuestions.TakeChecked(pass, form, slot, new SlotValue.Text(item.Id), ItemLists.Title(pass, query, item));
        pass.Say("turn.choose.gone", ("label", pass.SlotLabel(slot)));
        return Prompts.Next(pass);
    }

    private static TurnStep Why(Pass pass, FormShape form, SlotShape slot, string of)
    {
        if (slot.Items is not { } query || of == slot.Name) return Interrupting.Explain(pass, form, Phrase.Fold(pass.SlotLabel(slot)));
        if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame!, query)) is not { } items) return pass.Reads();
        if (ItemLists.Find(items.List, of) is not { } item) return Old(pass);
        pass.Say(query.Source + ".why", new WithGaps(item.Fields));
        return Prompts.Ask(pass, form, slot, withQuestion: false);
    }

    // One more of several: the card itself is rewritten, so that tapping five does not make five messages.
    private static TurnStep Add(Pass pass, FormShape form, SlotShape slot, SlotValue value)
    {
        var collected = (Prompts.Collected(pass, slot), value) switch
        {
            (SlotValue.Keys(var before), SlotValue.Keys(var now)) => new SlotValue.Keys([.. before.Union(now)]),
            (SlotValue.Terms(var before, var words), SlotValue.Terms(var now, _)) => (SlotValue)new SlotValue.Terms([.. before.Union(now)], words),
            _ => value,
        };
        var keys = collected is SlotValue.Keys(var k) ? k : ((SlotValue.Terms)collected).Values;
        if (slot.Slot.Max is { } most && keys.Count > most)
        {
            pass.Say("turn.choose.full", ("max", most));
            return Prompts.Ask(pass, form, slot, withQuestion: false);
        }

        Prompts.Collect(pass, slot, collected);
        if ((slot.Slot.Max is { } limit && keys.Count == limit) || keys.Count == pass.Index.Reader.Keys(slot).Count) return Done(pass, form, slot);
        return Prompts.AskForMore(pass, slot, keys);
    }
}
