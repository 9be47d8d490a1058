namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Brings the database to the shape that this release knows, when the bot starts.</summary>
public sealed class StoreMigration(IDbContextFactory<PartnershipStore> stores, StoreLock storeLock)
{
    /// <exception cref="StoreTooNewException">A newer release has written this database.</exception>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        await using var alone = await storeLock.TakeAsync(cancellation);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        if (!store.Database.IsRelational())
        {
            await store.Database.EnsureCreatedAsync(cancellation);
            return;
        }

        var known = store.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var unknown = (await store.Database.GetAppliedMigrationsAsync(cancellation)).FirstOrDefault(m => !known.Contains(m));
        if (unknown is not null) throw new StoreTooNewException(unknown);
        // What EF Core locks with on SQLite: whoever finds it while alone finds what a dead process left, and would wait for it for ever.
        if (store is SqlitePartnershipStore) await store.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
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
