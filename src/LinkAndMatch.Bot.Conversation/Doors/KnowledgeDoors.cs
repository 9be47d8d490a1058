using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>Finds answers in the entries under <c>dialogs/faq</c> and those that officers published. In memory: quick enough for a turn.</summary>
public interface IAnswerFinder
{
    /// <param name="previous">The entry shown last, for follow-ups ("kalo yang itu gimana?").</param>
    AnswerSearch Find(string text, string language, string? previous);

    /// <summary>One entry, in the language or in Indonesian; null when there is none of that id.</summary>
    AnswerEntry? Read(string id, string language);

    /// <summary>The published answers may be others now (an officer's act was committed): what is asked after this call meets them as they are.</summary>
    void LookAgain()
    {
    }
}

/// <summary>Tells whether two people ask the same, in whatever words.</summary>
public interface IQuestionLikeness
{
    /// <returns>The place of the one that asks the same as <paramref name="text"/>, the likest of several; null when none does.</returns>
    int? Same(string text, IReadOnlyList<string> others);
}

/// <summary>Looks at what an officer wrote before everybody may read it.</summary>
public interface IAnswerCheck
{
    AnswerFindings Look(string question, string answer);
}

/// <param name="Personal">Something in it looks like a person's name, number or address.</param>
/// <param name="UnknownSites">Sites that it leads to and that no reviewed answer names.</param>
public sealed record AnswerFindings(bool Personal, IReadOnlyList<string> UnknownSites)
{
    public static AnswerFindings None { get; } = new(false, []);
}

/// <summary>Does one kind of slow step, outside any transaction. Registered by kind (keyed).</summary>
public interface ISlowStepWorker
{
    /// <returns>What the event carries back; <c>error</c> names a failure that the turn answers in words.</returns>
    Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation);
}

/// <summary>What is stored about the person behind a conversation and must not leave the house: replaced in every text before a model sees it.</summary>
public interface IPersonalWords
{
    /// <summary>Names (whole and word by word), numbers, addresses, as stored; none before the first consent.</summary>
    Task<IReadOnlyList<string>> ReadAsync(ConversationReference conversation, CancellationToken cancellation);
}
