using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The small questions about the conversation itself (really cancel? go on? which one?) that come before the form's own.</summary>
internal static class PendingQuestions
{
    public const string Cancel = "cancel";
    public const string Resume = "resume";
    public const string Again = "again";
    public const string Which = "which";
    public const string Ambiguity = "ambiguity";
    public const string ChangeSlot = "change_slot";
    public const string PickSlot = "pick";
    public const string Ask = "ask";
    public const string Faq = "faq";
    public const string Words = "words";
    public const string Heard = "heard";
    public const string Found = "found";
    public const string Proposed = "proposed";

    /// <summary>A slot is open again for a correction: cancelling brings the old answer back.</summary>
    public const string Edit = "edit";

    /// <summary>A slot is open again and asked before its turn.</summary>
    public const string Reask = "reask";

    /// <summary>Choices tapped one after the other until "done".</summary>
    public const string Collect = "collect";

    /// <summary>True for those that only remember something about the form's question and ask nothing of their own.</summary>
    public static bool IsSilent(string kind) => kind is Edit or Reask or Collect;

    public static TurnStep AskCancel(Pass pass, DialogFrame frame)
    {
        Put(pass, new Pending(Cancel, pass.PromptId));
        var (answered, _) = Forms.Count(pass, frame);
        pass.Say("turn.cancel.ask", ("dialog", Forms.Title(pass, frame.Dialog)), ("answered", answered));
        pass.OfferKey("turn.cancel.yes", pass.PromptId, Buttons.Yes);
        pass.OfferKey("turn.cancel.no", pass.PromptId, Buttons.No);
        return Asked(pass);
    }

    /// <summary>Asks whether a form that was left shall go on: the running one, or the one on top of the stack.</summary>
    public static TurnStep OfferResume(Pass pass, DialogFrame frame)
    {
        Put(pass, new Pending(Resume, pass.PromptId));
        var (answered, total) = Forms.Count(pass, frame);
        pass.Say("turn.resume.ask", ("dialog", Forms.Title(pass, frame.Dialog)), ("answered", answered), ("total", total));
        OfferResumeButtons(pass);
        return Asked(pass);
    }

    public static void OfferResumeButtons(Pass pass)
    {
        pass.OfferKey("turn.resume.yes", pass.PromptId, Buttons.Yes);
        pass.OfferKey("turn.resume.later", pass.PromptId, Buttons.Later);
        pass.OfferKey("turn.resume.no", pass.PromptId, Buttons.No);
    }

    public static TurnStep AskAgain(Pass pass, string dialog)
    {
        Put(pass, new Pending(Again, pass.PromptId) { Text = dialog });
        pass.Say(dialog + ".again");
        pass.OfferKey("buttons.yes", pass.PromptId, Buttons.Yes);
        pass.OfferKey("buttons.no", pass.PromptId, Buttons.No);
        return Asked(pass);
    }

    /// <summary>Several values are possible for the slot: one button each.</summary>
    public static TurnStep AskWhich(Pass pass, SlotShape slot, Reading.Which which, string raw)
    {
        Put(pass, OfWhich(new Pending(Which, pass.PromptId), slot, which, raw));
        pass.Say(which.TextKey, ("label", pass.SlotLabel(slot)));
        OfferWhich(pass, which);
        return Asked(pass);
    }

    /// <summary>Nobody but the person knows whether the words answer the question or ask one.</summary>
    public static TurnStep AskAmbiguity(Pass pass, SlotShape slot, string text)
    {
        Put(pass, new Pending(Ambiguity, pass.PromptId) { Slot = slot.Name, Text = text });
        var values = Pass.Named(("label", pass.SlotLabel(slot)), ("text", text));
        pass.Say("turn.ambiguous.ask", values);
        pass.Offer(pass.Catalog.Texts.Label("turn.ambiguous.as_answer", pass.Language, values), Buttons.OfPrompt(pass.PromptId, Buttons.AnswerIt));
        pass.OfferKey("turn.ambiguous.as_question", pass.PromptId, Buttons.Question);
        return Asked(pass);
    }

