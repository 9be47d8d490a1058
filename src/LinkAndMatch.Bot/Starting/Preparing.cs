using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Knowledge;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.SampleData;

namespace LinkAndMatch.Bot.Starting;

/// <summary>What comes before the start: dialogs that can be read, a database of this release's shape, and samples for a first look.</summary>
public static class Preparing
{
    /// <exception cref="DialogFilesException">A dialog, a text or an answer is broken; the message names file and line.</exception>
    /// <exception cref="StoreTooNewException">A newer release has written the database.</exception>
    public static async Task PrepareAsync(this WebApplication app, CancellationToken cancellation = default)
    {
        app.Services.GetRequiredService<DialogCatalog>();
        var answers = KnowledgeFiles.Check(app.Services.GetRequiredService<BotSettings>().DialogsPath);
        if (answers.Any(f => f.Severity == FindingSeverity.Error)) throw new DialogFilesException(answers);
        await app.Services.GetRequiredService<StoreMigration>().ApplyAsync(cancellation);
        if (app.Environment.IsDevelopment()) await app.Services.GetRequiredService<LoadSampleData>().LoadAsync(cancellation);
    }
}
