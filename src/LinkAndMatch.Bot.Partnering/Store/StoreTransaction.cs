using LinkAndMatch.Bot.Conversation.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Runs a command atomically outside a turn: the terminal inbox, a console, a clock.</summary>
public sealed class StoreTransaction(IServiceScopeFactory scopes)
{
    private const int Tries = 3;

    /// <summary>Conversations that got an event by a commit: their lanes want waking. Nothing is lost without a listener, only later.</summary>
    public event Action<IReadOnlyList<string>>? Woken;

    /// <summary>An officer's command; what it refuses leaves nothing behind.</summary>
    public Task<ActionOutcome> RunAsync<TCommand>(Guid subject, OfficerDeed deed, CancellationToken cancellation) where TCommand : IOfficerCommand =>
        RunAsync((services, c) => services.GetRequiredService<TCommand>().RunAsync(subject, deed, c), cancellation);

    /// <summary>Any work on the scope's store, saved and committed together. Run again on fresh rows when a neighbour was quicker.</summary>
    /// <exception cref="DbUpdateException">It failed three times.</exception>
    public async Task<T> RunAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(work, cancellation);
            }
            // A row version that moved or a unique key that a neighbour took: with fresh rows the command sees it and refuses in words.
            catch (DbUpdateException) when (attempt < Tries)
            {
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<PartnershipStore>();
        await using var transaction = await store.Database.BeginTransactionAsync(cancellation);
        var result = await work(scope.ServiceProvider, cancellation);
        if (result is ActionOutcome.Refused) return result;

        await store.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        var woken = scope.ServiceProvider.GetRequiredService<ConversationEvents>().TakeWoken();
        if (woken.Count > 0) Woken?.Invoke(woken);
        return result;
    }
}
