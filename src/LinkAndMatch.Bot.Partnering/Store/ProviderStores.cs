using Microsoft.EntityFrameworkCore.Design;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>The store on SQLite: nothing but the home of its migrations. Code asks for <see cref="PartnershipStore"/>.</summary>
public sealed class SqlitePartnershipStore(DbContextOptions<SqlitePartnershipStore> options) : PartnershipStore(options);

/// <summary>The store on PostgreSQL: nothing but the home of its migrations. Code asks for <see cref="PartnershipStore"/>.</summary>
public sealed class PostgreSqlPartnershipStore(DbContextOptions<PostgreSqlPartnershipStore> options) : PartnershipStore(options);

/// <summary>The store in memory, for demonstrations.</summary>
public sealed class InMemoryPartnershipStore(DbContextOptions<InMemoryPartnershipStore> options) : PartnershipStore(options);

/// <summary>For the migration tool, which opens no database when it adds a migration.</summary>
internal sealed class SqliteStoreDesign : IDesignTimeDbContextFactory<SqlitePartnershipStore>
{
    public SqlitePartnershipStore CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite("Data Source=design.db").Options);
}

/// <inheritdoc cref="SqliteStoreDesign"/>
internal sealed class PostgreSqlStoreDesign : IDesignTimeDbContextFactory<PostgreSqlPartnershipStore>
{
    public PostgreSqlPartnershipStore CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlPartnershipStore>().UseNpgsql("Host=localhost").Options);
}