    /// <summary>Which of these answers shall change.</summary>
    /// <param name="newText">What it shall become, when that was said already.</param>
    public static TurnStep AskSlot(Pass pass, FormShape form, IEnumerable<SlotShape> slots, string? newText)
    {
        var options = new List<string>();
        foreach (var slot in slots)
        {
            options.Add(slot.Name);
            pass.Offer(pass.SlotLabel(slot), Buttons.OfPrompt(pass.PromptId, Buttons.Slot + slot.Name));
        }

        Put(pass, new Pending(newText is null ? ChangeSlot : PickSlot, pass.PromptId) { Text = newText, Options = options });
        return Asked(pass);
    }

    public static TurnStep AskQuestion(Pass pass)
    {
        Put(pass, new Pending(Ask, pass.PromptId));
        pass.Say("turn.ask.prompt");
        return Asked(pass);
    }

    /// <summary>What an action needs in words: the next message is taken for it.</summary>
    public static TurnStep AskWords(Pass pass, string action, string subject, string version)
    {
        Put(pass, new Pending(Words, pass.PromptId) { Text = action, Options = [subject, version] });
        pass.Say(action + ".ask");
        return Asked(pass);
    }

    public static TurnStep AskHeard(Pass pass, string text)
    {
        Put(pass, new Pending(Heard, pass.PromptId) { Text = text });
        pass.Say("turn.voice_heard", ("text", text));
        pass.OfferKey("buttons.yes", pass.PromptId, Buttons.Yes);
        pass.OfferKey("buttons.no", pass.PromptId, Buttons.No);
        return Asked(pass);
    }

    /// <summary>Values were heard in one message: are they right?</summary>
    /// <param name="open">The slot whose words may be several values, with these: which one is told together with the yes. Null: none.</param>
    public static TurnStep AskFound(Pass pass, IReadOnlyList<string> items, (SlotShape Slot, Reading.Which Which, string Words)? open)
    {
        var pending = new Pending(Found, pass.PromptId);
        if (open is var (slot, which, words))
        {
            Put(pass, OfWhich(pending, slot, which, words));
            pass.Say("turn.model.found_which", ("items", items), ("words", words));
            OfferWhich(pass, which);
        }
        else
        {
            Put(pass, pending);
            pass.Say("turn.model.found", ("items", items));
            pass.OfferKey("buttons.yes", pass.PromptId, Buttons.Yes);
        }

        pass.OfferKey("buttons.no", pass.PromptId, Buttons.No);
        return Asked(pass);
    }

    /// <summary>What a model found in a message: nothing of it is an answer before the person says so.</summary>
    public static TurnStep AskProposed(Pass pass, IReadOnlyList<Candidate> found)
    {
        Put(pass, new Pending(Proposed, pass.PromptId)
        {
            Values = found.ToDictionary(f => f.Slot.Name, f => f.Value, StringComparer.Ordinal),
            Words = found.ToDictionary(f => f.Slot.Name, f => f.Raw, StringComparer.Ordinal),
        });
        pass.Say("turn.model.found", ("items", found.Select(f => $"{pass.SlotLabel(f.Slot)}: {pass.Index.Words.Say(f.Slot, f.Value, f.Raw, pass.Language)}").ToList()));
        pass.OfferKey("buttons.yes", pass.PromptId, Buttons.Yes);
        pass.OfferKey("buttons.no", pass.PromptId, Buttons.No);
        return Asked(pass);
    }

