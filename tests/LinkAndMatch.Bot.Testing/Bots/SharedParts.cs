using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Starting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Testing.Bots;

/// <summary>What every bot under test may share because nobody changes it: language data, the shipped dialogs, the index of answers, a migrated database with samples.</summary>
internal sealed class SharedParts
{
    private static readonly Lazy<Task<SharedParts>> s_loaded = new(LoadAsync);

    private SharedParts(WebApplication bot, string template)
    {
        Language = bot.Services.GetRequiredService<LanguageData>();
        Dialogs = bot.Services.GetRequiredService<DialogCatalog>();
        Answers = bot.Services.GetRequiredService<AnswerFinder>();
        DialogsPath = bot.Services.GetRequiredService<BotSettings>().DialogsPath;
        Template = template;
    }

    public LanguageData Language { get; }

    public DialogCatalog Dialogs { get; }

    public AnswerFinder Answers { get; }

    public string DialogsPath { get; }

    /// <summary>A database file to copy.</summary>
    public string Template { get; }

    public static Task<SharedParts> GetAsync() => s_loaded.Value;

    private static async Task<SharedParts> LoadAsync()
    {
        var folder = Directory.CreateTempSubdirectory("linkandmatch-template-").FullName;
        var working = Path.Combine(folder, "working.db");
        // Never started, and kept for the life of the tests: its parts are in use.
        var bot = BotHost.BuildServer([
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--ConnectionStrings:Store", $"Data Source={working};Pooling=False", "--Files:Path", Path.Combine(folder, "files")]);
        await bot.PrepareAsync();
        var parts = new SharedParts(bot, Path.Combine(folder, "template.db"));
        await Task.Run(() =>
        {
            parts.Language.Warm();
            parts.Answers.Renew();
        });
        await using var connection = new SqliteConnection($"Data Source={working};Pooling=False");
        await connection.OpenAsync();
        await using var copy = connection.CreateCommand();
        copy.CommandText = "VACUUM INTO $file";
        copy.Parameters.AddWithValue("$file", parts.Template);
        await copy.ExecuteNonQueryAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return parts;
    }
}
