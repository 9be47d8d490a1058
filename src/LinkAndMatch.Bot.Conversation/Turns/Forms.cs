using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Begins, interrupts, resumes and ends forms.</summary>
internal static class Forms
{
    /// <summary>How many forms may wait behind the running one.</summary>
    public const int MostInterrupted = 3;

    public const string WarnPurpose = "form.warn";
    public const string ExpirePurpose = "form.expire";

    /// <summary>Begins a form: the one that runs goes on the stack.</summary>
    /// <param name="arguments">What it is opened for; null: nothing.</param>
    /// <param name="said">The message that wished for it, when there may be answers in it.</param>
    public static TurnStep Start(Pass pass, string dialog, IReadOnlyDictionary<string, string>? arguments = null, string? said = null)
    {
        var shape = pass.Index.Form(dialog) ?? throw new InvalidOperationException($"There is no dialog '{dialog}' to start.");
        var form = shape.Form;
        if (!pass.Holds(form.StartsWhen))
        {
            pass.Say(pass.FirstKey(form.Id + ".start_refused", "turn.start_refused"));
            return Prompts.Again(pass);
        }

        if (pass.Frame is { } running)
        {
            if (running.Dialog == dialog && (arguments is null || SameArguments(running.Arguments, arguments))) return Prompts.Again(pass);
            if (pass.State.Stack.Count >= MostInterrupted)
            {
                pass.Say("turn.stack_full", ("dialog", Title(pass, running.Dialog)));
                return Prompts.Again(pass);
            }
        }

        arguments ??= new Dictionary<string, string>();
        Item? stored = null;
        if (form.Prefill is { } prefill)
        {
            if (pass.Read<Fact.Items>(ItemLists.QueryOf(prefill, arguments, null)) is not { } items) return pass.Reads();
            if (items.List.Count == 0)
            {
                pass.Say(pass.FirstKey(form.Id + ".start_refused", "turn.start_refused"));
                return Prompts.Again(pass);
            }

            stored = items.List[0];
        }

        Interrupt(pass, dialog);
        pass.Frame = Fresh(pass, shape, arguments, stored);
        pass.State = pass.State with { Asked = null, Pending = null };
        if (said is not null && form.Prefill is null) Harvest.Take(pass, said);
        pass.SetDue(WarnPurpose, pass.Now + form.IdleExpiry - form.WarnBefore);
        pass.SetDue(ExpirePurpose, pass.Now + form.IdleExpiry);
        if (pass.Catalog.Texts.Has(form.Id + ".intro", pass.Language)) pass.Say(form.Id + ".intro");
        return Prompts.Next(pass);
    }

    /// <summary>Takes the form on top of the stack up again.</summary>
    public static TurnStep ResumeStacked(Pass pass)
    {
        var stack = pass.State.Stack;
        var frame = stack[^1];
        pass.State = pass.State with { Form = frame with { ExpiresAt = null }, Stack = [.. stack.Take(stack.Count - 1)], Asked = null, Pending = null };
        if (Versioning.Apply(pass) is { } held) return held;
        pass.Say("turn.returned", ("dialog", Title(pass, frame.Dialog)));
        return Prompts.Next(pass);
    }

    /// <summary>Drops the running form with all that was answered in it.</summary>
    public static void Drop(Pass pass)
    {
        if (pass.Frame is not { } frame) return;
        pass.State = pass.State with { Form = null, Asked = null, Pending = null, LastMessage = null, Steps = StepsWithout(pass.State, frame.Instance) };
        if (pass.State.Stack.Count > 0) return;
        pass.SetDue(WarnPurpose, null);
        pass.SetDue(ExpirePurpose, null);
    }

    /// <summary>What follows a form that has ended: an interrupted one is offered again, else the menu.</summary>
    public static TurnStep AfterEnd(Pass pass)
    {
        if (pass.State.Stack.Count > 0) return PendingQuestions.OfferResume(pass, pass.State.Stack[^1]);
        return Menus.Show(pass, Menus.Main);
    }

    public static string Title(Pass pass, string dialog) =>
        pass.Catalog.Texts.Has(dialog + ".title", pass.Language) ? pass.Label(dialog + ".title") : dialog;

    /// <summary>How many slots are answered and how many there are to see.</summary>
    public static (int Answered, int Total) Count(Pass pass, DialogFrame frame)
    {
        if (pass.Index.Form(frame.Dialog) is not { } shape) return (frame.Answers.Count, frame.Answers.Count);
        var (answered, total) = (0, 0);
        foreach (var slot in shape.Slots)
        {
            if (!pass.Holds(slot.Slot.When, frame.Answers)) continue;
            total++;
            if (frame.Answers.ContainsKey(slot.Name)) answered++;
        }

        return (answered, total);
    }

    private static void Interrupt(Pass pass, string dialog)
    {
        var stack = pass.State.Stack;
        // The same dialog waiting further down would be offered twice: the newer run of it counts.
        if (pass.Frame is { } running) pass.State = pass.State with { Stack = [.. stack.Where(f => f.Dialog != dialog), running] };
        else pass.State = pass.State with { Stack = [.. stack.Where(f => f.Dialog != dialog)] };
    }

    private static DialogFrame Fresh(Pass pass, FormShape shape, IReadOnlyDictionary<string, string> arguments, Item? stored)
    {
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var slot in shape.Slots)
        {
            if (stored?.Values is { } values && values.TryGetValue(slot.Name, out var value))
            {
                answers[slot.Name] = new Answer(value, value.Canonical, AnswerOrigin.Stored, null, pass.Now, slot.Slot.Fingerprint);
            }
            else if (stored?.Values is not null && slot.Slot.MaySkip)
            {
                // Not stored because it was skipped then: editing one answer must not ask for all the others.
                answers[slot.Name] = new Answer(new SlotValue.Skipped(), "", AnswerOrigin.Stored, null, pass.Now, slot.Slot.Fingerprint);
            }
            else if (arguments.TryGetValue(slot.Name, out var argument) && slot.Items is not null)
            {
                answers[slot.Name] = new Answer(new SlotValue.Text(argument), argument, AnswerOrigin.Button, null, pass.Now, slot.Slot.Fingerprint);
            }
        }

        return new DialogFrame
        {
            Dialog = shape.Id,
            Version = shape.Form.Version,
            Fingerprint = shape.Form.Fingerprint,
            Instance = ShortIds.Letters(pass.Activity.Key + "#" + shape.Id, 8),
            Answers = answers,
            Arguments = arguments,
            ExpiresAt = pass.Now + shape.Form.IdleExpiry,
        };
    }

    private static bool SameArguments(IReadOnlyDictionary<string, string> a, IReadOnlyDictionary<string, string> b)
    {
        if (a.Count != b.Count) return false;
        foreach (var (name, value) in a)
        {
            if (!b.TryGetValue(name, out var other) || other != value) return false;
        }

        return true;
    }

    private static IReadOnlyDictionary<string, AwaitedStep> StepsWithout(ConversationState state, string instance) =>
        state.Steps.Count == 0 ? state.Steps : state.Steps.Where(s => s.Value.Instance != instance).ToDictionary(s => s.Key, s => s.Value);
}
