using System.Reflection;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Store;

public class StoreTests
{
    [Fact]
    public void The_migrations_of_both_databases_know_every_column()
    {
        using var sqlite = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite("Data Source=:memory:").Options);
        using var postgres = new PostgreSqlPartnershipStore(new DbContextOptionsBuilder<PostgreSqlPartnershipStore>().UseNpgsql("Host=none").Options);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "dotnet ef migrations add ... --context SqlitePartnershipStore");
        Assert.False(postgres.Database.HasPendingModelChanges(), "dotnet ef migrations add ... --context PostgreSqlPartnershipStore");
    }

    [Fact]
    public void Every_column_of_words_says_whether_it_can_hold_personal_data()
    {
        using var store = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite("Data Source=:memory:").Options);
        var silent = store.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties())
            .Where(p => !IsFigure(p.ClrType))
            .Where(p => p.PropertyInfo!.GetCustomAttribute<PersonalDataAttribute>() is null)
            .Where(p => p.PropertyInfo!.GetCustomAttribute<NotPersonalAttribute>() is null && p.DeclaringType.ClrType.GetCustomAttribute<NotPersonalAttribute>() is null)
            .Select(p => $"{p.DeclaringType.ClrType.Name}.{p.Name}");
        Assert.Empty(silent);

        static bool IsFigure(Type type)
        {
            var inner = Nullable.GetUnderlyingType(type) ?? type;
            return inner.IsEnum || inner == typeof(Guid) || inner == typeof(DateTimeOffset) || inner == typeof(DateOnly)
                || inner == typeof(bool) || inner == typeof(int) || inner == typeof(long) || inner == typeof(decimal) || inner == typeof(double);
        }
    }

    [Fact]
    public async Task A_database_newer_than_the_code_stops_the_start_and_names_the_migration()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.ReadAsync(store => store.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0.0')"));

        var refused = await Assert.ThrowsAsync<StoreTooNewException>(() => desk.Services.GetRequiredService<StoreMigration>().ApplyAsync(default));

        Assert.Contains("29990101000000_FromTheFuture", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_restored_from_a_backup_is_opened()
    {
        await using var desk = await Desk.OpenAsync();
        var backup = Path.Combine(Path.GetTempPath(), $"linkandmatch-{Guid.NewGuid():N}.db");
        await desk.ReadAsync(store => store.Database.ExecuteSqlAsync($"VACUUM INTO {backup}"));

        await using var restored = await Desk.OpenAsync(new StoreOptions { Provider = StoreProvider.Sqlite, ConnectionString = $"Data Source={backup}" }, file: backup);

        Assert.Equal(0, await restored.ReadAsync(store => store.Ikms.CountAsync()));
    }

    [Fact]
    public void A_compact_id_reads_back_and_a_made_up_one_does_not()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(22, CompactId.Of(id).Length);
        Assert.Equal(id, CompactId.Read(CompactId.Of(id)));
        Assert.Null(CompactId.Read("halo"));
        Assert.Null(CompactId.Read("!!!!!!!!!!!!!!!!!!!!!!"));
        Assert.Null(CompactId.Read(null));
    }

    [Fact]
    public async Task The_store_in_memory_serves_a_demonstration()
    {
        await using var desk = await Desk.OpenAsync(new StoreOptions { Provider = StoreProvider.InMemory, ConnectionString = Guid.NewGuid().ToString("N") });
        await desk.RequestedAsync();
        Assert.Equal(1, await desk.ReadAsync(s => s.Introductions.CountAsync()));
    }
}
