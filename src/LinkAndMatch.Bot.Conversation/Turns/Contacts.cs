using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Contact cards: only one's own counts, and only where a number is wanted.</summary>
internal static class Contacts
{
    public static TurnStep Received(Pass pass, SharedContact contact)
    {
        if (pass.Form is not { } form || PhoneSlot(pass, form) is not { } slot)
        {
            pass.Say("turn.contact");
            return Prompts.Again(pass);
        }

        if (!contact.Own)
        {
            pass.Say("turn.contact_not_own");
            return Prompts.Again(pass);
        }

        // Telegram gives the number without its plus.
        var typed = contact.Phone.StartsWith('+') || contact.Phone.StartsWith('0') ? contact.Phone : "+" + contact.Phone;
        if (Phones.Find(typed) is not [var phone, ..]) return Misunderstanding.SayUnrecognised(pass, form, slot, "");
        return Filling.Accept(pass, form, [new Candidate(slot, new SlotValue.Phone(phone.Value), phone.Value.E164, AnswerOrigin.ContactCard)]);
    }

    private static SlotShape? PhoneSlot(Pass pass, FormShape form)
    {
        if (pass.AskedSlot is { Type: SlotType.Phone } asked) return asked;
        foreach (var slot in form.Slots)
        {
            if (slot.Type == SlotType.Phone && pass.Holds(slot.Slot.When, pass.Frame!.Answers)) return slot;
        }

        return null;
    }
}
