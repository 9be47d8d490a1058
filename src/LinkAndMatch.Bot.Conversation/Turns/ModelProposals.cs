using System.Text;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>
/// Long messages that no rule could read: a model says where in them answers may stand. Its quotes are read by the same recognizers as
/// anything typed, shown, and become answers only when the person says yes.
/// </summary>
internal static class ModelProposals
{
    private const int MostChoices = 60;

    /// <summary>Asks the model's step; null: there is no model, the message is short, the person has not agreed, or nothing is open.</summary>
    public static TurnStep? Ask(Pass pass, FormShape form, string text)
    {
        if (!pass.Options.Model || form.Form.Model is not { } model || text.Length < model.MinChars || pass.Frame is not { } frame || !HasAgreed(pass, form)) return null;
        var open = Open(pass, form, model);
        if (open.Count == 0) return null;

        var step = new SlowStep(ShortIds.Step(pass.Activity.Conversation.Id, pass.Activity.Key, 0), ModelSteps.Propose, pass.Options.ProposalBudget)
        {
            Request = new Dictionary<string, string>
            {
                [ModelSteps.Text] = text,
                [ModelSteps.Language] = pass.Language,
                [ModelSteps.Slots] = ModelSteps.Write([.. open.Select(s => Describe(pass, s))]),
            },
        };
        Steps.Begin(pass, step, new AwaitedStep(ModelSteps.Propose, pass.State.Asked?.Slot, frame.Instance) { Text = text });
        pass.ShowLife();
        return pass.End();
    }

    public static TurnStep Finished(Pass pass, AwaitedStep awaited, IReadOnlyDictionary<string, string> data)
    {
        // Another message, another form: nobody waits for this any more.
        if (awaited.MovedOn || pass.Frame is not { } frame || frame.Instance != awaited.Instance || pass.Form is not { } form || form.Form.Model is not { } model) return pass.End();

        var text = awaited.Text ?? "";
        var found = Found(pass, form, model, text, ModelSteps.ReadProposals(data.GetValueOrDefault(ModelSteps.Proposals)));
        if (found.Count > 0) return PendingQuestions.AskProposed(pass, found);
        if (data.GetValueOrDefault(ModelSteps.Error) is "late")
        {
            // The wait was ours: it counts as no attempt.
            pass.Say("turn.model.late");
            return Prompts.Again(pass);
        }

        if (pass.AskedSlot is { } slot) return Misunderstanding.SayUnrecognised(pass, form, slot, text);
        pass.Say("turn.unrecognised");
        return Prompts.Again(pass);
    }

    /// <summary>The person said yes: what is still open takes its value, under the same rules as anything typed.</summary>
    public static TurnStep Confirmed(Pass pass, FormShape form, Pending pending)
    {
        var candidates = new List<Candidate>();
        foreach (var slot in form.Slots)
        {
            if (!pending.Values.TryGetValue(slot.Name, out var value) || pass.Frame!.Answers.ContainsKey(slot.Name)) continue;
            var raw = pending.Words.GetValueOrDefault(slot.Name, "");
            if (pass.Index.Reader.Check(slot, value, raw, pass.Language) is Reading.Value accepted) candidates.Add(new Candidate(slot, accepted.Is, raw, AnswerOrigin.ProposalConfirmed));
        }

        return Filling.Accept(pass, form, candidates, quietly: true);
    }

    private static List<Candidate> Found(Pass pass, FormShape form, ModelFill model, string text, IReadOnlyDictionary<string, ModelProposal> proposals)
    {
        var message = OneBlank(text);
        var found = new List<Candidate>();
        foreach (var slot in Open(pass, form, model))
        {
            if (!proposals.TryGetValue(slot.Name, out var proposal) || proposal is not { Quote: { } quoted }) continue;
            var quote = OneBlank(quoted);
            if (quote.Length == 0 || !message.Contains(quote, StringComparison.OrdinalIgnoreCase)) continue;
            if (Read(pass, form, slot, proposal.Value, quote) is { } value) found.Add(new Candidate(slot, value, quote, AnswerOrigin.ProposalConfirmed));
        }

        // Claimed by two: nobody knows whose it is, unless it answers the question that was asked.
        return found.FindAll(f => f.Slot == pass.AskedSlot || !found.Exists(o => o.Slot != f.Slot && o.Raw.Equals(f.Raw, StringComparison.OrdinalIgnoreCase)));
    }

    // The model's own value counts only as the key of a choice; everything else is read from the person's words.
    private static SlotValue? Read(Pass pass, FormShape form, SlotShape slot, string? value, string quote)
    {
        if (slot.Type is SlotType.Choice or SlotType.Choices && value is not null && pass.Index.Reader.Keys(slot).Contains(value))
            return pass.Index.Reader.Check(slot, new SlotValue.Keys([value]), quote, pass.Language) is Reading.Value chosen ? chosen.Is : null;
        if (IsTalk(pass, quote)) return null;
        // Words that were kept without being recognised may mean anything; of a text slot they are the answer.
        if (!slot.TakesAnyWords && pass.Index.Reader.Read(slot, quote, pass.Language, pass.Today) is not Reading.Value { Weak: false }) return null;
        foreach (var (read, reading) in Answering.Again(pass, form, [slot], quote))
        {
            if (read == slot && reading is Reading.Value found) return found.Is;
        }

        return null;
    }

    // Typed by itself it would be no answer but a command, small talk or a question; quoted it is none either.
    private static bool IsTalk(Pass pass, string quote)
    {
        var folded = Phrase.Fold(quote);
        return quote.StartsWith('/')
            || pass.Index.CommandPhrase(folded, pass.Language) is not null
            || pass.Index.CommandPhrase(Phrase.WithoutManners(folded), pass.Language) is not null
            || pass.Index.Remark(folded, pass.Language) is not null
            || QuestionWords.LooksLikeQuestion(quote) == QuestionStrength.Strong;
    }

    private static List<SlotShape> Open(Pass pass, FormShape form, ModelFill model)
    {
        var open = new List<SlotShape>();
        foreach (var slot in form.Slots)
        {
            // The linter refuses sensitive slots and consents in the list; here once more, for it is the last door.
            if (!model.Slots.Contains(slot.Name) || slot.Slot.Sensitive || slot.Items is not null || slot.Type is SlotType.Confirm or SlotType.Photos) continue;
            if (!pass.Frame!.Answers.ContainsKey(slot.Name) && pass.Holds(slot.Slot.When, pass.Frame.Answers)) open.Add(slot);
        }

        return open;
    }

    // Who is known has agreed before; else the consent of this very form must stand.
    private static bool HasAgreed(Pass pass, FormShape form) =>
        pass.Person("known") is true
        || form.Slots.Any(s => s.Slot.Consent is not null && pass.Frame!.Answers.TryGetValue(s.Name, out var answer) && answer.Value is SlotValue.Flag(true));

    private static ModelSlot Describe(Pass pass, SlotShape slot) => new(slot.Name, pass.SlotLabel(slot), slot.TypeName)
    {
        Choices = slot.Type is SlotType.Choice or SlotType.Choices
            ? [.. pass.Index.Reader.Keys(slot).Take(MostChoices).Select(k => new ModelChoice(k, pass.Index.Words.KeyLabel(slot, k, pass.Language)))]
            : [],
    };

    private static string OneBlank(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter)) words.Append(letter);
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        return words.ToString().Trim();
    }
}
