using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Turns;

/// <summary>The store in memory, for demonstrations: one piece of work at a time, no transaction, nothing kept. No promise of the durable turn is made on it.</summary>
internal sealed class MemoryTurnDatabase(IDbContextFactory<PartnershipStore> stores, IServiceScopeFactory scopes) : ITurnDatabase, IDisposable
{
    private readonly SemaphoreSlim one = new(1);

    public async Task<T> WriteAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);
            using var session = new TurnSession(new MemoryTurnTables(store), () => store, scopes);
            var result = await work(session);
            await store.SaveChangesAsync(cancellation);
            return result;
        }
        finally
        {
            one.Release();
        }
    }

    public Task<T> ReadAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation) => WriteAsync(work, cancellation);

    public void Dispose() => one.Dispose();
}
