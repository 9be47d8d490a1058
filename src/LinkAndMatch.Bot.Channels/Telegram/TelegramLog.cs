using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.Telegram;

// Codes and counts only. An exception is never passed along: its text may hold an address, and the address holds the token.
internal static partial class TelegramLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The officers' group became a supergroup: set Officers__TelegramChatId to {ChatId} before the next start")]
    public static partial void OfficersGroupMoved(this ILogger logger, long chatId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Polling Telegram as bot {BotId} from update {Offset}")]
    public static partial void PollingBegins(this ILogger logger, string botId, long? offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A poll failed ({Code}); attempt {Attempt}, next in {Wait}")]
    public static partial void PollFailed(this ILogger logger, string code, int attempt, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Another process polls Telegram with the same token; next try in {Wait}")]
    public static partial void AnotherPoller(this ILogger logger, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Information, Message = "No update for {Quiet}: polling without an offset, for ids may begin again lower")]
    public static partial void PollingWithoutOffset(this ILogger logger, TimeSpan quiet);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An update could not be read and was dropped ({Reason})")]
    public static partial void UpdateMalformed(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The inbox took no updates ({Failure}); Telegram keeps them")]
    public static partial void InboxFailed(this ILogger logger, string failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telegram refused a reply: {Code}")]
    public static partial void ReplyRefused(this ILogger logger, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telegram does not accept the bot's token ({Code})")]
    public static partial void TokenRefused(this ILogger logger, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Call} did not go through ({Code})")]
    public static partial void SetUpFailed(this ILogger logger, string call, string code);

    [LoggerMessage(Level = LogLevel.Information, Message = "Commands are set in {Languages} languages, {Commands} in the first")]
    public static partial void CommandsSet(this ILogger logger, int languages, int commands);

    [LoggerMessage(Level = LogLevel.Information, Message = "The webhook is set")]
    public static partial void WebhookSet(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A courtesy did not go through ({Code})")]
    public static partial void CourtesyFailed(this ILogger logger, string code);
}
