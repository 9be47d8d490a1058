using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Stands for an account in the audit: the same account always gives the same letters, and they lead back only with the key.</summary>
public sealed class Pseudonyms(StoreOptions options)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.PseudonymKey ?? "LinkAndMatch.Bot");

    public string Of(ConversationReference conversation, ChannelAccount account)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(account);
        return Of($"{conversation.Channel}/{conversation.BotId}/{account.Id}");
    }

    /// <summary>Twenty letters, in lower case.</summary>
    public string Of(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
}
