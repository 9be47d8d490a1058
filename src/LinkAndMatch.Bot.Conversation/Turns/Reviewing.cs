using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Shows the answers before they are sent, and sends exactly what was shown.</summary>
internal static class Reviewing
{
    public const string Slot = "review";

    public static TurnStep Show(Pass pass, FormShape form)
    {
        if (ReadTitles(pass, form) is { } reads) return reads;
        var hash = Hash(pass, form);
        var same = pass.State.Asked is { Slot: Slot } before && before.Shown == hash ? before : null;
        var asked = same ?? new Asked(pass.PromptId, Slot, Shown: hash);
        pass.State = pass.State with { Pending = null };

        // Seen just above and unchanged: only the question is asked again; the card's own buttons stay good.
        if (same is not null && pass.HasSaid)
        {
            pass.Say(pass.FirstKey(form.Id + ".review.ask", "turn.review.ask"));
            pass.OfferKey("buttons.send", asked.PromptId, Buttons.Submit);
            pass.OfferKey("buttons.change", asked.PromptId, Buttons.Edit);
            pass.CloseBubble(asked.PromptId);
            return pass.End();
        }

        var runs = new List<TextRun>();
        var changes = new List<(string Label, string Data)>();
        foreach (var slot in form.Slots)
        {
            if (!pass.Frame!.Answers.TryGetValue(slot.Name, out var answer) || slot.Slot.Consent is not null || slot.Type == SlotType.Confirm) continue;
            if (runs.Count > 0) runs.Add(new TextRun("\n"));
            runs.AddRange(pass.Catalog.Texts.Render("turn.review.line", pass.Language, Pass.Named(("label", pass.SlotLabel(slot)), ("value", pass.SayValue(slot, answer)))).Runs);
            changes.Add((pass.SlotLabel(slot), Buttons.OfPrompt(asked.PromptId, Buttons.Edit + slot.Name)));
        }

        if (runs.Count > 0) pass.Say(new ReplyPart("turn.review.line", runs));
        pass.Say(pass.FirstKey(form.Id + ".review.ask", "turn.review.ask"));
        var send = Buttons.OfPrompt(asked.PromptId, Buttons.Submit);
        pass.Offer(pass.Label("buttons.send"), send);
        foreach (var (label, data) in changes) pass.Offer($"{pass.Label("buttons.change")}: {label}", data);
        pass.State = pass.State with { Asked = asked with { Choices = [send, .. changes.Select(c => c.Data)] } };
        pass.CloseBubble(asked.PromptId);
        return pass.End();
    }

    /// <summary>The step that words at the review lead to: yes sends, no asks what to change. Null: neither.</summary>
    public static TurnStep? Try(Pass pass, FormShape form, string text, string folded)
    {
        if (folded == Phrase.Fold(pass.Label("buttons.send")) || YesNo.Read(text) == YesNo.Yes || pass.Index.Remark(folded, pass.Language) == Remarks.Done) return Send(pass, form);
        if (YesNo.Read(text) == YesNo.No) return Correcting.AskWhich(pass, form);
        if (PendingQuestions.ByNumber(text, pass.State.Asked?.Choices ?? []) is { } data) return Tapping.Data(pass, data);
        // The name of an answer alone: that one is to change.
        if (form.NamedAtStart(folded, pass.Language, out var length) is { } slot && length == folded.Length && pass.Frame!.Answers.ContainsKey(slot.Name)) return Correcting.Reopen(pass, form, slot);
        return null;
    }

    /// <summary>Sends what was shown; when it is not what there is now, shows it again.</summary>
    public static TurnStep Send(Pass pass, FormShape form)
    {
        if (pass.State.Asked is { Slot: Slot } asked && asked.Shown == Hash(pass, form)) return Submit(pass, form);
        pass.Say("turn.review.again");
        return Prompts.Next(pass);
    }

