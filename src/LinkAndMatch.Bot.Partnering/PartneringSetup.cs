using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Officers;
using LinkAndMatch.Bot.Partnering.Partnerships;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Privacy;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LinkAndMatch.Bot.Partnering;

/// <summary>Registers the domain: the store, and every action, check and item source by the name that dialogs use.</summary>
public static class PartneringSetup
{
    /// <summary>
    /// A scope holds one <see cref="PartnershipStore"/>, and all that is resolved in it works on that one: whoever opens the scope begins the transaction on it, saves and commits.
    /// A turn lends the scope its own store through <see cref="StoreInScope"/>, before anything is resolved.
    /// </summary>
    public static IServiceCollection AddPartnering(this IServiceCollection services, StoreOptions store)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(store);
        services.AddSingleton(store).AddSingleton<Pseudonyms>().AddSingleton<StoreLock>().AddSingleton<StoreMigration>().AddSingleton<Matcher>().AddSingleton<StoreTransaction>();
        services.TryAddSingleton(MatchTerms.None);
        services.TryAddSingleton(new OfficersOptions());
        services.AddStore(store);
        services.AddScoped<AuditTrail>().AddScoped<ConversationEvents>().AddScoped<IPersonReader, PersonReader>();
        services.AddSingleton<IPersonalWords, PersonalWords>();

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
        services.AddScoped<IntroductionMoves>().AddScoped<SuggestIntroduction>().AddScoped<ExpireIntroductions>();
        services.AddDialogAction<RequestIntroduction>("introductions.request");
        services.AddDialogAction<AcceptIntroduction>("introductions.accept");
        services.AddDialogAction<DeclineIntroduction>("introductions.decline");
        services.AddDialogAction<WithdrawIntroduction>("introductions.withdraw");
        services.AddOfficerCommand<TakeIntroduction>("introductions.take");
        services.AddOfficerCommand<ApproveIntroduction>("introductions.approve");
        services.AddOfficerCommand<RefuseIntroduction>("introductions.refuse");
        services.AddOfficerCommand<RecordIndustryAgreed>("introductions.industry_agreed");
        services.AddOfficerCommand<RecordIndustryDeclined>("introductions.industry_declined");
        services.AddOfficerCommand<RecordMeeting>("introductions.met");
        services.AddOfficerCommand<RecordTrial>("introductions.trial");
        services.AddOfficerCommand<SignIntroduction>("introductions.signed");
        services.AddOfficerCommand<EndIntroduction>("introductions.end");
        services.AddItemSource<MyIntroductions>("introductions.mine");
        services.AddItemSource<IntroductionCard>("introductions.card");
        services.AddItemSource<IntroductionOfficerCard>("introductions.officer_card");

        services.AddScoped<OfficersInbox>().AddScoped<QuestionList>().AddScoped<TellAskers>().AddScoped<EntryEditing>();
        services.AddDialogAction<AskQuestion>("questions.ask");
        services.AddOfficerCommand<TakeQuestion>("questions.take");
        services.AddOfficerCommand<AnswerQuestion>("questions.answer");
        services.AddOfficerCommand<SendAnswer>("questions.send");
        services.AddOfficerCommand<PreviewAnswer>("questions.preview");
        services.AddOfficerCommand<RewordQuestion>("questions.reword");
        services.AddOfficerCommand<ReviseAnswer>("questions.revise");
        services.AddOfficerCommand<PublishAnswer>("questions.publish");
        services.AddOfficerCommand<WithdrawAnswer>("questions.withdraw");
        services.AddItemSource<QuestionOfficerCard>("questions.officer_card");
        services.AddDialogAction<HearOwner>("officers.hear");
        services.AddDialogAction<CallOfficer>("officers.call");
        services.AddOfficerCommand<TakeCall>("officers.take");
        services.AddOfficerCommand<SayAsOfficer>("officers.say");
        services.AddOfficerCommand<ReleaseCall>("officers.release");
        services.AddItemSource<OfficerCallCard>("officers.call_card");

        services.AddDialogAction<ExportData>("data.export");
        services.AddDialogAction<EraseData>("data.erase");
        services.AddScoped<DeleteErasedFiles>().AddScoped<ApplyRetention>();

        services.AddDialogAction<ChangeLanguage>("persons.language");
        services.AddDialogAction<LinkAccount>("persons.link");
        services.AddDialogAction<MarkBlocked>("persons.blocked");
        services.AddDialogAction<MarkUnblocked>("persons.unblocked");
        return services;
    }

    private static void AddOfficerCommand<TCommand>(this IServiceCollection services, string name) where TCommand : class, IOfficerCommand =>
        services.AddScoped<TCommand>().AddDialogAction<OfficerAction<TCommand>>(name);

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
        services.AddScoped<StoreInScope>().AddScoped(sp => sp.GetRequiredService<StoreInScope>().Store);
    }

    private sealed class BaseFactory<TStore>(IDbContextFactory<TStore> stores) : IDbContextFactory<PartnershipStore> where TStore : PartnershipStore
    {
        public PartnershipStore CreateDbContext() => stores.CreateDbContext();
    }
}
