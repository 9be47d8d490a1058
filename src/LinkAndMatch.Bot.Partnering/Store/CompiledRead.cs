using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>
/// A query of the hot path by three keys, translated once for each kind of store (SQLite's and PostgreSQL's models differ) and not anew at every call.
/// </summary>
internal sealed class CompiledRead<TResult>(Expression<Func<PartnershipStore, string, string, string, CancellationToken, TResult>> query)
{
    private readonly ConditionalWeakTable<IModel, Func<PartnershipStore, string, string, string, CancellationToken, Task<TResult>>> _compiled = [];

    public Task<TResult> RunAsync(PartnershipStore store, string first, string second, string third, CancellationToken cancellation) =>
        _compiled.GetValue(store.Model, _ => EF.CompileAsyncQuery(query))(store, first, second, third, cancellation);
}
