namespace LinkAndMatch.Bot.Turns;

internal static partial class TurnLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Turn {InboxKey} failed, attempt {Attempt}, reference {Reference}")]
    public static partial void TurnFailed(this ILogger logger, Exception fault, string inboxKey, int attempt, string reference);

    [LoggerMessage(Level = LogLevel.Error, Message = "Activity {InboxKey} is given up after {Attempts} attempts, reference {Reference}: {ErrorCode}")]
    public static partial void DeadLettered(this ILogger logger, string inboxKey, int attempts, string reference, string errorCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; lanes wait {Wait}")]
    public static partial void DatabaseDown(this ILogger logger, Exception fault, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Turn {InboxKey} lost the fence and is computed again")]
    public static partial void FenceLost(this ILogger logger, string inboxKey);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {OutboxId} is {Status}: {ErrorCode}")]
    public static partial void ReplyEnded(this ILogger logger, string outboxId, string status, string errorCode);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A lane could not be woken; the sweep will")]
    public static partial void WakeFailed(this ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Debug, Message = "What is unfinished from before {Began} was left behind by another process")]
    public static partial void SweepBegins(this ILogger logger, DateTimeOffset began);

    [LoggerMessage(Level = LogLevel.Error, Message = "A sweep failed and is tried again")]
    public static partial void SweepFailed(this ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due ({Purpose}) could not be done and is put off for {Wait}")]
    public static partial void DueFailed(this ILogger logger, Exception fault, string purpose, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Step {StepId} of kind {Kind} failed: {ErrorCode}")]
    public static partial void StepFailed(this ILogger logger, string stepId, string kind, string errorCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "Sending to {Channel} failed in an unforeseen way")]
    public static partial void SendFaulted(this ILogger logger, Exception fault, string channel);
}
