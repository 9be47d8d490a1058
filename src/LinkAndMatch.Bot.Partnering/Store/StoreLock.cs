using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>
/// Lets one bot at a time make or fill a store, for several may start together on a new one. Whoever holds it and dies lets go:
/// the system closes the file, PostgreSQL ends the session.
/// </summary>
/// <remarks>
/// EF Core's own lock comes too late on PostgreSQL (a second bot has decided what to do before it gets it), and on SQLite it is a row in a table
/// that a killed process leaves behind for ever.
/// </remarks>
public sealed class StoreLock(StoreOptions options, IDbContextFactory<PartnershipStore> stores)
{
    // Any number, as long as every release has the same.
    private const long PostgreSqlKey = 0x4C4D_4253_544F;
    private const string FileEnding = "-starting";
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until nobody else holds it. On a store in memory nobody can.</summary>
    /// <returns>Lets go when disposed.</returns>
    public async Task<IAsyncDisposable> TakeAsync(CancellationToken cancellation) => options.Provider switch
    {
        StoreProvider.Sqlite => await TakeFileAsync(cancellation),
        StoreProvider.PostgreSql => await TakeSessionAsync(cancellation),
        StoreProvider.InMemory => new Alone(),
    };

    private async Task<IAsyncDisposable> TakeFileAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnectionStringBuilder(options.ConnectionString);
        if (connection.Mode == SqliteOpenMode.Memory || connection.DataSource is ":memory:" or "") return new Alone();

        // The file stays: were it deleted, one bot could lock the old one and another a new one.
        var file = Path.GetFullPath(connection.DataSource) + FileEnding;
        while (true)
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException fault) when (fault.GetType() == typeof(IOException) && File.Exists(file))
            {
                await Task.Delay(LookAgain, cancellation);
            }
        }
    }

    private async Task<IAsyncDisposable> TakeSessionAsync(CancellationToken cancellation)
    {
        await MakeDatabaseAsync(cancellation);
        // Not from the pool, so that it ends with us; it may wait for as long as another one's migration takes.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            // In a transaction: a pooler between us and the server may give the session to others, but not in the midst of one.
            await connection.BeginTransactionAsync(cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_advisory_xact_lock(@key)";
            command.Parameters.AddWithValue("key", PostgreSqlKey);
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task MakeDatabaseAsync(CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var maker = store.GetService<IRelationalDatabaseCreator>();
        if (await maker.ExistsAsync(cancellation)) return;

        try
        {
            await maker.CreateAsync(cancellation);
        }
        catch (PostgresException made) when (made.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another bot was quicker.
        }
    }

    /// <summary>Nobody else can reach the store.</summary>
    private sealed class Alone : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
