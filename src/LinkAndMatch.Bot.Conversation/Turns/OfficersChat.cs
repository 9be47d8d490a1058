using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The officers' group: taps on cards, replies to cards and the cards themselves. What else is said there is not for the bot.</summary>
internal static class OfficersChat
{
    public static TurnStep Turn(Pass pass)
    {
        var activity = pass.Activity;
        return activity.Type switch
        {
            ActivityType.Event => Events.Notice(pass),
            ActivityType.Button => Tap(pass),
            ActivityType.Message => Reply(pass),
            ActivityType.MessageUpdate or ActivityType.Joined or ActivityType.Blocked or ActivityType.Unblocked => pass.EndUnchanged(),
        };
    }

    private static TurnStep Tap(Pass pass)
    {
        if (pass.Activity.ButtonData is not { } data || !Buttons.TryReadStanding(data, out var action, out var subject, out var version)) return pass.EndUnchanged();
        if (NeedsWords(pass, action)) return AskWords(pass, action, subject, version);
        return Act(pass, action, subject, version, null);
    }

    // The words come as a reply to the card, so that two officers can answer two cards at once; the tap only remembers which action is meant.
    private static TurnStep AskWords(Pass pass, string action, string subject, string version)
    {
        pass.State = pass.State with
        {
            Pending = new Pending(PendingQuestions.Words, pass.PromptId)
            {
                Text = action,
                Options = [subject, version],
            },
        };
        pass.Say(action + ".ask");
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }

    private static TurnStep Reply(Pass pass)
    {
        if (pass.Activity.ReplyToId is not { } card || string.IsNullOrWhiteSpace(pass.Activity.Text)) return pass.EndUnchanged();
        if (pass.Read<Fact.Values>(new Query.CardByMessage(card)) is not { } found) return pass.Reads();
        var subject = found.Named.GetValueOrDefault("subject") as string;
        var version = Convert.ToString(found.Named.GetValueOrDefault("version"), System.Globalization.CultureInfo.InvariantCulture) ?? "";
        var pending = pass.State.Pending is { Kind: PendingQuestions.Words } waiting ? waiting : null;

        // A reply to the bot's own "what is the reason?" instead of to the card.
        if (subject is null) return pending is null ? pass.EndUnchanged() : Answer(pass, pending.Text!, pending.Options[0], pending.Options[1]);
        if (pending is not null && pending.Options[0] == subject) return Answer(pass, pending.Text!, subject, version.Length > 0 ? version : pending.Options[1]);
        return found.Named.GetValueOrDefault("event") is string name ? ReplyToCard(pass, name, subject, version) : pass.EndUnchanged();
    }

    private static TurnStep Answer(Pass pass, string action, string subject, string version)
    {
        if (pass.State.Pending is { Kind: PendingQuestions.Words } pending && pending.Options[0] == subject) pass.State = pass.State with { Pending = null };
        return Act(pass, action, subject, version, pass.Activity.Text!.Trim());
    }

    private static TurnStep Act(Pass pass, string action, string subject, string version, string? words)
    {
        if (pass.Outcome() is not { } outcome) return new TurnStep.Acts(pass.Request(action) with { Subject = subject, Version = version, Text = words });
        if (RewriteCard(pass, action, subject) is { } reads) return reads;
        switch (outcome)
        {
            case ActionOutcome.Done done:
                Outcomes.SayDone(pass, action, done);
                break;
            case ActionOutcome.Refused refused:
                Outcomes.SayRefused(pass, action, refused);
                break;
        }

        return pass.End();
    }

    // Every officer sees on the card itself what has become of it, and by whom, instead of finding out by pressing.
    private static TurnStep.Reads? RewriteCard(Pass pass, string action, string subject)
    {
        var kind = action[..(action.IndexOf('.', StringComparison.Ordinal) + 1)];
        var notice = pass.Catalog.Notices.Values.FirstOrDefault(n => n.Card is { } card && kind.Length > 0 && card.StartsWith(kind, StringComparison.Ordinal));
        if (notice is null) return null;
        if (pass.Read<Fact.Items>(ItemLists.CardAfterwards(notice.Card!, subject)) is not { } items) return (TurnStep.Reads)pass.Reads();
        if (items.List is not [var item, ..]) return null;
        Events.SayCard(pass, notice, item, subject);
        pass.CloseBubble(edits: Events.CardPrompt(notice, subject));
        return null;
    }

    // Of the actions that the thing allows now, the first that takes words.
    private static TurnStep ReplyToCard(Pass pass, string name, string subject, string version)
    {
        if (!pass.Catalog.Notices.TryGetValue(name, out var notice)) return pass.EndUnchanged();
        IReadOnlyList<string>? allowed = null;
        if (notice.Card is { } card)
        {
            if (pass.Read<Fact.Items>(ItemLists.Card(card, subject)) is not { } items) return pass.Reads();
            if (items.List is [var item, ..]) (allowed, version) = (item.Actions, item.Version ?? version);
        }

        foreach (var action in notice.Buttons)
        {
            if (NeedsWords(pass, action) && allowed?.Contains(action) != false) return Answer(pass, action, subject, version);
        }

        // What cannot be done now is for the action to say.
        foreach (var action in notice.Buttons)
        {
            if (NeedsWords(pass, action)) return Answer(pass, action, subject, version);
        }

        return name.StartsWith("officers.", StringComparison.Ordinal) ? Answer(pass, "officers.say", subject, version) : pass.EndUnchanged();
    }

    private static bool NeedsWords(Pass pass, string action) => pass.Catalog.Texts.Has(action + ".ask", pass.Language);
}
