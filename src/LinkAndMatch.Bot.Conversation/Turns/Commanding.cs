using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Commands and the exact words that stand for them: they win over everything else, everywhere.</summary>
internal static class Commanding
{
    /// <summary>The step of a command, or of words that are exactly one; null: the message is none.</summary>
    public static TurnStep? Try(Pass pass, string text, string folded)
    {
        if (text.StartsWith('/') && text.Length > 1 && char.IsLetter(text[1])) return Slash(pass, text);
        if (folded.Length is 0 or > 60) return null;
        var targets = pass.Index.CommandPhrase(folded, pass.Language) ?? pass.Index.CommandPhrase(Phrase.WithoutManners(folded), pass.Language);
        if (targets is null) return null;
        // "English" begins the choice of a language, and answers it.
        if (pass.Frame is { } running && targets.Any(t => t.Target is MenuTarget.Dialog(var id) && id == running.Dialog)) return null;
        if (pass.AskedSlot is { TakesAnyWords: true } slot && pass.State.Pending is null && IsQuoted(text)) return PendingQuestions.AskAmbiguity(pass, slot, text.Trim().Trim('"', '“', '”', '\''));
        return GoFirst(pass, targets, null);
    }

    /// <summary>Goes where a command, a menu item or a button leads.</summary>
    /// <param name="words">What was written behind the command; null: nothing.</param>
    public static TurnStep Go(Pass pass, MenuTarget target, string? words) => target switch
    {
        MenuTarget.Dialog(var id) => Forms.Start(pass, id),
        MenuTarget.Action(var name) => Tapping.Act(pass, name, null, null, words),
        MenuTarget.Answer(var entry) => Questions.ShowEntry(pass, entry),
        MenuTarget.Menu(var id) => Menus.Show(pass, id),
        MenuTarget.Text(var key) => SayText(pass, key),
        MenuTarget.Builtin(var command) => Builtin(pass, command, words),
        _ => throw new InvalidOperationException($"Unknown target {target.GetType().Name}."),
    };

    /// <summary>Greets, shows the menu, and offers to go on with what was left.</summary>
    public static TurnStep Start(Pass pass)
    {
        var known = pass.Person("known") is true || pass.Person("registered") is true;
        pass.Say(known ? "turn.welcome_back" : "turn.welcome", ("name", pass.Person("name") ?? pass.Activity.From?.Name), ("firm", pass.Person("firm")));
        if (pass.Frame is { } frame) return PendingQuestions.OfferResume(pass, frame);
        return Forms.AfterEnd(pass);
    }

    private static TurnStep Slash(Pass pass, string text)
    {
        var end = text.AsSpan().IndexOfAny(" \n\t");
        var name = end < 0 ? text : text[..end];
        var words = end < 0 ? null : text[end..].Trim();
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at > 0) name = name[..at];
        if (pass.Index.Command(name) is { } targets) return GoFirst(pass, targets, string.IsNullOrEmpty(words) ? null : words);
        pass.Say("turn.help");
        return Prompts.Again(pass);
    }

    private static TurnStep GoFirst(Pass pass, IReadOnlyList<CommandTarget> targets, string? words)
    {
        if (pass.State.Pending is { } pending && !PendingQuestions.IsSilent(pending.Kind) && !targets.Any(t => t.Target is MenuTarget.Builtin(BuiltinCommand.Cancel))) pass.State = pass.State with { Pending = null };
        foreach (var target in targets)
        {
            if (pass.Holds(target.When)) return Go(pass, target.Target, words);
        }

        // The refusal of the dialog says what is missing.
        return Go(pass, targets[^1].Target, words);
    }

    private static TurnStep SayText(Pass pass, string key)
    {
        pass.Say(key);
        return Prompts.Again(pass);
    }

    private static TurnStep Builtin(Pass pass, BuiltinCommand command, string? words)
    {
        switch (command)
        {
            case BuiltinCommand.Start:
                return Start(pass);
            case BuiltinCommand.Cancel:
                return Cancel(pass);
            case BuiltinCommand.Back:
                return Back(pass);
            case BuiltinCommand.Repeat:
                return Repeat(pass);
            case BuiltinCommand.Help:
                pass.Say("turn.help");
                return Prompts.Again(pass);
            case BuiltinCommand.Ask:
                return words is null ? PendingQuestions.AskQuestion(pass) : Questions.Answer(pass, words);
        }

        throw new InvalidOperationException($"Unknown command {command}.");
    }

    /// <summary>Cancels what is the smallest thing to cancel: a correction, a small question, else the form.</summary>
    public static TurnStep Cancel(Pass pass)
    {
        if (pass.State.Pending is { Kind: not PendingQuestions.Collect and not PendingQuestions.Reask and not PendingQuestions.Resume } pending)
        {
            pass.State = pass.State with { Pending = null };
            // Cancelling the correction keeps the answer as it was.
            if (pending.Kind is PendingQuestions.Edit or PendingQuestions.Which && pass.Frame is { } edited && pending.Slot is { } name && edited.Proposals.TryGetValue(name, out var old))
            {
                pass.Frame = edited with
                {
                    Answers = edited.Answers.With(name, old),
                    Order = [.. edited.Order.Where(o => o != name), name],
                    Proposals = edited.Proposals.Without(name),
                };
                pass.State = pass.State with { Asked = null };
            }

            if (pending.Kind != PendingQuestions.Cancel || pass.Frame is null)
            {
                if (pass.Frame is not null) pass.Say("turn.cancel.kept");
                return Prompts.Again(pass);
            }

            // "batal" once more, while being asked whether to cancel.
            return PendingQuestions.Choose(pass, pending, Buttons.Yes);
        }

        if (pass.Frame is not { } frame)
        {
            pass.State = pass.State with { Pending = null };
            pass.Say("turn.cancel.nothing");
            return pass.State.Stack.Count > 0 ? Forms.AfterEnd(pass) : pass.End();
        }

        // Only words of the person are worth the question; a yes is not.
        if (pass.Form is { } form && frame.Order.Any(o => form.Find(o) is not { Type: SlotType.Confirm })) return PendingQuestions.AskCancel(pass, frame);
        pass.Say("turn.cancel.done", ("dialog", Forms.Title(pass, frame.Dialog)));
        Forms.Drop(pass);
        return Forms.AfterEnd(pass);
    }

    private static TurnStep Back(Pass pass)
    {
        if (pass.Frame is not { } frame || pass.Form is not { } form) return Menus.Show(pass, Menus.Main);
        for (var i = frame.Order.Count - 1; i >= 0; i--)
        {
            if (form.Find(frame.Order[i]) is not { } slot || !frame.Answers.ContainsKey(slot.Name)) continue;
            Filling.Reopen(pass, slot, PendingQuestions.Reask);
            pass.Say("turn.back.done", ("label", pass.SlotLabel(slot)));
            return Prompts.Next(pass);
        }

        pass.Say("turn.back.nothing");
        return Prompts.Again(pass);
    }

    private static TurnStep Repeat(Pass pass)
    {
        if (pass.Frame is not null) return Prompts.Next(pass);
        if (pass.State.Asked is { Topic: { } topic } && topic.StartsWith("menu.", StringComparison.Ordinal)) return Menus.Show(pass, topic["menu.".Length..]);
        pass.Say("turn.repeat.nothing");
        return pass.End();
    }

    private static bool IsQuoted(string text) => text.Trim() is ['"' or '“' or '\'', _, .., '"' or '”' or '\''];
}
