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
    /// <param name="readsAsAnswer">True when the words hold a value of the slot as well.</param>
    public static TurnStep? Try(Pass pass, FormShape form, SlotShape slot, string text, string folded, bool readsAsAnswer)
    {
        if (slot.Type == Dialogs.SlotType.Confirm) return null;
        if (slot.Slot.MaySkip && text.Trim() is "-" or "--" or "–") return Skip(pass, form, slot);
        // "belum ada, tapi mau mengurus SNI": refused first, and what follows is a plan.
        if (slot.Slot.MaySkip && YesNo.Read(folded.Split(' ')[0]) == YesNo.No && s_plans.Overlaps(folded.Split(' '))) return Skip(pass, form, slot);
        if (readsAsAnswer || Phrase.CountWords(folded) > 4) return null;
        // "eh bukan, 15 aja", "no hp 0813...": something is said here, and it is not that there is nothing.
        if (folded.AsSpan().ContainsAnyInRange('0', '9') || Phrase.Contains(folded, "bukan")) return null;
        if (folded == Phrase.Fold(pass.Label(slot.SkipKey)) || YesNo.Read(text) == YesNo.No) return Skip(pass, form, slot);
        return null;
    }

    private static readonly HashSet<string> s_plans = ["mau", "akan", "rencana", "rencananya", "sedang", "lagi", "proses", "ngurus", "mengurus", "diurus", "pengen", "ingin", "nanti", "arep", "pan", "plan", "planning"];
}
