using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Looks at the due table each second: what is due becomes an event in its conversation, or a step that is taken up again.</summary>
internal sealed class DueClock(
    ITurnDatabase database, StepDesk steps, LaneWaker lanes, ITurnWatcher watcher, TimeProvider clock, ILogger<DueClock> logger) : BackgroundService
{
    private const int RowsAtOnce = 200;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FailedFor = TimeSpan.FromHours(1);

    /// <summary>One look; true when there may be more at once.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var rows = await database.ReadAsync(s => s.Tables.DueNowAsync(now, RowsAtOnce, cancellation), cancellation);
        foreach (var row in rows)
        {
            try
            {
                await HappenAsync(row, now, cancellation);
            }
            catch (Exception fault) when (fault is not OperationCanceledException && !DatabaseFaults.IsOutage(fault))
            {
                // One that cannot be read or written must not stand in the way of all that are due after it.
                logger.DueFailed(fault, row.Purpose, FailedFor);
                await database.WriteAsync(s => s.Tables.MoveDueAsync(row, now + FailedFor, cancellation), cancellation);
            }
        }
        return rows.Count == RowsAtOnce;
    }

    private async Task HappenAsync(DueRow row, DateTimeOffset now, CancellationToken cancellation)
    {
        if (DueEvents.StepIn(row) is { } due)
        {
            await steps.TakeAsync(row, due);
            return;
        }
        var happened = DueEvents.EventIn(row);
        var written = await database.WriteAsync(
            async s =>
            {
                if (!await s.Tables.TakeDueAsync(row, CancellationToken.None)) return false;
                watcher.At(TurnPoint.DueTaken, row.Id);
                await s.Tables.WriteEventAsync(happened, now, CancellationToken.None);
                watcher.At(TurnPoint.EventWritten, row.Id);
                return true;
            },
            cancellation);
        if (written) lanes.Wake(happened.Conversation.Id);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                while (await LookAsync(stoppingToken))
                {
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.SweepFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
