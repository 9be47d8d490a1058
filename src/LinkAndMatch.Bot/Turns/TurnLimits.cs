using System.ComponentModel.DataAnnotations;

namespace LinkAndMatch.Bot.Turns;

/// <summary>How turns are run and replies are sent.</summary>
public sealed class TurnLimits
{
    /// <summary>How many waiting writes one commit may hold.</summary>
    [Range(1, 1000)]
    public int WritesPerCommit { get; init; } = 64;

    /// <summary>How many turns may write at the same time where the database allows it (PostgreSQL).</summary>
    [Range(1, 64)]
    public int Writers { get; init; } = 12;

    /// <summary>How many replies may be on their way at the same moment: the most that one crash can double.</summary>
    [Range(1, 256)]
    public int Senders { get; init; } = 8;

    /// <summary>After this long a turn is given up and counted.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan TurnLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After this long an action inside the transaction is given up: it holds up its neighbours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan ActionLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a question that may or may not have arrived waits for a tap that proves it did.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan EvidenceWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often rows that nobody was woken for are looked for.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a lane waits for a database that did not answer, at first; twice as long each time, up to <see cref="SweepEvery"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan OutageWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Replies that one conversation may get at once; afterwards <see cref="RepliesPerSecond"/>.</summary>
    [Range(1, 1000)]
    public int ReplyBurst { get; init; } = 3;

    /// <summary>Telegram takes about one message a second in a chat.</summary>
    [Range(0.1, 100_000)]
    public double RepliesPerSecond { get; init; } = 1;

    /// <summary>With webhooks, how long an update waits for the one before it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan OrderWait { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>After a start, how long an activity that may have killed earlier processes waits: one that dies of something else dies sooner, and then it is not blamed.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SuspectWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Waits after the third and each later failure of an activity; after the last it is dead. None given: one and five minutes.</summary>
    /// <remarks>Empty by default, for settings are added to what is there.</remarks>
    public IReadOnlyList<TimeSpan> FailureWaits { get; init; } = [];

    /// <summary>The waits in force.</summary>
    internal IReadOnlyList<TimeSpan> WaitsAfterFailures => FailureWaits.Count > 0 ? FailureWaits : [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
}
