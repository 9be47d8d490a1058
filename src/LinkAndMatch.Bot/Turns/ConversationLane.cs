using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>A conversation's lane: one turn at a time, in inbox order. A call carries no work, only "look into the inbox".</summary>
public interface IConversationLane : IGrainWithStringKey
{
    Task LookAsync();
}

/// <summary>
/// Owns the order of turns and the warm state, never the truth: should two activations exist for a while, the version fence decides.
/// </summary>
internal sealed class ConversationLane(
    TurnProcessor turns,
    ITurnDatabase database,
    Outbox outbox,
    LaneWaker lanes,
    SuspectGate suspects,
    UpdateOrder order,
    TurnLimits options,
    ProcessStart process,
    ITurnWatcher watcher,
    BotMeter meter,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<ConversationLane> logger) : Grain, IConversationLane
{
    private const int RowsAtOnce = 16;
    private const int FenceTries = 3;
    private const int ImmediateAttempts = 3;

    private readonly LaneMemory memory = new();
    private int outages;

    public async Task LookAsync()
    {
        try
        {
            await outbox.EnsureLoadedAsync(Id, lifetime.ApplicationStopping);
            while (!lifetime.ApplicationStopping.IsCancellationRequested && await RunWaitingAsync())
            {
            }
            outages = 0;
        }
        catch (Exception fault) when (DatabaseFaults.IsOutage(fault))
        {
            // Not the activity's fault: it is not counted. What was committed without our knowing it is read with all else at the next look.
            memory.Forget();
            outbox.Doubt(Id);
            var wait = options.OutageWait * Math.Pow(2, Math.Min(outages++, 10));
            if (wait > options.SweepEvery) wait = options.SweepEvery;
            logger.DatabaseDown(fault, wait);
            _ = LookLaterAsync(wait);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The rows wait in the inbox for the next start.
        }
    }

    private string Id => this.GetPrimaryKeyString();

    // Through the front door, for the lane must be free meanwhile; a call that is lost is made up for by the sweep.
    private async Task LookLaterAsync(TimeSpan wait)
    {
        var id = Id;
        await Task.Delay(wait, clock, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!lifetime.ApplicationStopping.IsCancellationRequested) lanes.Wake(id);
    }

    /// <returns>True when there may be more.</returns>
    private async Task<bool> RunWaitingAsync()
    {
        watcher.At(TurnPoint.LaneWoken, Id);
        var ids = Id.Split('/', 3);
        var mark = order.Mark(ids[0], ids[1]);
        var rows = await WaitingAsync();
        if (rows.Any(r => r.ReceivedAt < process.Began) && process.FirstLook(Id))
        {
            await CountDeathAsync();
            rows = await WaitingAsync();
        }
        foreach (var row in rows)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return false;
            if (row.NotBefore is { } notBefore && notBefore > clock.GetUtcNow()) return false;

            if (await order.WaitForEarlierAsync(row, mark, lifetime.ApplicationStopping)) return true;
            switch (await RunAsync(row))
            {
                case AfterTurn.Next: break;
                case AfterTurn.Again: return true;
                case AfterTurn.Later: return false;
            }
        }
        // What came in meanwhile has woken the lane again.
        return rows.Count == RowsAtOnce;
    }

    private async Task<IReadOnlyList<InboxRow>> WaitingAsync()
    {
        var rows = await database.ReadAsync(s => s.Tables.WaitingAsync(Id, RowsAtOnce, CancellationToken.None), CancellationToken.None);
        watcher.At(TurnPoint.WaitingRead, Id);
        return rows;
    }

    private async Task<AfterTurn> RunAsync(InboxRow row)
    {
        using var alone = await suspects.EnterAsync(row, process.Began, lifetime.ApplicationStopping);
        if (alone is { Condemned: true })
        {
            await GiveUpAsync(row, "process_died");
            return AfterTurn.Next;
        }
        for (var fences = 0; ;)
        {
            var began = TimeProvider.System.GetTimestamp();
            try
            {
                await turns.RunAsync(memory, row);
                Ended(TurnOutcome.Done, began);
                return AfterTurn.Next;
            }
            catch (AlreadyEndedException)
            {
                Ended(TurnOutcome.Elsewhere, began);
                memory.Forget();
                await outbox.ReloadAsync(Id, CancellationToken.None);
                return AfterTurn.Next;
            }
            catch (FenceLostException) when (fences < FenceTries)
            {
                fences++;
                Ended(TurnOutcome.Overtaken, began);
                memory.Forget();
                logger.FenceLost(row.UpdateKey);
            }
            catch (Exception fault) when (fences < FenceTries && DatabaseFaults.IsCollision(fault))
            {
                // A neighbour wrote the unique key first: the action sees its row now and refuses in words.
                fences++;
                Ended(TurnOutcome.Overtaken, began);
                memory.Forget();
            }
            catch (Exception fault) when (!DatabaseFaults.IsOutage(fault) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // The one boundary: whatever a turn throws is logged, counted and, in the end, told to the person once.
                Ended(TurnOutcome.Failed, began);
                memory.Forget();
                return await CountFailureAsync(row, fault);
            }
        }
    }

    private async Task<AfterTurn> CountFailureAsync(InboxRow row, Exception fault)
    {
        logger.TurnFailed(fault, row.UpdateKey, row.Attempts, TurnProcessor.Reference(row));
        var waits = options.WaitsAfterFailures;
        if (row.Attempts >= ImmediateAttempts + waits.Count)
        {
            await GiveUpAsync(row, fault.GetType().Name);
            return AfterTurn.Next;
        }
        DateTimeOffset? notBefore = row.Attempts < ImmediateAttempts ? null : clock.GetUtcNow() + waits[row.Attempts - ImmediateAttempts];
        await database.WriteAsync(
            async s =>
            {
                await s.Tables.NoteFailureAsync(InboxKey.Of(row), fault.GetType().Name, notBefore, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        watcher.At(TurnPoint.FailureNoted, row.UpdateKey);
        return notBefore is null ? AfterTurn.Again : AfterTurn.Later;
    }

    private async Task GiveUpAsync(InboxRow row, string errorCode)
    {
        var began = TimeProvider.System.GetTimestamp();
        await turns.DeadLetterAsync(memory, row, errorCode);
        Ended(TurnOutcome.Dead, began);
        logger.DeadLettered(row.UpdateKey, row.Attempts, TurnProcessor.Reference(row), errorCode);
    }

    private void Ended(TurnOutcome outcome, long began) => meter.TurnEnded(outcome, TimeProvider.System.GetElapsedTime(began));

    /// <summary>How the lane goes on: with the next row, with what it reads anew, or not before it is woken again.</summary>
    private enum AfterTurn
    {
        Next,
        Again,
        Later,
    }

    /// <summary>An earlier process died with these rows before it.</summary>
    private async Task CountDeathAsync()
    {
        await database.WriteAsync(
            async s =>
            {
                await s.Tables.CountDeathAsync(Id, process.Began, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        watcher.At(TurnPoint.DeathCounted, Id);
    }
}
