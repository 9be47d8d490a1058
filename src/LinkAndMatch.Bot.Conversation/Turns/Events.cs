using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What happened elsewhere and concerns this conversation: notices, reminders that are due, finished steps.</summary>
internal static class Events
{
    private const string TookOver = "officers.took_over";
    private const string HandedBack = "officers.handed_back";

    public static TurnStep Turn(Pass pass)
    {
        if (pass.Activity.Event is not { } happened) return pass.EndUnchanged();
        if (happened.Name is Forms.WarnPurpose or Forms.ExpirePurpose) return Expiry.Due(pass, happened.Name);
        if (pass.Activity.Key.StartsWith("step:", StringComparison.Ordinal)) return Steps.Finished(pass, happened);
        return Notice(pass);
    }

    /// <summary>Says what <c>notices.yaml</c> has for the event; one that it does not have is passed over.</summary>
    public static TurnStep Notice(Pass pass)
    {
        if (pass.Activity.Event is not { } happened || !pass.Catalog.Notices.TryGetValue(happened.Name, out var notice)) return pass.EndUnchanged();
        Item? item = null;
        if (notice.Card is { } card && happened.Subject is { } subject)
        {
            if (pass.Read<Fact.Items>(ItemLists.Card(card, subject)) is not { } items) return pass.Reads();
            // The thing is gone in the meantime: nothing true can be said about it.
            if (items.List.Count == 0) return pass.EndUnchanged();
            item = items.List[0];
        }

        if (notice.Do is { } action && Run(pass, action, happened.Subject, happened.Data) is { } acts) return acts;
        Switch(pass, happened.Name);
        pass.Class = notice.Class;
        if (item is not null)
        {
            SayCard(pass, notice, item, happened.Subject!);
            pass.Photos = item.Photos;
        }
        else
        {
            pass.Say(happened.Name + ".text", new WithGaps(happened.Data.ToDictionary(d => d.Key, d => (object?)d.Value, StringComparer.Ordinal)));
        }

        // Derived from what it is about: a second card of the same thing carries the same reference.
        pass.CloseBubble(item is not null && pass.Activity.Conversation.Officers ? CardPrompt(notice, happened.Subject!) : null, reference: ShortIds.Letters($"{happened.Name}\n{happened.Subject}", 6).ToUpperInvariant());
        return happened.Name == HandedBack && pass.Frame is not null ? Prompts.Next(pass) : pass.End();
    }

    /// <summary>The words and the buttons of a card, as its subject is now.</summary>
    internal static void SayCard(Pass pass, Notice notice, Item item, string subject)
    {
        pass.Say(notice.Card + ".card", new WithGaps(item.Fields));
        OfferActions(pass, notice, item, subject);
    }

    /// <summary>The name by which an officers' card is found again to be rewritten.</summary>
    internal static string CardPrompt(Notice notice, string subject) => ShortIds.Letters($"{notice.Card}\n{subject}", 8);

    private static TurnStep.Acts? Run(Pass pass, string action, string? subject, IReadOnlyDictionary<string, string> data) => pass.Outcome() is null
        ? new TurnStep.Acts(pass.Request(action) with { Subject = subject, Arguments = data })
        : null;

    private static void Switch(Pass pass, string name)
    {
        if (name == TookOver)
        {
            pass.State = pass.State with { Mode = ConversationMode.Human };
            pass.SupersedesPending = true;
        }
        else if (name == HandedBack)
        {
            pass.State = pass.State with { Mode = ConversationMode.Bot };
        }
    }

    private static void OfferActions(Pass pass, Notice notice, Item item, string subject)
    {
        foreach (var action in notice.Buttons)
        {
            if (item.Actions is { } allowed && !allowed.Contains(action)) continue;
            pass.Offer(Outcomes.ActionLabel(pass, action, item.Fields), Buttons.Standing(action, subject, item.Version ?? "0"));
        }
    }
}
