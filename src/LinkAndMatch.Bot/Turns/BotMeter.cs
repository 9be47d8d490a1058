using System.Diagnostics.Metrics;

namespace LinkAndMatch.Bot.Turns;

/// <summary>How a turn ended, as operators count it.</summary>
internal enum TurnOutcome
{
    /// <summary>Committed.</summary>
    Done,

    /// <summary>Another process had ended it.</summary>
    Elsewhere,

    /// <summary>Computed again, for another turn wrote first.</summary>
    Overtaken,

    /// <summary>It threw, and is tried again.</summary>
    Failed,

    /// <summary>Given up.</summary>
    Dead,
}

/// <summary>What is counted about turns and replies. No measurement holds an id, a name or a word.</summary>
internal sealed class BotMeter
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "LinkAndMatch.Bot";

    private readonly Histogram<double> _turns;
    private readonly Counter<long> _sends;
    private readonly Counter<long> _dead;

    public BotMeter(IMeterFactory meters, StoreFigures figures)
    {
        var meter = meters.Create(Name);
        _turns = meter.CreateHistogram<double>(
            "linkandmatch.turn.duration", "s", "From the look at an activity to its commit, by outcome.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
        _sends = meter.CreateCounter<long>("linkandmatch.outbox.sends", description: "Calls to a channel, by how they ended.");
        _dead = meter.CreateCounter<long>("linkandmatch.inbox.dead", description: "Activities that were given up.");
        Gauge("linkandmatch.inbox.waiting", null, f => f.InboxWaiting, "Activities without a turn.");
        Gauge("linkandmatch.inbox.age", "s", f => f.InboxAge.TotalSeconds, "Of the oldest activity without a turn.");
        Gauge("linkandmatch.outbox.waiting", null, f => f.OutboxWaiting, "Replies that are not sent.");
        Gauge("linkandmatch.outbox.age", "s", f => f.OutboxAge.TotalSeconds, "Of the oldest reply that is not sent.");

        void Gauge(string name, string? unit, Func<Figures, double> of, string description) =>
            meter.CreateObservableGauge(name, () => figures.Last is { } last ? [new Measurement<double>(of(last))] : Array.Empty<Measurement<double>>(), unit, description);
    }

    public void TurnEnded(TurnOutcome outcome, TimeSpan took)
    {
        _turns.Record(took.TotalSeconds, KeyValuePair.Create<string, object?>("outcome", Word(outcome)));
        if (outcome == TurnOutcome.Dead) _dead.Add(1);
    }

    /// <param name="outcome">In one word: sent, not_sent, rejected, blocked, in_doubt.</param>
    public void SendEnded(string channel, string outcome) =>
        _sends.Add(1, KeyValuePair.Create<string, object?>("channel", channel), KeyValuePair.Create<string, object?>("outcome", outcome));

    private static string Word(TurnOutcome outcome) => outcome switch
    {
        TurnOutcome.Done => "done",
        TurnOutcome.Elsewhere => "elsewhere",
        TurnOutcome.Overtaken => "overtaken",
        TurnOutcome.Failed => "failed",
        TurnOutcome.Dead => "dead",
    };
}
