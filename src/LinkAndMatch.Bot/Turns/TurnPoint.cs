namespace LinkAndMatch.Bot.Turns;

/// <summary>The places in the life of a message where a crash would matter. Metrics count them; fault tests stop the process at each.</summary>
public enum TurnPoint
{
    AcceptBegins,
    AcceptInserted,
    AcceptCommitted,
    LaneWoken,
    DeathCounted,
    WaitingRead,
    StateLoaded,
    PassRun,
    FactRead,
    TransactionBegun,
    ActionRun,
    ActionSaved,
    StateWritten,
    ReplyWritten,
    DueWritten,
    InboxEnded,
    TurnCommitted,
    ReplyQueued,
    SendingMarked,
    SendBegins,
    SendEnded,
    PartMarked,
    SentMarked,
    DueTaken,
    EventWritten,
    StepBegins,
    StepEnded,
    FailureNoted,
    DeadLettered,
}

/// <summary>Watches turns pass. The host's own counts them for the metrics; tests throw or stop the process.</summary>
public interface ITurnWatcher
{
    /// <param name="subject">An inbox key, an outbox id or a conversation id: never a person's words.</param>
    void At(TurnPoint point, string subject);

    /// <summary>Called before each statement that is sent to the database.</summary>
    void Statement(string sql) { }
}
