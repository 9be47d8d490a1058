using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Forms that rest for long: a reminder, then a question whether to go on. Nothing is cleared behind the person's back.</summary>
internal static class Expiry
{
    /// <summary>A reminder or the end of the time is due. One that comes early (the form was used since) moves itself.</summary>
    public static TurnStep Due(Pass pass, string purpose)
    {
        if (pass.Frame is not { ExpiresAt: { } expires } frame || pass.Form is not { } form) return pass.EndUnchanged();
        var at = purpose == Forms.WarnPurpose ? expires - form.Form.WarnBefore : expires;
        if (pass.Now < at)
        {
            pass.SetDue(purpose, at);
            return pass.End();
        }

        if (purpose == Forms.ExpirePurpose) return DropRemoved(pass, form);
        if (pass.State.Mode == ConversationMode.Human || pass.Now >= expires) return pass.EndUnchanged();
        var (answered, total) = Forms.Count(pass, frame);
        pass.State = pass.State with { Pending = new Pending(PendingQuestions.Resume, pass.PromptId) };
        pass.Class = DeliveryClass.NiceToHave;
        pass.Say("form.warn.text", ("dialog", Forms.Title(pass, frame.Dialog)), ("answered", answered), ("total", total), ("hours", (int)Math.Ceiling((expires - pass.Now).TotalHours)));
        PendingQuestions.OfferResumeButtons(pass);
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }

    /// <summary>The first words after the form's time ran out are met with the offer to go on. Null: it has not run out.</summary>
    public static TurnStep? OfferIfExpired(Pass pass)
    {
        if (pass.Frame is not { ExpiresAt: { } expires } frame || pass.Now < expires || pass.Form is not { } form) return null;
        if (pass.State.Pending is { Kind: PendingQuestions.Resume }) return null;
        pass.Frame = frame with { ExpiresAt = pass.Now + form.Form.IdleExpiry };
        pass.SetDue(Forms.WarnPurpose, pass.Now + form.Form.IdleExpiry - form.Form.WarnBefore);
        pass.SetDue(Forms.ExpirePurpose, pass.Now + form.Form.IdleExpiry);
        return PendingQuestions.OfferResume(pass, pass.Frame);
    }

    // What a newer release no longer asks was kept until now, for a roll-back; from here on nobody needs it.
    private static TurnStep DropRemoved(Pass pass, FormShape form)
    {
        var frame = pass.Frame!;
        if (frame.Parked.Count > 0) pass.Frame = frame with { Parked = frame.Parked.Where(p => form.Find(p.Key) is not null).ToDictionary(p => p.Key, p => p.Value) };
        return pass.End();
    }
}
