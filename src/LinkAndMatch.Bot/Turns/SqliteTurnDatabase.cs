using System.Collections.Concurrent;
using System.Threading.Channels;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.Data.Sqlite;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// SQLite has one writer: a task that takes what waits into one transaction, a savepoint each, so that many turns share one sync of the disk.
/// Readers have connections of their own; a database in memory has only the writer's.
/// </summary>
internal sealed class SqliteTurnDatabase : ITurnDatabase, IAsyncDisposable
{
    private const string Begin = "BEGIN IMMEDIATE";
    private const string Commit = "COMMIT";
    private const string Rollback = "ROLLBACK";
    private const string Savepoint = "SAVEPOINT turn";
    private const string Release = "RELEASE turn";
    private const string RollbackToSavepoint = "ROLLBACK TO turn";

    private readonly string connectionString;
    private readonly bool inMemory;
    private readonly TurnLimits options;
    private readonly TurnSql sql;
    private readonly ITurnWatcher watcher;
    private readonly IServiceScopeFactory scopes;
    private readonly Func<SqliteConnection, PartnershipStore> openStore;
    private readonly Channel<Work> waiting = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentBag<Link> readers = [];
    private readonly Task writing;

    public SqliteTurnDatabase(
        string connectionString, TurnLimits options, TurnSql sql, ITurnWatcher watcher, IServiceScopeFactory scopes,
        Func<SqliteConnection, PartnershipStore> openStore)
    {
        this.connectionString = connectionString;
        this.options = options;
        this.sql = sql;
        this.watcher = watcher;
        this.scopes = scopes;
        this.openStore = openStore;
        inMemory = new SqliteConnectionStringBuilder(connectionString) is { Mode: SqliteOpenMode.Memory } or { DataSource: ":memory:" };
        writing = Task.Run(WriteAllAsync);
    }

    public async Task<T> WriteAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation)
    {
        var item = new Work<T>(work);
        ObjectDisposedException.ThrowIf(!waiting.Writer.TryWrite(item), this);
        return await item.Ended.WaitAsync(cancellation);
    }

    public async Task<T> ReadAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation)
    {
        if (inMemory) return await WriteAsync(work, cancellation);

        if (!readers.TryTake(out var link)) link = Open(readOnly: true);
        try
        {
            var result = await work(link.Session);
            link.Session.Forget();
            readers.Add(link);
            return result;
        }
        catch
        {
            // A reader that failed may hold an open cursor: a new one costs less than the doubt.
            link.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await writing;
        while (readers.TryTake(out var link)) link.Dispose();
    }

    private async Task WriteAllAsync()
    {
        Link? link = null;
        var group = new List<Work>(options.WritesPerCommit);
        while (await waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < options.WritesPerCommit && waiting.Reader.TryRead(out var work)) group.Add(work);
            link = await RunGroupSafelyAsync(link, group);
        }
        link?.CheckpointAndDispose();
    }

    /// <returns>The connection to go on with; null when the next group needs a new one.</returns>
    private async Task<Link?> RunGroupSafelyAsync(Link? link, List<Work> group)
    {
        while (true)
        {
            try
            {
                link ??= Open(readOnly: false);
                await RunGroupAsync(link, group);
                return link;
            }
            catch (Exception thrown)
            {
                var fault = thrown;
                // The connection is in doubt, and so is the transaction: nothing of the group stays.
                link?.Abandon();
                link = null;
                // A full disk makes SQLite give up the whole transaction: what the neighbours hear is that, not what came of it.
                fault = group.Select(w => w.Error).FirstOrDefault(e => e is not null && DatabaseFaults.IsOutage(e)) ?? fault;
                var lost = group.Where(w => fault is not TurnAbandonedException || w.Error == fault).ToList();
                foreach (var work in lost) work.Fail(fault);
                // The neighbours of one that would not end are run again at once, before it can hold them up a second time.
                group.RemoveAll(lost.Contains);
                if (group.Count == 0) return null;
            }
        }
    }

    private async Task RunGroupAsync(Link link, List<Work> group)
    {
        var commands = link.Commands;
        await commands.ExecuteAsync(Begin, default);
        watcher.At(TurnPoint.TransactionBegun, "");
        var alone = group.Count == 1;
        foreach (var work in group)
        {
            work.Error = null;
            if (!alone) await commands.ExecuteAsync(Savepoint, default);
            try
            {
                await work.RunAsync(link.Session);
                if (!alone) await commands.ExecuteAsync(Release, default);
            }
            catch (TurnAbandonedException fault)
            {
                // It may still be at work: neither its session nor its connection is touched again.
                work.Error = fault;
                throw;
            }
            catch (Exception fault)
            {
                // Whatever it was, it is told to whoever waits for this piece of work; its neighbours go on.
                work.Error = fault;
                if (!alone)
                {
                    await commands.ExecuteAsync(RollbackToSavepoint, default);
                    await commands.ExecuteAsync(Release, default);
                }
            }
            link.Session.Forget();
        }
        await commands.ExecuteAsync(alone && group[0].Error is not null ? Rollback : Commit, default);
        foreach (var work in group) work.Complete();
    }

    private Link Open(bool readOnly)
    {
        var connection = new SqliteConnection(
            readOnly ? new SqliteConnectionStringBuilder(connectionString) { Mode = SqliteOpenMode.ReadOnly }.ToString() : connectionString);
        connection.Open();
        using (var pragmas = connection.CreateCommand())
        {
            pragmas.CommandText = readOnly || inMemory
                ? "PRAGMA busy_timeout=5000; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON"
                : "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000";
            pragmas.ExecuteNonQuery();
        }
        var commands = new PreparedCommands(connection, watcher);
        return new Link(connection, commands, new TurnSession(new SqlTurnTables(commands, sql), () => openStore(connection), scopes));
    }

    private sealed record Link(SqliteConnection Connection, PreparedCommands Commands, TurnSession Session) : IDisposable
    {
        public void Dispose()
        {
            Session.Dispose();
            Commands.Dispose();
            Connection.Dispose();
        }

        /// <summary>Gives up a connection that somebody may still be using: its transaction must not hold the lock.</summary>
        public void Abandon()
        {
            try
            {
                using var rollback = Connection.CreateCommand();
                rollback.CommandText = Rollback;
                rollback.ExecuteNonQuery();
            }
            catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
            {
                // No transaction was open, or SQLite rolled it back itself.
            }
            try
            {
                Connection.Close();
            }
            catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
            {
                // Still in use: it goes with its last user. The writer must go on.
            }
        }

        public void CheckpointAndDispose()
        {
            using (var checkpoint = Connection.CreateCommand())
            {
                checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
                checkpoint.ExecuteNonQuery();
            }
            Dispose();
        }
    }

    private abstract class Work
    {
        public Exception? Error { get; set; }

        public abstract Task RunAsync(TurnSession session);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Work<T>(Func<TurnSession, Task<T>> work) : Work
    {
        private readonly TaskCompletionSource<T> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;

        public Task<T> Ended => ended.Task;

        public override async Task RunAsync(TurnSession session) => result = await work(session);

        public override void Complete()
        {
            if (Error is null) ended.TrySetResult(result!);
            else ended.TrySetException(Error);
        }

        public override void Fail(Exception fault) => ended.TrySetException(Error ?? fault);
    }
}
