using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Masking;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>Masks a text with what is stored about the person, what the channel calls them, and what the recognizers find.</summary>
public sealed class PersonalShield(IEnumerable<IPersonalWords> stored)
{
    public async Task<MaskedText> MaskAsync(string text, ConversationReference conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var words = new List<string>();
        foreach (var source in stored) words.AddRange(await source.ReadAsync(conversation, cancellation).ConfigureAwait(false));
        if (conversation.User is { Name: { } name })
        {
            words.Add(name);
            words.AddRange(name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return PersonalMask.Mask(text, words);
    }

    /// <summary>The key of a person's budget.</summary>
    internal static string KeyOf(ConversationReference conversation) => $"{conversation.Channel}/{conversation.BotId}/{conversation.User?.Id ?? conversation.NativeId}";
}
