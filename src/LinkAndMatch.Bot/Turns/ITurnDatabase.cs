using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>The database as turns see it: work in a transaction of its own, and reads outside any.</summary>
internal interface ITurnDatabase
{
    /// <summary>Runs the work in one transaction that holds it whole or not at all; when the call returns, it is durable.</summary>
    /// <exception cref="TurnAbandonedException">The work would not end; nothing of it stays.</exception>
    Task<T> WriteAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation);

    Task<T> ReadAsync<T>(Func<TurnSession, Task<T>> work, CancellationToken cancellation);
}

/// <summary>What a piece of work may use while it runs: the turn's own rows and, on the same connection and transaction, the partnership store.</summary>
internal sealed class TurnSession(ITurnTables tables, Func<PartnershipStore> openStore, IServiceScopeFactory scopes) : IDisposable
{
    private PartnershipStore? store;
    private IServiceScope? scope;

    public ITurnTables Tables => tables;

    public PartnershipStore Store => store ??= openStore();

    /// <summary>Actions, checks and item sources that work on <see cref="Store"/>; kept for as long as the connection.</summary>
    public IServiceProvider Services => (scope ??= OpenScope()).ServiceProvider;

    /// <summary>Forgets what the store tracked, between two pieces of work.</summary>
    public void Forget() => store?.ChangeTracker.Clear();

    public void Dispose()
    {
        scope?.Dispose();
        store?.Dispose();
    }

    private IServiceScope OpenScope()
    {
        var opened = scopes.CreateScope();
        opened.ServiceProvider.GetRequiredService<StoreInScope>().Store = Store;
        return opened;
    }
}

/// <summary>A piece of work ran past its limit and did not answer to cancellation.</summary>
public sealed class TurnAbandonedException(string message) : Exception(message);

/// <summary>Another turn wrote the conversation first; this one is computed again.</summary>
public sealed class FenceLostException() : Exception("The conversation was written by another turn.");

/// <summary>The activity was ended by another turn; nothing of this one may stay.</summary>
public sealed class AlreadyEndedException() : Exception("The activity has had its turn.");
