using LinkAndMatch.Bot.Partnering.Store;
using Npgsql;

namespace LinkAndMatch.Bot.Turns;

/// <summary>PostgreSQL groups commits itself: each piece of work has a connection and a transaction of its own, a bounded number at a time.</summary>
internal sealed class PostgreSqlTurnDatabase : ITurnDatabase, IAsyncDisposable
{
    private readonly NpgsqlDataSource source;
    private readonly SemaphoreSlim writers;
    private readonly SemaphoreSlim readers;
    private readonly TurnSql sql;
    private readonly ITurnWatcher watcher;
    private readonly IServiceScopeFactory scopes;
    private readonly Func<NpgsqlConnection, NpgsqlTransaction?, PartnershipStore> openStore;

    public PostgreSqlTurnDatabase(
        string connectionString, TurnLimits options, TurnSql sql, ITurnWatcher watcher, IServiceScopeFactory scopes,
        Func<NpgsqlConnection, NpgsqlTransaction?, PartnershipStore> openStore)
    {
        // Statements are few and always the same: the server keeps their plans.
        source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            MaxPoolSize = (options.Writers * 2) + 2,
        });
        writers = new SemaphoreSlim(options.Writers);
        readers = new SemaphoreSlim(options.Writers);
        this.sql = sql;
        this.watcher = watcher;
        this.scopes = scopes;
        this.openStore = openStore;
    }

    public async Task<T> WriteAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation)
    {
        await writers.WaitAsync(cancellation);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            watcher.At(TurnPoint.TransactionBegun, "");
            using var commands = new PreparedCommands(connection, watcher) { Transaction = transaction };
            using var session = new TurnSession(new SqlTurnTables(commands, sql), () => openStore(connection, transaction), scopes);
            var result = await work(session);
            await transaction.CommitAsync(cancellation);
            return result;
        }
        finally
        {
            writers.Release();
        }
    }

    public async Task<T> ReadAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation)
    {
        await readers.WaitAsync(cancellation);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            using var commands = new PreparedCommands(connection, watcher);
            using var session = new TurnSession(new SqlTurnTables(commands, sql), () => openStore(connection, null), scopes);
            return await work(session);
        }
        finally
        {
            readers.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        writers.Dispose();
        readers.Dispose();
    }
}