    /// <summary>The step that a message leads to as an answer to the pending question; null: it was none, and the question is dissolved.</summary>
    public static TurnStep? Try(Pass pass, string text)
    {
        if (pass.State.Pending is not { } pending || IsSilent(pending.Kind)) return null;
        if (ChoiceIn(pass, pending, text) is { } choice) return Choose(pass, pending, choice);
        var fits = pending.Kind switch
        {
            Ask => true,
            Words => true,
            _ => false,
        };
        pass.State = pass.State with { Pending = null };
        if (!fits) return null;
        if (pending.Kind == Ask) return Questions.Answer(pass, text);
        return Tapping.Act(pass, pending.Text!, pending.Options[0], pending.Options[1], text);
    }

    /// <summary>The step that a tapped or typed choice of the pending question leads to.</summary>
    public static TurnStep Choose(Pass pass, Pending pending, string choice)
    {
        pass.State = pass.State with { Pending = null };
        switch (pending.Kind, choice)
        {
            case (Cancel, Buttons.Yes) when pass.Frame is { } frame:
                pass.Say("turn.cancel.done", ("dialog", Forms.Title(pass, frame.Dialog)));
                Forms.Drop(pass);
                return Forms.AfterEnd(pass);
            case (Cancel, _):
                pass.Say("turn.cancel.kept");
                return Prompts.Again(pass);
            case (Resume, Buttons.Yes) when pass.Frame is { } frame:
                pass.Say("turn.resume.done", ("dialog", Forms.Title(pass, frame.Dialog)));
                return Prompts.Next(pass);
            case (Resume, Buttons.Yes) when pass.State.Stack.Count > 0:
                return Forms.ResumeStacked(pass);
            case (Resume, Buttons.No) when pass.Frame is { } frame:
                pass.Say("turn.resume.dropped", ("dialog", Forms.Title(pass, frame.Dialog)));
                Forms.Drop(pass);
                return Forms.AfterEnd(pass);
            case (Resume, Buttons.No) when pass.State.Stack.Count > 0:
                pass.Say("turn.resume.dropped", ("dialog", Forms.Title(pass, pass.State.Stack[^1].Dialog)));
                pass.State = pass.State with { Stack = [.. pass.State.Stack.Take(pass.State.Stack.Count - 1)] };
                if (pass.State.Stack.Count == 0)
                {
                    pass.SetDue(Forms.WarnPurpose, null);
                    pass.SetDue(Forms.ExpirePurpose, null);
                }

                return Forms.AfterEnd(pass);
            case (Resume, Buttons.Later):
                return Pausing.Pause(pass);
            case (Again, Buttons.Yes):
                return Forms.Start(pass, pending.Text!);
            case (Again, _):
                return Forms.AfterEnd(pass);
            case (Which, _) when pass.Form is { } form && pending.Slot is { } name && form.Find(name) is { } slot
                && choice.StartsWith(Buttons.Which, StringComparison.Ordinal) && pending.Values.TryGetValue(choice[Buttons.Which.Length..], out var value):
                return TakeChecked(pass, form, slot, value, pending.Text ?? "");
            case (Ambiguity, Buttons.AnswerIt) when pass.Form is { } form && pending.Slot is { } name && form.Find(name) is { } slot:
                return TakeWords(pass, form, slot, pending.Text!);
            case (Ambiguity, Buttons.Question):
                return Questions.Answer(pass, pending.Text!);
            case (ChangeSlot, _) when pass.Form is { } form && form.Find(Name(choice)) is { } slot:
                return Correcting.Reopen(pass, form, slot);
            case (PickSlot, _) when pass.Form is { } form && form.Find(Name(choice)) is { } slot:
                return Correcting.SetTo(pass, form, slot, pending.Text!);
            case (Faq, Buttons.No):
                return Questions.PassOn(pass, pending.Text!, "faq.unknown");
            case (Faq, _) when choice.StartsWith(Buttons.Faq, StringComparison.Ordinal):
                return Questions.ShowEntry(pass, choice[Buttons.Faq.Length..], pending.Text);
            case (Found, _) when pass.Form is { } form:
                var chosen = choice.StartsWith(Buttons.Which, StringComparison.Ordinal) ? pending.Values.GetValueOrDefault(choice[Buttons.Which.Length..]) : null;
                return Harvest.Decide(pass, form, chosen is not null || choice == Buttons.Yes, chosen is null ? null : (pending.Slot!, chosen, pending.Text ?? ""));
            case (Proposed, Buttons.Yes) when pass.Form is { } form:
                return ModelProposals.Confirmed(pass, form, pending);
            case (Proposed, _):
                pass.Say("turn.model.late");
                return Prompts.Again(pass);
            case (Heard, Buttons.Yes):
                pass.Text = pending.Text;
                return Understanding.Message(pass, pending.Text!);
            case (Heard, _):
                pass.Say("turn.voice");
                return Prompts.Again(pass);
            default:
                pass.Say("turn.old_button");
                return Prompts.Again(pass);
        }
    }

