using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Tells a database that is away from a turn that is wrong: the first is waited for, the second is counted.</summary>
internal static class DatabaseFaults
{
    private const int Constraint = 19;

    // Permission, busy, locked, memory, read-only, interrupted, input and output, corrupt, full, cannot open, lock protocol, no database.
    private static readonly HashSet<int> SqliteOutages = [3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 26];

    // Connection, transaction given up by the server, resources, operator's intervention, system and internal errors.
    private static readonly string[] PostgreSqlOutages = ["08", "25", "40", "53", "57", "58", "XX"];

    /// <summary>True when the database could not do its work; the same statement may well do later.</summary>
    public static bool IsOutage(Exception fault) => DatabaseFaultIn(fault) switch
    {
        SqliteException sqlite => SqliteOutages.Contains(sqlite.SqliteErrorCode),
        PostgresException said => PostgreSqlOutages.Contains(said.SqlState[..2]),
        // No answer of the server's at all: the connection broke, or none was to be had.
        NpgsqlException => true,
        _ => false,
    };

    /// <summary>True when a neighbour wrote first: computed again, the turn sees the neighbour's row.</summary>
    public static bool IsCollision(Exception fault) =>
        fault is DbUpdateConcurrencyException
        || DatabaseFaultIn(fault) is SqliteException { SqliteErrorCode: Constraint }
        || DatabaseFaultIn(fault)?.SqlState?.StartsWith("23", StringComparison.Ordinal) == true;

    // EF Core wraps what the database says: once when it saves, once more when it thinks that trying again may help.
    private static DbException? DatabaseFaultIn(Exception? fault)
    {
        while (fault is not (null or DbException)) fault = fault.InnerException;
        return (DbException?)fault;
    }
}
