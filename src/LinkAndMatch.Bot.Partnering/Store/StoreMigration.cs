
namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Brings the database to the shape that this release knows, when the bot starts.</summary>
public sealed class StoreMigration(IDbContextFactory<PartnershipStore> stores)
{
    /// <exception cref="StoreTooNewException">A newer release has written this database.</exception>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (!store.Database.IsRelational())
        {
            await store.Database.EnsureCreatedAsync(cancellation);
            return;
        }

        var known = store.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await store.Database.GetAppliedMigrationsAsync(cancellation)).FirstOrDefault(m => !known.Contains(m));
        if (unknown is not null) throw new StoreTooNewException(unknown);
        await store.Database.MigrateAsync(cancellation);
    }
}

/// <summary>The database is newer than the code.</summary>
public sealed class StoreTooNewException : InvalidOperationException
{
    public StoreTooNewException(string migration)
        : base($"The database holds the migration '{migration}', which this release does not know: a newer release has written it. Start that release, or restore the backup from before the upgrade.")
    {
    }

    public StoreTooNewException()
    {
    }

    public StoreTooNewException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
