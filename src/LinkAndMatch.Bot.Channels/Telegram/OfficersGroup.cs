using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// The officers' group by both its ids: a group that becomes a supergroup gets a new one. The conversation keeps the id of the setting,
/// so that nothing in the store changes; only what goes to Telegram uses the new one.
/// </summary>
public sealed class OfficersGroup(IOptions<OfficersOptions> options, ILogger<OfficersGroup> logger)
{
    private readonly long? _setting = options.Value.TelegramChatId;
    private long _movedTo;

    /// <summary>True for the group of the setting and for the supergroup it became.</summary>
    public bool Is(long chatId) => _setting is { } setting && (chatId == setting || (_movedTo != 0 && chatId == Volatile.Read(ref _movedTo)));

    /// <summary>The id that the conversation is stored under.</summary>
    public string NativeIdOf(long chatId) => (Is(chatId) ? _setting!.Value : chatId).ToString(CultureInfo.InvariantCulture);

    /// <summary>Where to send what is meant for this chat.</summary>
    public long SendTo(long chatId) => chatId == _setting && Volatile.Read(ref _movedTo) is not 0 and var moved ? moved : chatId;

    /// <summary>Telegram said that a group has a new id. Only the officers' own is followed.</summary>
    /// <returns>True when it was the officers' group.</returns>
    public bool Moved(long from, long to)
    {
        if (from != _setting) return false;
        if (Interlocked.Exchange(ref _movedTo, to) != to) logger.OfficersGroupMoved(to);
        return true;
    }
}