    /// <summary>Takes a value that the person has chosen among several; it may still lack something.</summary>
    public static TurnStep TakeChecked(Pass pass, FormShape form, SlotShape slot, SlotValue value, string raw) =>
        pass.Index.Reader.Check(slot, value, raw, pass.Language) switch
        {
            Reading.Value accepted => Filling.Accept(pass, form, [new Candidate(slot, accepted.Is, raw, AnswerOrigin.Button)]),
            Reading.Which which => AskWhich(pass, slot, which, raw),
            Reading.Wrong wrong => Misunderstanding.SayWrong(pass, form, slot, wrong, raw),
            _ => Misunderstanding.SayUnrecognised(pass, form, slot, raw),
        };

    private static Pending OfWhich(Pending pending, SlotShape slot, Reading.Which which, string raw) => pending with
    {
        Slot = slot.Name,
        Text = raw,
        Options = [.. which.Options.Select(o => o.Label)],
        Values = which.Options.Select((o, i) => (Key: $"{i}", o.Value)).ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal),
    };

    private static void OfferWhich(Pass pass, Reading.Which which)
    {
        for (var i = 0; i < which.Options.Count; i++) pass.Offer(which.Options[i].Label, Buttons.OfPrompt(pass.PromptId, $"{Buttons.Which}{i}"));
    }

    private static TurnStep TakeWords(Pass pass, FormShape form, SlotShape slot, string text) =>
        pass.Index.Reader.Read(slot, text, pass.Language, pass.Today) switch
        {
            Reading.Value value => Filling.Accept(pass, form, [new Candidate(slot, value.Is, value.Raw, AnswerOrigin.Typed)]),
            Reading.Wrong wrong => Misunderstanding.SayWrong(pass, form, slot, wrong, text),
            _ => Misunderstanding.SayUnrecognised(pass, form, slot, text),
        };

    private static string Name(string choice) => choice.StartsWith(Buttons.Slot, StringComparison.Ordinal) ? choice[Buttons.Slot.Length..] : choice;

    private static string? ChoiceIn(Pass pass, Pending pending, string text)
    {
        var folded = Phrase.Fold(text);
        var remark = pass.Index.Remark(folded, pass.Language);
        foreach (var (choice, label) in Labels(pending.Kind))
        {
            if (Phrase.Fold(pass.Label(label)) == folded) return choice;
        }

        switch (pending.Kind)
        {
            case Found when LeftOpen(pass, pending, text, remark) is { } open:
                return $"{Buttons.Which}{open}";
            case Cancel or Resume or Again or Heard or Found or Proposed:
                if (remark == Remarks.Later && pending.Kind == Resume) return Buttons.Later;
                if (remark == Remarks.Continue && pending.Kind is Resume) return Buttons.Yes;
                // "Benar?" "Salah."
                if (remark == Remarks.Change && pending.Kind is Heard or Found or Proposed) return Buttons.No;
                return YesNo.Read(text) switch
                {
                    YesNo.Yes => Buttons.Yes,
                    YesNo.No => Buttons.No,
                    YesNo.None or YesNo.Unclear => ByNumber(text, pending.Kind == Resume ? [Buttons.Yes, Buttons.Later, Buttons.No] : [Buttons.Yes, Buttons.No]),
                };
            case Which:
                if (pass.Form?.Find(pending.Slot ?? "") is not { } slot) return null;
                // The words may be one of the values themselves ("52"), the number of a button, or a part of its label ("kota").
                if (LeftOpen(pass, pending, text, remark) is { } at) return $"{Buttons.Which}{at}";
                return slot.Type is Dialogs.SlotType.Integer or Dialogs.SlotType.Decimal or Dialogs.SlotType.Money or Dialogs.SlotType.Quantity
                    ? null
                    : ByNumber(text, [.. pending.Options.Select((_, i) => $"{Buttons.Which}{i}")]);
            case Ambiguity:
                return ByNumber(text, [Buttons.AnswerIt, Buttons.Question]) ?? (remark == "words.as_question" ? Buttons.Question : null);
            case ChangeSlot or PickSlot:
                if (pass.Form is { } form && form.NamedAtStart(folded, pass.Language, out var length) is { } named && length == folded.Length && pending.Options.Contains(named.Name)) return Buttons.Slot + named.Name;
                return ByNumber(text, [.. pending.Options.Select(o => Buttons.Slot + o)]);
            case Faq:
                return ByNumber(text, [.. pending.Options.Select(o => Buttons.Faq + o)]);
            default:
                return null;
        }
    }

    // The words on the buttons, typed.
    private static IReadOnlyList<(string Choice, string LabelKey)> Labels(string kind) => kind switch
    {
        Cancel => [(Buttons.Yes, "turn.cancel.yes"), (Buttons.No, "turn.cancel.no")],
        Resume => [(Buttons.Yes, "turn.resume.yes"), (Buttons.Later, "turn.resume.later"), (Buttons.No, "turn.resume.no")],
        Ambiguity => [(Buttons.Question, "turn.ambiguous.as_question")],
        Faq => [(Buttons.No, "faq.choose.none")],
        _ => [],
    };

    // "kota" means the town of two namesakes; "kabupaten brebes" shares a word with a button and means another place, and "tidak, kota saya ..." is a no.
    private static int? LeftOpen(Pass pass, Pending pending, string text, string? remark)
    {
        if (ByLabel(text, pending.Options) is not { } at || remark == Remarks.Change || YesNo.Read(text) == YesNo.No) return null;
        if (pass.Form?.Find(pending.Slot ?? "") is not { Type: Dialogs.SlotType.Region } region) return at;
        return pass.Index.Reader.Read(region, text, pass.Language, pass.Today) is Reading.Value { Is: var place } && place != pending.Values.GetValueOrDefault($"{at}") ? null : at;
    }

    private static int? ByLabel(string text, IReadOnlyList<string> labels)
    {
        var options = new ChoiceOption[labels.Count];
        // Numbers are left to the caller: a label may be one.
        for (var i = 0; i < options.Length; i++) options[i] = new ChoiceOption($"{i}", labels[i], [], -10 - i);
        return Choices.Read(text, options).Single is { } single ? int.Parse(single.Value, System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The choice that "2" or "yang kedua" means among those shown; null: none.</summary>
    public static string? ByNumber(string text, IReadOnlyList<string> choices)
    {
        if (text.Length > 40 || choices.Count == 0) return null;
        var options = new ChoiceOption[choices.Count];
        // A label that holds no letters: only the number counts here.
        for (var i = 0; i < options.Length; i++) options[i] = new ChoiceOption(choices[i], "\uE000", [], i + 1);
        return Choices.Read(text, options).Single?.Value;
    }

    private static void Put(Pass pass, Pending pending) => pass.State = pass.State with { Pending = pending };

    private static TurnStep Asked(Pass pass)
    {
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }
}
