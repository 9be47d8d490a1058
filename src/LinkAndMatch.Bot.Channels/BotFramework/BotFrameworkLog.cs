using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.BotFramework;

internal static partial class BotFrameworkLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} signing keys fetched")]
    public static partial void KeysFetched(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing keys could not be fetched: {Error}")]
    public static partial void KeysNotFetched(this ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "A request to the messaging endpoint was refused: {Reason}")]
    public static partial void CallerRefused(this ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inbox could not take an activity: {Error}")]
    public static partial void ActivityNotTaken(this ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call could not be answered: {Error}")]
    public static partial void CallFailed(this ILogger logger, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No token for the connector: {Error}")]
    public static partial void NoConnectorToken(this ILogger logger, string error);
}
