using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Decides whether a message in the middle of a form is meant for something else: why, a question, another dialog, small talk.</summary>
internal static class Interrupting
{
    /// <summary>Before the answer of a slot is read: only what is surely no answer. Slots that take any words are guarded by this alone.</summary>
    public static TurnStep? Before(Pass pass, FormShape form, string text, string folded, Clauses clauses)
    {
        if (Remark(pass, form, folded) is { } step) return step;
        var slot = pass.AskedSlot;
        if (slot is { Items: not null } && WhyOfItem(pass, text) is { } item) return Tapping.Data(pass, item);
        if (clauses.Strength == QuestionStrength.None || clauses is { HasStatement: true, Question: not null }) return null;

        if (QuestionWords.AsksWhy(text)) return Explain(pass, form, folded);
        if (!form.Form.FaqInterrupts) return null;
        if (slot is { TakesAnyWords: false } && !IsWholeQuestion(clauses)) return null;

        if (pass.Read<Fact.Faq>(Questions.QueryOf(pass, text)) is not { } found) return pass.Reads();
        var sure = (clauses.Strength == QuestionStrength.Strong || clauses.IsMarked) && found.Search.Decision == AnswerDecision.Answer;
        if (sure) return Questions.Show(pass, found.Search, text);
        // A slot of its own kind reads first; it will ask here again when it finds nothing.
        if (slot is not { TakesAnyWords: true }) return null;
        var grey = clauses.Strength == QuestionStrength.Strong || found.Search.Decision == AnswerDecision.Answer;
        return grey ? PendingQuestions.AskAmbiguity(pass, slot, text) : null;
    }

    /// <summary>After the asked slot found nothing: a question, another dialog, a refusal.</summary>
    public static TurnStep? After(Pass pass, FormShape form, string text, string folded, Clauses clauses)
    {
        if (QuestionWords.AsksWhy(text)) return Explain(pass, form, folded);
        if (clauses.Strength != QuestionStrength.Strong && StartOfAnother(pass, form, folded) is { } dialog) return Forms.Start(pass, pass.Index.Begun(dialog, pass), said: text);
        // Without any sign of a question the search would answer half of all wrong answers.
        if (!form.Form.FaqInterrupts || clauses.Strength == QuestionStrength.None) return null;
        if (pass.Read<Fact.Faq>(Questions.QueryOf(pass, text)) is not { } found) return pass.Reads();
        return (found.Search.Decision, clauses.Strength) switch
        {
            (AnswerDecision.Answer, _) => Questions.Show(pass, found.Search, text),
            (AnswerDecision.Choose, QuestionStrength.Strong or QuestionStrength.Weak) when found.Search.Hits.Count > 0 => Questions.Choose(pass, found.Search, text),
            (AnswerDecision.Unknown, QuestionStrength.Strong) => Questions.Unknown(pass, text, found.Search),
            _ => null,
        };
    }

    /// <summary>Says why the named slot, or else the asked one, is asked.</summary>
    public static TurnStep Explain(Pass pass, FormShape form, string folded)
    {
        if (pass.AskedSlot is { Items: not null } list && Numbered(pass, folded) is { } item) return Tapping.Data(pass, item);
        var slot = form.NamedIn(folded, pass.Language) ?? pass.AskedSlot;
        pass.Say(slot?.WhyKey ?? "turn.why.none");
        return Prompts.Again(pass);
    }

    // "kenapa nomor 2?" of a list: the button that tells the reasons for its second item.
    private static string? Numbered(Pass pass, string folded)
    {
        if (pass.State.Asked is not { Choices: { Count: > 0 } choices }) return null;
        foreach (var word in folded.Split(' ').Reverse())
        {
            if (PendingQuestions.ByNumber(word, choices) is { } data && Buttons.TryReadPrompt(data, out var prompt, out var choice)) return Buttons.OfPrompt(prompt, Buttons.Why + choice);
        }

        return null;
    }

    private static TurnStep? Remark(Pass pass, FormShape form, string folded)
    {
        // "nanti aja ya" is "nanti aja".
        if ((pass.Index.Remark(folded, pass.Language) ?? pass.Index.Remark(Phrase.WithoutManners(folded), pass.Language)) is not { } kind) return null;
        var slot = pass.AskedSlot;
        switch (kind)
        {
            case Remarks.Why:
                return Explain(pass, form, folded);
            case Remarks.Later:
                return Pausing.Pause(pass);
            case Remarks.Wait:
                pass.Say("turn.wait");
                return pass.End();
            case Remarks.Continue when slot is not { Type: SlotType.Confirm }:
                return Prompts.Again(pass);
            case Remarks.Example when slot is not null:
                pass.Say("turn.example", ("example", slot.ExampleKey is { } example ? pass.Label(example) : ""));
                return Prompts.Again(pass);
            case Remarks.Skip when slot is not null && slot.Type != SlotType.Confirm:
                return Skipping.Skip(pass, form, slot);
            case Remarks.Done when slot is { TakesSeveral: true }:
                return Tapping.Done(pass, form, slot);
            case Remarks.Change:
                return Correcting.AskWhich(pass, form);
            case Remarks.NeverMind when pass.State.Pending is { Kind: PendingQuestions.Edit }:
                return Commanding.Cancel(pass);
            case { } talk when Remarks.IsTalk(talk):
                pass.Say(talk);
                return Prompts.Again(pass);
            default:
                return null;
        }
    }

    // "kenapa no 2?" of the cards that are shown.
    private static string? WhyOfItem(Pass pass, string text)
    {
        if (pass.State.Asked is not { Choices: { Count: > 0 } choices } asked) return null;
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || pass.Index.Remark(Phrase.Fold(text[..blank]), pass.Language) != Remarks.Why) return null;
        if (PendingQuestions.ByNumber(text[blank..].Trim(' ', '?', '!', '.'), choices) is not { } data || !Buttons.TryReadPrompt(data, out _, out var id)) return null;
        return Buttons.OfPrompt(asked.PromptId, Buttons.Why + id);
    }

    private static string? StartOfAnother(Pass pass, FormShape form, string folded) =>
        pass.Index.StartIn(folded, pass.Language) is { } dialog && dialog != form.Id && form.Form.DialogInterrupts.Contains(dialog) ? dialog : null;

    private static bool IsWholeQuestion(Clauses clauses) => clauses.Question is not null && !clauses.HasStatement;
}
