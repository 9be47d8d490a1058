using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Masking;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>Looks for what everybody must not read and where nobody must be led: an officer's words are trusted no more than an owner's.</summary>
public sealed class AnswerCheck(AnswerLinks links) : IAnswerCheck
{
    /// <inheritdoc/>
    public AnswerFindings Look(string question, string answer) =>
        new(PersonalMask.Mask($"{question}\n{answer}", []).Marks.Count > 0, links.Unknown($"{question}\n{answer}"));
}
