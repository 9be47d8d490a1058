using System.Data.Common;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

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
    SuspectGate suspects,
    UpdateOrder order,
    TurnLimits options,
    ProcessStart process,
    ITurnWatcher watcher,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<ConversationLane> logger) : Grain, IConversationLane
{
    private const int RowsAtOnce = 16;
    private const int FenceTries = 3;
    private const int ImmediateAttempts = 3;

    private readonly LaneMemory memory = new();
    private bool counted;

    public async Task LookAsync()
    {
        try
        {
            await CountDeathAsync();
            await outbox.EnsureLoadedAsync(Id, lifetime.ApplicationStopping);
            while (!lifetime.ApplicationStopping.IsCancellationRequested && await RunWaitingAsync())
            {
            }
        }
        catch (Exception fault) when (IsDatabaseFault(fault))
        {
            // Not the activity's fault: it is not counted. The sweep looks again.
            memory.Forget();
            logger.DatabaseDown(fault, options.SweepEvery);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The rows wait in the inbox for the next start.
        }
    }

    private string Id => this.GetPrimaryKeyString();

    /// <returns>True when there may be more.</returns>
    private async Task<bool> RunWaitingAsync()
    {
        watcher.At(TurnPoint.LaneWoken, Id);
        var rows = await database.ReadAsync(s => s.Tables.WaitingAsync(Id, RowsAtOnce, CancellationToken.None), CancellationToken.None);
        watcher.At(TurnPoint.WaitingRead, Id);
        foreach (var row in rows)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return false;
            if (row.NotBefore is { } notBefore && notBefore > clock.GetUtcNow()) return false;

            if (await order.WaitForEarlierAsync(row, lifetime.ApplicationStopping)) return true;
            if (!await RunAsync(row)) return false;
        }
        return rows.Count > 0;
    }

    /// <returns>False when the lane has to wait before it goes on.</returns>
    private async Task<bool> RunAsync(InboxRow row)
    {
        using var alone = await suspects.EnterAsync(row, process.Began, lifetime.ApplicationStopping);
        if (alone is { Condemned: true })
        {
            await turns.DeadLetterAsync(memory, row, "process_died");
            return true;
        }
        for (var fences = 0; ;)
        {
            try
            {
                await turns.RunAsync(memory, row);
                return true;
            }
            catch (AlreadyEndedException)
            {
                memory.Forget();
                await outbox.ReloadAsync(Id, CancellationToken.None);
                return true;
            }
            catch (FenceLostException) when (fences < FenceTries)
            {
                fences++;
                memory.Forget();
                logger.FenceLost(row.UpdateKey);
            }
            catch (DbUpdateException) when (fences < FenceTries)
            {
                // A neighbour wrote the unique key first: the action sees its row now and refuses in words.
                fences++;
                memory.Forget();
            }
            catch (Exception fault) when (!IsDatabaseFault(fault) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                // The one boundary: whatever a turn throws is logged, counted and, in the end, told to the person once.
                memory.Forget();
                return await CountFailureAsync(row, fault);
            }
        }
    }

    /// <returns>True when the lane may go on (the row is dead), or look again at once (it is tried again).</returns>
    private async Task<bool> CountFailureAsync(InboxRow row, Exception fault)
    {
        logger.TurnFailed(fault, row.UpdateKey, row.Attempts, TurnProcessor.Reference(row));
        var waits = options.FailureWaits;
        if (row.Attempts >= ImmediateAttempts + waits.Count)
        {
            await turns.DeadLetterAsync(memory, row, fault.GetType().Name);
            return true;
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
        if (notBefore is not null) return false;

        row.Attempts++;
        return await RunAsync(row);
    }

    private async Task CountDeathAsync()
    {
        if (counted) return;
        if (process.FirstLook(Id))
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
        counted = true;
    }

    private static bool IsDatabaseFault(Exception fault) =>
        fault is DbException or TimeoutException or IOException
        || (fault is DbUpdateException { InnerException: DbException inner } && !IsConstraint(inner));

    private static bool IsConstraint(DbException fault) =>
        fault is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 } || fault.SqlState?.StartsWith("23", StringComparison.Ordinal) == true;
}
