using System.Data.Common;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Knowledge;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.SampleData;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Starting;

/// <summary>What comes before the start: dialogs that can be read, a database of this release's shape, and samples for a first look.</summary>
public static class Preparing
{
    /// <exception cref="DialogFilesException">A dialog, a text or an answer is broken; the message names file and line.</exception>
    /// <exception cref="StoreTooNewException">A newer release has written the database.</exception>
    /// <exception cref="SettingException">The database cannot be used.</exception>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        // Before the host starts, which would log a stack with it.
        app.Services.GetService<IStartupValidator>()?.Validate();
        app.Services.GetRequiredService<DialogCatalog>();
        var answers = KnowledgeFiles.Check(app.Services.GetRequiredService<BotSettings>().DialogsPath);
        if (answers.Any(f => f.Severity == FindingSeverity.Error)) throw new DialogFilesException(answers);
        await MigrateAsync(app.Services, cancellation);
        if (app.Environment.IsDevelopment()) await app.Services.GetRequiredService<LoadSampleData>().LoadAsync(cancellation);
    }

    private static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<BotSettings>().Store;
        try
        {
            await services.GetRequiredService<StoreMigration>().ApplyAsync(cancellation);
        }
        catch (Exception barred) when (barred is DbException or IOException or UnauthorizedAccessException or InvalidOperationException { InnerException: DbException })
        {
            // EF Core wraps what it would have tried again.
            var reason = barred is InvalidOperationException ? barred.InnerException! : barred;
            var expected = store.Provider == StoreProvider.PostgreSql
                ? "a PostgreSQL server that runs, and an account that may make tables"
                : "a database of this bot, or none yet, in a folder that it may write to";
            throw new SettingException($"ConnectionStrings__Store: the database cannot be used ({reason.Message.TrimEnd('.')}); expected {expected}.");
        }
    }
}
