using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>
/// One turn of a conversation, as a pure function: state and activity in, state and replies out. It does no input or output, knows no clock
/// and no chance. When something has to be known or done first it says so, and is run again from the start with the answer.
/// </summary>
public sealed class TurnRunner(DialogCatalog catalog, LanguageData language, TurnOptions? options = null)
{
    private const string HearAction = "officers.hear";

    private readonly DialogIndex _index = new(catalog, language);
    private readonly TurnOptions _options = options ?? TurnOptions.Default;

    /// <summary>Runs one pass. The facts about who chats (<see cref="Query.Person"/>) have to be there from the first pass on.</summary>
    public TurnStep Run(TurnInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var pass = new Pass(_index, _options, input);
        if (input.State.Schema > ConversationState.CurrentSchema)
        {
            // Written by a newer release: it may be answered, not rewritten.
            pass.Say("turn.updating");
            return new TurnStep.Ends(new TurnResult(input.State, ((TurnStep.Ends)pass.End()).Result.Replies, [], []));
        }

        return Understand(pass);
    }

    private static TurnStep Understand(Pass pass)
    {
        if (pass.Activity.Conversation.Officers) return OfficersChat.Turn(pass);
        switch (pass.Activity.Type)
        {
            case ActivityType.Blocked:
                return Presence.Tell(pass, "persons.blocked");
            case ActivityType.Unblocked:
                return Presence.Tell(pass, "persons.unblocked");
        }

        Languages.Guess(pass);
        if (Versioning.IsNewer(pass) && pass.Activity.Type is not ActivityType.Event) return Versioning.Hold(pass);
        if (Versioning.Apply(pass) is { } held) return held;
        if (pass.Activity.Type == ActivityType.Event) return Events.Turn(pass);
        // An officer has the word: what is written goes to the officers, and nobody else answers. Cards still take their taps.
        if (pass.State.Mode == ConversationMode.Human && !IsStandingTap(pass.Activity)) return PassOn(pass);

        if (pass.Activity.Type is ActivityType.Message or ActivityType.Button or ActivityType.MessageUpdate) Steps.MoveOn(pass);
        return pass.Activity.Type switch
        {
            ActivityType.Button => Tapping.Tap(pass),
            ActivityType.MessageUpdate => Understanding.Edited(pass),
            ActivityType.Joined => Presence.Joined(pass),
            _ => Understanding.Received(pass),
        };
    }

    private static TurnStep PassOn(Pass pass) =>
        pass.Activity.Type is ActivityType.Message or ActivityType.MessageUpdate && !string.IsNullOrWhiteSpace(pass.Activity.Text) && pass.Outcome() is null
            ? new TurnStep.Acts(pass.Request(HearAction) with { Text = pass.Activity.Text })
            : pass.EndUnchanged();

    private static bool IsStandingTap(Activity activity) =>
        activity.ButtonData is { } data && Buttons.TryReadStanding(data, out var action, out _, out _) && action != Menus.Action;
}
