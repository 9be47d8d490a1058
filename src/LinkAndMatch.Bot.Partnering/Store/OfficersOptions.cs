using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Where the officers are.</summary>
public sealed class OfficersOptions
{
    /// <summary>Their own group chat; null: there is none, and what waits for them is listed by <c>-- inbox</c>.</summary>
    public ConversationReference? Conversation { get; set; }
}
