using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>What a lane remembers between turns so as not to read it again; the fence catches what is out of date.</summary>
internal sealed class LaneMemory
{
    public bool Loaded { get; private set; }

    /// <summary>Null for a conversation that has no row yet.</summary>
    public ConversationRow? Row { get; private set; }

    public ConversationState State { get; private set; } = new();

    /// <summary>The facts about the person, and when they were read.</summary>
    public (Fact.Values Facts, DateTimeOffset At)? Person { get; set; }

    public void Remember(ConversationRow? row, ConversationState state)
    {
        Loaded = true;
        Row = row;
        State = state;
    }

    public void Forget()
    {
        Loaded = false;
        Row = null;
        State = new();
        Person = null;
    }
}
