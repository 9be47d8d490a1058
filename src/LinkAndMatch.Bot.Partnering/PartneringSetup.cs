using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Partnerships;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Partnering;

/// <summary>Registers the domain: the store, and every action, check and item source by the name that dialogs use.</summary>
public static class PartneringSetup
{
    /// <summary>
    /// A scope holds one <see cref="PartnershipStore"/>, and all that is resolved in it works on that one: whoever opens the scope begins the transaction on it, saves and commits.
    /// The host may keep a scope (and its store) for many turns, clearing the change tracker between them.
    /// </summary>
    public static IServiceCollection AddPartnering(this IServiceCollection services, StoreOptions store)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        services.AddSingleton(store).AddSingleton<Pseudonyms>().AddSingleton<StoreMigration>().AddSingleton<Matcher>();
        services.TryAddSingleton(MatchTerms.None);
        services.TryAddSingleton(new OfficersOptions());
        services.AddStore(store);
        services.AddScoped<AuditTrail>().AddScoped<ConversationEvents>().AddScoped<IPersonReader, PersonReader>();

        services.AddDialogAction<RegisterFirm>("firms.register");
        services.AddDialogAction<UpdateFirm>("firms.update");
        services.AddDialogAction<FirmStatus>("firms.status");
        services.AddSlotCheck<NibIsFree>("firms.nib_free");
        services.AddItemSource<MyFirm>("firms.mine");

        services.AddDialogAction<DescribeProduct>("products.describe");
        services.AddDialogAction<UpdateProduct>("products.update");
        services.AddDialogAction<ListProducts>("products.list");
        services.AddDialogAction<WithdrawProduct>("products.withdraw");
        services.AddItemSource<MyProducts>("products.mine");
        services.AddItemSource<ReadProduct>("products.read");

        services.AddItemSource<BestMatches>("matches.best");
        services.AddDialogAction<RequestIntroduction>("introductions.request");
        return services;
    }

    private static void AddStore(this IServiceCollection services, StoreOptions store)
    {
        switch (store.Provider)
        {
            case StoreProvider.Sqlite:
                services.AddStore<SqlitePartnershipStore>(o => o.UseSqlite(store.ConnectionString).AddInterceptors(new SqliteSettings()));
                break;
            case StoreProvider.PostgreSql:
                services.AddStore<PostgreSqlPartnershipStore>(o => o.UseNpgsql(store.ConnectionString));
                break;
            case StoreProvider.InMemory:
                services.AddStore<InMemoryPartnershipStore>(o => o.UseInMemoryDatabase(store.ConnectionString)
                    .ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.InMemoryEventId.TransactionIgnoredWarning)));
                break;
        }
    }

    private static void AddStore<TStore>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure) where TStore : PartnershipStore
    {
        services.AddPooledDbContextFactory<TStore>(configure);
        services.AddSingleton<IDbContextFactory<PartnershipStore>, BaseFactory<TStore>>();
        services.AddScoped(sp => sp.GetRequiredService<IDbContextFactory<PartnershipStore>>().CreateDbContext());
    }

    private sealed class BaseFactory<TStore>(IDbContextFactory<TStore> stores) : IDbContextFactory<PartnershipStore> where TStore : PartnershipStore
    {
        public PartnershipStore CreateDbContext() => stores.CreateDbContext();
    }
}
