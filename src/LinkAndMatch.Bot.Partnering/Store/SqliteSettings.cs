using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>What each connection to a SQLite file is told when it opens.</summary>
/// <remarks>FULL syncs at each commit, so that power loss takes no acknowledged turn; the rest follows SQLite's advice for files that others could have touched.</remarks>
public sealed class SqliteSettings : DbConnectionInterceptor
{
    public const string OnOpen = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;";

    /// <summary>For connections that are opened without the store.</summary>
    public static void Apply(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        // EF looks whether the file exists over a read-only connection, which may not change the journal of a file that a backup has made.
        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly) return;
        using var command = connection.CreateCommand();
        command.CommandText = OnOpen;
        command.ExecuteNonQuery();
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // SQLite's asynchronous methods are synchronous inside.
        Apply(connection);
        return Task.CompletedTask;
    }
}
