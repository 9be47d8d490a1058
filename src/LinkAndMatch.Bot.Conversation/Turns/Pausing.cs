namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Lets a form rest until the person comes back.</summary>
internal static class Pausing
{
    /// <summary>Keeps everything; the next message that is no command is asked whether to go on.</summary>
    public static TurnStep Pause(Pass pass)
    {
        var frame = pass.Frame ?? (pass.State.Stack.Count > 0 ? pass.State.Stack[^1] : null);
        if (frame is null) return Prompts.Again(pass);
        pass.State = pass.State with { Pending = pass.Frame is null ? null : new Pending(PendingQuestions.Resume, pass.PromptId) };
        pass.Say("turn.pause.done", ("dialog", Forms.Title(pass, frame.Dialog)));
        pass.OfferKey("turn.resume.yes", pass.PromptId, Buttons.Yes);
        if (pass.Frame is null) pass.State = pass.State with { Pending = new Pending(PendingQuestions.Resume, pass.PromptId) };
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }
}
