using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Leaves a slot without a value, where that is allowed, and answers a refusal where it is not.</summary>
internal static class Skipping
{
    public static TurnStep Skip(Pass pass, FormShape form, SlotShape slot)
    {
        if (slot.Slot.MaySkip) return Filling.Accept(pass, form, [new Candidate(slot, new SlotValue.Skipped(), "", AnswerOrigin.Skipped)]);
        pass.Say("turn.skip.refused", ("label", pass.SlotLabel(slot)));
        if (slot.WhyKey is { } why) pass.Say(why);
        return Prompts.Again(pass);
    }

    /// <summary>"Belum", "ga punya", "tidak mau": a no to a question that is none of yes and no. Null: the text is no refusal.</summary>
    public static TurnStep? Try(Pass pass, FormShape form, SlotShape slot, string text, string folded)
    {
        if (slot.Type == Dialogs.SlotType.Confirm || Phrase.CountWords(folded) > 4) return null;
        if (folded == Phrase.Fold(pass.Label(slot.SkipKey)) || YesNo.Read(text) == YesNo.No) return Skip(pass, form, slot);
        return null;
    }
}
