namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Says what an action did.</summary>
internal static class Outcomes
{
    /// <param name="prefix">Where its texts stand: <c>dialog.submit</c> or the action's name.</param>
    public static void SayDone(Pass pass, string prefix, ActionOutcome.Done done)
    {
        if (done.Language is { } language) pass.State = pass.State with { Language = language };
        pass.Say(done.TextKey ?? pass.FirstKey(prefix + ".done", "turn.done"), Values(done.Named));
        foreach (var button in done.Buttons)
        {
            pass.Offer(ActionLabel(pass, button.Action, Merged(done.Named, button.Named)), Buttons.Standing(button.Action, button.Subject, button.Version));
        }

        if (done.Document is { } document) pass.Document = document;
        if (done.ForgetsConversation) Forget(pass);
    }

    public static void SayRefused(Pass pass, string prefix, ActionOutcome.Refused refused) =>
        pass.Say(pass.FirstKey($"{prefix}.{refused.Code}", "turn.refused"), Values(refused.Named));

    /// <summary>The label of a standing button: of its action, or of the dialog that it opens.</summary>
    public static string ActionLabel(Pass pass, string action, IReadOnlyDictionary<string, object?> named)
    {
        var key = action + ".label";
        return pass.Catalog.Texts.Has(key, pass.Language) ? pass.Catalog.Texts.Label(key, pass.Language, Values(named)) : action;
    }

    private static WithGaps Values(IReadOnlyDictionary<string, object?> named) =>
        new(new Dictionary<string, object?>(named, StringComparer.Ordinal) { ["result"] = named });

    private static IReadOnlyDictionary<string, object?> Merged(IReadOnlyDictionary<string, object?> outcome, IReadOnlyDictionary<string, object?> own)
    {
        if (own.Count == 0) return outcome;
        var merged = new Dictionary<string, object?>(outcome, StringComparer.Ordinal);
        foreach (var (name, value) in own) merged[name] = value;
        return merged;
    }

    private static void Forget(Pass pass)
    {
        // The fence stays with the row; everything that the conversation knew goes.
        pass.State = new ConversationState { Language = pass.State.Language };
        pass.SupersedesPending = true;
        pass.SetDue(Forms.WarnPurpose, null);
        pass.SetDue(Forms.ExpirePurpose, null);
    }
}
