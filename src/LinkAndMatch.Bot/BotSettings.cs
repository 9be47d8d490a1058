using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LinkAndMatch.Bot;

/// <summary>A setting that cannot be used stops the start with one sentence.</summary>
public sealed class SettingException(string message) : Exception(message);

/// <summary>The settings that decide what is put together; each room checks its own.</summary>
/// <param name="OperationsKey">Who shows it reads the figures from elsewhere than this machine; null: nobody does.</param>
internal sealed record BotSettings(StoreOptions Store, string DialogsPath, string FilesPath, ConversationReference? OfficersGroup, string? OperationsKey)
{
    private const int ShortestSecret = 32;

    /// <exception cref="SettingException">A setting is wrong; the message names it and says what is expected.</exception>
    public static BotSettings Read(IConfiguration configuration, string contentRoot)
    {
        var store = new StoreOptions
        {
            Provider = ProviderOf(configuration["Store:Provider"]),
            ConnectionString = configuration.GetConnectionString("Store") ?? "",
            PseudonymKey = Secret(configuration, "Store:PseudonymKey"),
        };
        if (store.ConnectionString.Length == 0)
        {
            store.ConnectionString = store.Provider switch
            {
                StoreProvider.Sqlite => "Data Source=data/linkandmatch.db",
                StoreProvider.InMemory => "linkandmatch",
                StoreProvider.PostgreSql => throw new SettingException(
                    "Store__Provider is PostgreSql, but ConnectionStrings__Store is empty: give it as Host=...;Database=...;Username=...;Password=..."),
            };
        }
        switch (store.Provider)
        {
            case StoreProvider.Sqlite: CheckSqlite(store.ConnectionString); break;
            case StoreProvider.PostgreSql: CheckPostgreSql(store.ConnectionString); break;
            case StoreProvider.InMemory: break;
        }

        var files = configuration["Files:Path"] is { Length: > 0 } given ? given : Path.Combine("data", "files");
        MakeFolder("Files__Path", files);
        return new BotSettings(store, FindDialogs(configuration["Dialogs:Path"], contentRoot), files, OfficersGroupOf(configuration), Secret(configuration, "Operations:Key"));
    }

    private static string? Secret(IConfiguration configuration, string name) => configuration[name] switch
    {
        null or "" => null,
        { Length: >= ShortestSecret } secret => secret,
        _ => throw new SettingException($"{name.Replace(":", "__", StringComparison.Ordinal)} is too short; it must have at least {ShortestSecret} random characters."),
    };

    // Only with both is there a group to speak to; each setting's own form is checked by the channel.
    private static ConversationReference? OfficersGroupOf(IConfiguration configuration) =>
        configuration["Telegram:BotToken"]?.Split(':') is [{ Length: > 0 } botId, ..] && configuration["Officers:TelegramChatId"] is { Length: > 0 } group
            ? new ConversationReference("telegram", botId, group) { Officers = true }
            : null;

    private static StoreProvider ProviderOf(string? text) =>
        string.IsNullOrWhiteSpace(text) ? StoreProvider.Sqlite
        : Enum.TryParse<StoreProvider>(text, ignoreCase: true, out var provider) && Enum.IsDefined(provider) ? provider
        : throw new SettingException($"Store__Provider is '{text}'; it must be Sqlite, PostgreSql or InMemory.");

    private static void CheckPostgreSql(string connectionString)
    {
        try
        {
            if (new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 }) return;
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
        {
            // Told below; what the library says may hold the password.
        }
        throw new SettingException("ConnectionStrings__Store cannot be read for PostgreSQL; it must look like Host=...;Database=...;Username=...;Password=...");
    }

    private static void CheckSqlite(string connectionString)
    {
        SqliteConnectionStringBuilder parsed;
        try
        {
            parsed = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException($"ConnectionStrings__Store cannot be read for SQLite ({wrong.Message}); it must look like Data Source=data/linkandmatch.db.");
        }
        if (parsed.Mode == SqliteOpenMode.Memory || parsed.DataSource is "" or ":memory:") return;
        if (Path.GetDirectoryName(Path.GetFullPath(parsed.DataSource)) is { } folder) MakeFolder("ConnectionStrings__Store", folder);
    }

    private static void MakeFolder(string setting, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception barred) when (barred is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException($"{setting}: the folder {folder} cannot be made ({barred.Message.TrimEnd('.')}); it must be one that the bot may write to.");
        }
    }

    private static string FindDialogs(string? configured, string contentRoot)
    {
        string[] places = configured is { Length: > 0 } ? [configured] : [Path.Combine(AppContext.BaseDirectory, "dialogs"), Path.Combine(contentRoot, "dialogs")];
        return places.FirstOrDefault(p => File.Exists(Path.Combine(p, "menu.yaml")))
            ?? throw new SettingException($"Dialogs__Path: there is no menu.yaml in {string.Join(" or ", places)}; it must name the folder dialogs.");
    }
}