    /// <summary>Calls the action of the form with its visible answers.</summary>
    public static TurnStep Submit(Pass pass, FormShape form)
    {
        var frame = pass.Frame!;
        var submit = form.Form.Submit;
        switch (pass.Outcome())
        {
            case null:
                return new TurnStep.Acts(pass.Request(submit.Action, frame.Instance) with
                {
                    Answers = new Answers(Values(form, frame)),
                    Subject = frame.Arguments.GetValueOrDefault("subject"),
                    Version = frame.Arguments.GetValueOrDefault("version"),
                    Arguments = Arguments(pass, form, frame),
                });
            case ActionOutcome.Done done:
                Forms.Drop(pass);
                pass.State = pass.State with { Goods = form.Slots.Any(s => s.Slot.Propose == Harvest.Goods) ? null : frame.Goods ?? pass.State.Goods };
                Outcomes.SayDone(pass, form.Id + ".submit", done);
                return AfterDone(pass, form, submit);
            case ActionOutcome.Refused refused:
                Outcomes.SayRefused(pass, form.Id + ".submit", refused);
                return AfterRefusal(pass, form, submit, refused);
        }

        throw new InvalidOperationException("An action answers Done or Refused.");
    }

    private static TurnStep AfterDone(Pass pass, FormShape form, Submit submit)
    {
        if (pass.State.Stack.Count > 0 && submit.Then != "again") return Forms.AfterEnd(pass);
        return submit.Then switch
        {
            "again" when pass.Catalog.Texts.Has(form.Id + ".again", pass.Language) => PendingQuestions.AskAgain(pass, form.Id),
            "again" => Forms.Start(pass, form.Id),
            "menu" or "" => Menus.Show(pass, Menus.Main),
            var dialog when pass.Index.Form(dialog) is not null => Forms.Start(pass, dialog),
            _ => Menus.Show(pass, Menus.Main),
        };
    }

    private static TurnStep AfterRefusal(Pass pass, FormShape form, Submit submit, ActionOutcome.Refused refused)
    {
        if (submit.Refused.TryGetValue(refused.Code, out var name) && form.Find(name) is { } slot)
        {
            Filling.Reopen(pass, slot, PendingQuestions.Reask, propose: false);
            return Prompts.Next(pass);
        }

        // Nothing the person could answer differently: the answers stay, the review stays where it was.
        if (!form.Form.Review) Forms.Drop(pass);
        return pass.End();
    }

    private static Dictionary<string, SlotValue> Values(FormShape form, DialogFrame frame)
    {
        var values = new Dictionary<string, SlotValue>(frame.Answers.Count, StringComparer.Ordinal);
        foreach (var slot in form.Slots)
        {
            if (frame.Answers.TryGetValue(slot.Name, out var answer)) values[slot.Name] = answer.Value;
        }

        return values;
    }

    // A consent is proved by its text's version, its time and the message that gave it.
    private static Dictionary<string, string> Arguments(Pass pass, FormShape form, DialogFrame frame)
    {
        var arguments = new Dictionary<string, string>(frame.Arguments, StringComparer.Ordinal);
        foreach (var slot in form.Slots)
        {
            if (slot.Slot.Consent is not { } purpose || !frame.Answers.TryGetValue(slot.Name, out var answer)) continue;
            arguments[$"consent.{purpose}.version"] = slot.Existing("version") is { } version ? pass.Label(version) : "1";
            arguments[$"consent.{purpose}.at"] = answer.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            if (answer.MessageId is { } message) arguments[$"consent.{purpose}.message"] = message;
        }

        return arguments;
    }

    // A picked item is known by its id alone when it came with the button that opened the form.
    private static TurnStep? ReadTitles(Pass pass, FormShape form)
    {
        foreach (var slot in form.Slots)
        {
            if (slot.Items is not { } query || !pass.Frame!.Answers.TryGetValue(slot.Name, out var answer) || answer.Value is not SlotValue.Text(var id) || answer.Raw != id) continue;
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(pass.Frame, query)) is not { } items) continue;
            if (ItemLists.Find(items.List, id) is { } item)
            {
                pass.Frame = pass.Frame with { Answers = pass.Frame.Answers.With(slot.Name, answer with { Raw = ItemLists.Title(pass, query, item) }) };
            }
        }

        return pass.Misses ? pass.Reads() : null;
    }

    private static string Hash(Pass pass, FormShape form)
    {
        var shown = new System.Text.StringBuilder(form.Form.Fingerprint);
        foreach (var slot in form.Slots)
        {
            if (!pass.Frame!.Answers.TryGetValue(slot.Name, out var answer)) continue;
            shown.Append('\n').Append(slot.Name).Append('=').Append(answer.Value.Canonical);
        }

        return ShortIds.Letters(shown.ToString(), 12);
    }
}
