using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>How conversations and activities of the Bot Framework are named with us.</summary>
public static class BotFrameworkAddress
{
    /// <summary>One channel of ours stands for all that come through <c>/api/messages</c>: their number is not known before.</summary>
    public const string Channel = "botframework";

    /// <summary>The longest id of a channel, a conversation, an account or an activity.</summary>
    public const int LongestId = 1024;

    // PostgreSQL's index takes no key beyond about 2 700 bytes; four bytes a letter at worst.
    private const int LongestKey = 512;

    // Of a longer one the begin is kept, this mark, and the hash of the whole.
    private const int KeptOfLongKey = LongestKey - 40;
    private const char Cut = '~';
    private const int HashLength = 32;

    /// <summary>The bot id: the Bot Framework's channel and who vouches for it. An account's id is unique only within these.</summary>
    public static string BotIdOf(string channelId, Caller caller) => $"{Uri.EscapeDataString(channelId)}:{Uri.EscapeDataString(caller.Name)}";

    /// <summary>The Bot Framework's own name of the channel of a conversation.</summary>
    public static string ChannelIdOf(ConversationReference conversation) => Uri.UnescapeDataString(conversation.BotId.Split(':')[0]);

    /// <summary>Who vouches for a conversation: azure, emulator, open, or another bot's app id.</summary>
    public static string CallerOf(ConversationReference conversation) => Uri.UnescapeDataString(conversation.BotId.Split(':')[^1]);

    /// <summary>The inbox key of an activity: its sender's host, conversation and id.</summary>
    public static string KeyOf(string? serviceUrl, string conversationId, string activityId) =>
        Short($"{Prefix(serviceUrl, conversationId)}{activityId}");

    /// <summary>The id of the activity that a key was made of; null for keys of our own, and for one too long to be kept.</summary>
    public static string? ActivityIdOf(ConversationReference conversation, string? key) =>
        key is not null && !IsShortened(key) && key.StartsWith(Prefix(conversation.ServiceUrl, conversation.NativeId), StringComparison.Ordinal)
            ? key[Prefix(conversation.ServiceUrl, conversation.NativeId).Length..].Split(UpdateMark)[0] is { Length: > 0 } id ? id : null
            : null;

    /// <summary>Stands between the id of a message and which correction of it this is.</summary>
    internal const string UpdateMark = "#corrected:";

    /// <summary>A short name of some text, the same each time.</summary>
    internal static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)), 0, 16);

    /// <summary>True for an id that can be stored and sent back: not empty, not endless, no control characters, no half characters.</summary>
    internal static bool IsSound(string? id) =>
        id is { Length: > 0 and <= LongestId } && !id.Any(char.IsControl) && Encoding.UTF8.GetByteCount(id) <= 2 * LongestId && IsWhole(id);

    /// <summary>Text as it can be stored: PostgreSQL knows no NUL, and half a character is none.</summary>
    internal static string Storable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && IsWhole(text)) return text;

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    private static string Prefix(string? serviceUrl, string conversationId) =>
        $"{(Uri.TryCreate(serviceUrl, UriKind.Absolute, out var uri) ? uri.Authority : "")}/{conversationId}/";

    private static string Short(string key) => key.Length <= LongestKey ? key : $"{key[..KeptOfLongKey]}{Cut}{Hash(key)}";

    private static bool IsShortened(string key) => key.Length == KeptOfLongKey + 1 + HashLength && key[KeptOfLongKey] == Cut;
}
