using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace LinkAndMatch.Bot.Partnering.Tests.Store;

/// <summary>Bots that start at the same moment on a store that nobody has made yet.</summary>
public class StartTogetherTests
{
    private const int Bots = 6;

    [Fact]
    public async Task Bots_that_start_together_on_a_new_SQLite_file_make_it_once()
    {
        var file = NewFile();
        await TogetherAsync(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={file}" }, file);
    }

    [Fact]
    public async Task Bots_that_start_together_on_a_PostgreSQL_without_the_database_make_it_once()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        for (var i = 0; i < 3; i++)
            await TogetherAsync(new StoreOptions { Provider = StoreProvider.PostgreSql, ConnectionString = server.ConnectionString($"new{i}") });
    }

    [Fact]
    public async Task Bots_that_start_together_on_an_empty_PostgreSQL_database_make_its_tables_once()
    {
        await using var server = await PostgreSqlServer.StartAsync();
        for (var i = 0; i < 3; i++)
            await TogetherAsync(new StoreOptions { Provider = StoreProvider.PostgreSql, ConnectionString = await server.NewDatabaseAsync() });
    }

    [Fact]
    public async Task A_lock_that_a_killed_migration_left_behind_does_not_keep_the_next_start_waiting()
    {
        var file = NewFile();
        await using (var store = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite($"Data Source={file}").Options))
        {
            await store.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-24 00:00:00')
                """);
        }

        await using var desk = await Desk.OpenAsync(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={file}" }, file: file)
            .WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(0, await desk.ReadAsync(store => store.Ikms.CountAsync()));
    }

    private static async Task TogetherAsync(StoreOptions options, string? file = null)
    {
        var desks = await Task.WhenAll(Enumerable.Range(0, Bots).Select(_ => Task.Run(() => Desk.OpenAsync(options))));
        foreach (var desk in desks)
        {
            Assert.Equal(0, await desk.ReadAsync(store => store.Ikms.CountAsync()));
            await desk.DisposeAsync();
        }
        NpgsqlConnection.ClearAllPools();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (file is null) return;
        foreach (var left in Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")) File.Delete(left);
    }

    private static string NewFile() => Path.Combine(Path.GetTempPath(), $"linkandmatch-{Guid.NewGuid():N}.db");
}
