using System.Data.Common;

namespace LinkAndMatch.Bot.Turns;

/// <summary>The statements of one connection, prepared once and filled anew. Not for two threads at once.</summary>
internal sealed class PreparedCommands(DbConnection connection, ITurnWatcher watcher) : IDisposable
{
    private readonly Dictionary<string, DbCommand> prepared = [];

    public DbConnection Connection => connection;

    /// <summary>The transaction that statements run in; null where the connection itself has begun one.</summary>
    public DbTransaction? Transaction { get; set; }

    public async ValueTask<int> ExecuteAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        var command = Fill(sql, values);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask<object?> ScalarAsync(string sql, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        var command = Fill(sql, values);
        return await command.ExecuteScalarAsync(cancellation);
    }

    public async ValueTask<List<T>> QueryAsync<T>(
        string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] values)
    {
        var command = Fill(sql, values);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }

    public void Dispose()
    {
        foreach (var command in prepared.Values) command.Dispose();
        prepared.Clear();
    }

    private DbCommand Fill(string sql, (string Name, object? Value)[] values)
    {
        watcher.Statement(sql);
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is one of TurnSql's, values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach (var (name, _) in values)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }
            prepared.Add(sql, command);
        }
        command.Transaction = Transaction;
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i].Value ?? DBNull.Value;
        return command;
    }
}
