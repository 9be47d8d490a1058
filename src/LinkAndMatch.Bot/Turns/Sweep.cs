namespace LinkAndMatch.Bot.Turns;

/// <summary>Looks for rows that nobody was woken for: a lost call, an earlier process, a turn or a reply whose wait is over.</summary>
internal sealed class Sweep(
    ITurnDatabase database, LaneWaker lanes, Outbox outbox, ProcessStart process, TurnLimits options, TimeProvider clock, ILogger<Sweep> logger) : BackgroundService
{
    private const int RowsAtOnce = 2000;

    // Younger rows have most likely been woken already.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(3);

    public async Task LookAsync(TimeSpan settled, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (turns, replies) = await database.ReadAsync(
            async s =>
            {
                var turns = await s.Tables.WaitingConversationsAsync(now - settled, now, RowsAtOnce, cancellation);
                var replies = await s.Tables.UnsentConversationsAsync(now - settled, RowsAtOnce, cancellation);
                return (turns, replies.Where(c => !outbox.IsSending(c)).ToList());
            },
            cancellation);
        // Replies that nobody here knows of: handed over to a process that is gone, or lost on the way from the turn to the outbox.
        foreach (var conversation in replies) outbox.Doubt(conversation);
        foreach (var conversation in turns.Concat(replies).Distinct()) lanes.Wake(conversation);
        outbox.ForgetStill();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.SweepBegins(process.Began);
        using var timer = new PeriodicTimer(options.SweepEvery, clock);
        var settled = TimeSpan.Zero;
        do
        {
            try
            {
                await LookAsync(settled, stoppingToken);
                settled = Settled;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.SweepFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
