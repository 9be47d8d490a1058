namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>
/// Which store the services of a scope work on: a turn lends its own, with its connection and transaction; without one the scope opens a store for itself.
/// </summary>
public sealed class StoreInScope(IDbContextFactory<PartnershipStore> stores) : IDisposable
{
    private PartnershipStore? _store;
    private bool _lent;

    /// <summary>Setting it lends a store to the scope: the scope's end leaves that one open for who lent it.</summary>
    /// <exception cref="InvalidOperationException">Something in the scope works on another store already.</exception>
    public PartnershipStore Store
    {
        get => _store ??= stores.CreateDbContext();
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_store is not null && _store != value) throw new InvalidOperationException("This scope has a store already: lend it one before anything is resolved.");
            _store = value;
            _lent = true;
            value.Lent = true;
        }
    }

    // A container disposes whatever a scope has resolved, and in reverse order: the store before this, so it is still lent then and stays open.
    public void Dispose()
    {
        if (_lent && _store is not null) _store.Lent = false;
    }
}
