using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>How conversations and activities of Direct Line are named.</summary>
public static class DirectLineNames
{
    /// <summary>The channel's id.</summary>
    public const string Channel = "directline";

    /// <summary>The account that the bot speaks as.</summary>
    public static ChannelAccount Bot { get; } = new("linkandmatch", "Link and Match");

    /// <summary>The last part of the key by which somebody comes in: once a conversation.</summary>
    private const string JoinedMark = "joined";

    public static ConversationReference Where(string conversation, ChannelAccount user) =>
        new(Channel, Bot.Id, conversation) { Bot = Bot, User = user };

    /// <summary>The key of a conversation in the store.</summary>
    public static string IdOf(string conversation) => new ConversationReference(Channel, Bot.Id, conversation).Id;

    public static string JoinedKey(string conversation) => $"{conversation}/{JoinedMark}";

    /// <summary>The inbox key of what a client posts: the client's own id makes a repeated post the same.</summary>
    public static string KeyOf(string conversation, string? clientActivityId) =>
        BotFrameworkAddress.IsSound(clientActivityId)
            ? $"{conversation}/{(clientActivityId!.Length <= 128 ? clientActivityId : BotFrameworkAddress.Hash(clientActivityId))}~"
            : $"{conversation}/{DirectLineTokens.NewId()}~";

    /// <summary>The id that clients see for what came in under a key; null for keys of our own.</summary>
    public static string? ActivityIdOf(string conversation, string? key) =>
        key is not null && key.StartsWith(conversation + "/", StringComparison.Ordinal) && key[^1] == '~' ? $"{conversation}|{BotFrameworkAddress.Hash(key)}" : null;

    /// <summary>The id that clients see for what the bot says.</summary>
    public static string ActivityIdOf(string conversation, long sequence) => FormattableString.Invariant($"{conversation}|{sequence:D7}");
}
