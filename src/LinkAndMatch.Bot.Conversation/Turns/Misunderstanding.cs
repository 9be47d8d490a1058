using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Answers what could not be used: says what is expected, in other words each time, and offers a person's help in the end. Only this counts attempts.</summary>
internal static class Misunderstanding
{
    /// <summary>A value was seen but breaks a rule of the slot.</summary>
    public static TurnStep SayWrong(Pass pass, FormShape form, SlotShape slot, Reading.Wrong wrong, string text)
    {
        var values = Prompts.SlotValues(pass, slot, text);
        foreach (var name in TurnTexts.OfRule) values[name] = "";
        foreach (var (name, value) in wrong.Named)
        {
            if (value is not null) values[name] = value;
        }

        pass.Say(slot.RefusalKey(wrong.Code), values, pass.State.Asked?.Attempts ?? 0);
        return Count(pass, form, slot);
    }

    /// <summary>Nothing of the asked kind was found.</summary>
    public static TurnStep SayUnrecognised(Pass pass, FormShape form, SlotShape slot, string text)
    {
        pass.Say(slot.InvalidKey, Prompts.SlotValues(pass, slot, text), pass.State.Asked?.Attempts ?? 0);
        return Count(pass, form, slot);
    }

    /// <summary>Counts the attempt after its text was said, and asks again without repeating the question.</summary>
    public static TurnStep Count(Pass pass, FormShape form, SlotShape slot)
    {
        var asked = pass.State.Asked is { } before && before.Slot == slot.Name ? before : new Asked(pass.PromptId, slot.Name);
        asked = asked with { Attempts = asked.Attempts + 1 };
        pass.State = pass.State with { Asked = asked };
        if (asked.Attempts >= form.Form.Retries) pass.Say("turn.stuck", ("label", pass.SlotLabel(slot)));
        return Prompts.Ask(pass, form, slot, withQuestion: false);
    }
}
