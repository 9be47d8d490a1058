using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Starting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Registers the durable turn.</summary>
internal static class TurnsSetup
{
    /// <summary>Inbox, turns, outbox and log; what a command without a silo needs as well.</summary>
    /// <exception cref="SettingException">A number or a time under <c>Turns</c> is none, or out of its range.</exception>
    public static IServiceCollection AddTurns(this IServiceCollection services, StoreOptions store, IConfiguration configuration)
    {
        CheckedSettings.Check<TurnLimits>(configuration, "Turns");
        services.AddOptions<TurnLimits>().BindConfiguration("Turns");
        services.AddSingleton(s => s.GetRequiredService<IOptions<TurnLimits>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new TurnSql());
        services.TryAddSingleton<ITurnWatcher, UnwatchedTurns>();

        services.AddSingleton(s => Database(s, store));

        services.AddMetrics().AddSingleton<StoreFigures>().AddSingleton<BotMeter>();
        services.AddSingleton<ProcessStart>().AddSingleton<SuspectGate>().AddSingleton<UpdateOrder>().AddSingleton<ConversationSignals>();
        services.AddSingleton(s => new LaneWaker(s.GetService<IGrainFactory>(), s.GetRequiredService<ILogger<LaneWaker>>()));
        services.AddSingleton<FactReader>().AddSingleton<Outbox>().AddSingleton<StepDesk>().AddSingleton<TurnProcessor>();
        services.AddSingleton<IActivityInbox, Inbox>().AddSingleton<IConversationLog, ConversationLog>();
        return services;
    }

    /// <summary>What runs beside the lanes: the sweep, the due clock, the end of sending at shutdown.</summary>
    public static IServiceCollection AddTurnClocks(this IServiceCollection services) =>
        services.AddHostedService<SendingEnds>().AddHostedService<DueClock>().AddHostedService<Sweep>();

    private static ITurnDatabase Database(IServiceProvider services, StoreOptions store)
    {
        var limits = services.GetRequiredService<TurnLimits>();
        var sql = services.GetRequiredService<TurnSql>();
        var watcher = services.GetRequiredService<ITurnWatcher>();
        var scopes = services.GetRequiredService<IServiceScopeFactory>();
        return store.Provider switch
        {
            StoreProvider.Sqlite => new SqliteTurnDatabase(store.ConnectionString, limits, sql, watcher, scopes, OnSqlite),
            StoreProvider.PostgreSql => new PostgreSqlTurnDatabase(store.ConnectionString, limits, sql, watcher, scopes, OnPostgreSql),
            StoreProvider.InMemory => new MemoryTurnDatabase(services.GetRequiredService<IDbContextFactory<PartnershipStore>>(), scopes),
        };
    }

    // The turn's own statements begin and end the transaction; the store only takes part in it.
    private static SqlitePartnershipStore OnSqlite(SqliteConnection connection)
    {
        var store = new SqlitePartnershipStore(new DbContextOptionsBuilder<SqlitePartnershipStore>().UseSqlite(connection).Options);
        store.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        return store;
    }

    private static PostgreSqlPartnershipStore OnPostgreSql(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        var store = new PostgreSqlPartnershipStore(new DbContextOptionsBuilder<PostgreSqlPartnershipStore>().UseNpgsql(connection).Options);
        if (transaction is not null) store.Database.UseTransaction(transaction);
        return store;
    }
}

/// <summary>Nobody watches.</summary>
internal sealed class UnwatchedTurns : ITurnWatcher
{
    public void At(TurnPoint point, string subject)
    {
    }
}
