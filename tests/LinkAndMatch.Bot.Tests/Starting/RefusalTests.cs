using System.Diagnostics;
using LinkAndMatch.Bot.Commands;
using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Tests.Recipes;
using Microsoft.Data.Sqlite;

namespace LinkAndMatch.Bot.Tests.Starting;

/// <summary>Whatever is broken stops the start with one sentence that says where and what is expected, without a stack.</summary>
public sealed class RefusalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Token = "7000000001:geheim-geheim-geheim-geheim-geheim";
    private const string WebhookUrl = "https://bot.example.id/telegram/webhook";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("linkandmatch-refusal-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("ASPNETCORE_URLS is 'nowhere'; it must be an address", "urls=nowhere")]
    [InlineData("Store__Provider is 'Oracle'; it must be Sqlite, PostgreSql or InMemory", "Store:Provider=Oracle")]
    [InlineData("ConnectionStrings__Store is empty", "Store:Provider=PostgreSql", "ConnectionStrings:Store=")]
    [InlineData("ConnectionStrings__Store cannot be read for PostgreSQL; it must look like Host=", "Store:Provider=PostgreSql", "ConnectionStrings:Store=Data Source=x.db;Sandi=geheim")]
    [InlineData("ConnectionStrings__Store cannot be read for PostgreSQL; it must look like Host=", "Store:Provider=PostgreSql", "ConnectionStrings:Store=Host=127.0.0.1;Port=geheim")]
    [InlineData("ConnectionStrings__Store cannot be read for SQLite", "ConnectionStrings:Store=Host=127.0.0.1;Database=x")]
    [InlineData("ConnectionStrings__Store: the database cannot be used", "Store:Provider=PostgreSql", "ConnectionStrings:Store=Host=127.0.0.1;Port=9;Database=x;Username=x;Password=geheim;Timeout=5")]
    [InlineData("ConnectionStrings__Store: the database cannot be used", "ConnectionStrings:Store=Data Source=/proc/linkandmatch.db")]
    [InlineData("ConnectionStrings__Store: the folder /proc/version cannot be made", "ConnectionStrings:Store=Data Source=/proc/version/linkandmatch.db")]
    [InlineData("Store__PseudonymKey is too short; it must have at least 32", "Store:PseudonymKey=geheim")]
    [InlineData("Operations__Key is too short; it must have at least 32", "Operations:Key=geheim")]
    [InlineData("Dialogs__Path: there is no menu.yaml in", "Dialogs:Path=/nowhere")]
    [InlineData("Files__Path: the folder /proc/version/files cannot be made", "Files:Path=/proc/version/files")]
    [InlineData("Turns__Senders is 'many'; it must be a whole number from 1 to 256", "Turns:Senders=many")]
    [InlineData("Turns__Senders is '0'; it must be a whole number from 1 to 256", "Turns:Senders=0")]
    [InlineData("Turns__RepliesPerSecond is '1,5'; it must be a number from 0.1", "Turns:RepliesPerSecond=1,5")]
    [InlineData("Turns__TurnLimit is 'ten seconds'; it must be a time such as 00:00:10", "Turns:TurnLimit=ten seconds")]
    [InlineData("Turns__TurnLimit is '00:10:00'; it must be a time such as 00:00:10 from 00:00:00.1000000 to 00:01:00", "Turns:TurnLimit=00:10:00")]
    [InlineData("Turns__FailureWaits__1 is 'later'; it must be a time", "Turns:FailureWaits:0=00:01:00", "Turns:FailureWaits:1=later")]
    [InlineData("Telegram__BotToken is not a bot token: expected digits, a colon", "Telegram:BotToken=geheim")]
    [InlineData("Telegram__Mode must be polling or webhook", "Telegram:Mode=push")]
    [InlineData("Telegram__ApiBaseUrl must be an http or https address", "Telegram:ApiBaseUrl=api.telegram.org")]
    [InlineData("Telegram__Timeout must be a time such as", "Telegram:Timeout=soon")]
    [InlineData("Telegram__Mode is webhook, so Telegram__WebhookUrl must be", "Telegram:BotToken=" + Token, "Telegram:Mode=webhook", "Telegram:WebhookUrl=http://bot.example.id/", "Telegram:WebhookSecret=0123456789-abcdefghijklmnopqrstu")]
    [InlineData("Telegram__Mode is webhook, so Telegram__WebhookSecret must hold 32", "Telegram:BotToken=" + Token, "Telegram:Mode=webhook", "Telegram:WebhookUrl=" + WebhookUrl)]
    [InlineData("Telegram__Mode is webhook, so Telegram__WebhookSecret must hold 32", "Telegram:BotToken=" + Token, "Telegram:Mode=webhook", "Telegram:WebhookUrl=" + WebhookUrl, "Telegram:WebhookSecret=geheim")]
    [InlineData("Officers__TelegramChatId must be the id of a Telegram group", "Officers:TelegramChatId=petugas")]
    [InlineData("Officers__TelegramChatId must be the id of a Telegram group", "Officers:TelegramChatId=501")]
    [InlineData("DirectLine__Secret must have at least 32", "DirectLine:Secret=geheim")]
    [InlineData("DirectLine__TrustedOrigins must be addresses", "DirectLine:TrustedOrigins=ikm.example")]
    [InlineData("DirectLine__TokenLife must be a time between", "DirectLine:TokenLife=2 hours")]
    [InlineData("DirectLine__PostBurst must be a whole number", "DirectLine:PostBurst=0")]
    [InlineData("DirectLine__KeyPath: the key file /proc/version holds", "DirectLine:KeyPath=/proc/version")]
    [InlineData("DirectLine__KeyPath: the key file /proc/version/key can be neither read nor made", "DirectLine:KeyPath=/proc/version/key")]
    [InlineData("MicrosoftAppId must be the bot's app id", "MicrosoftAppId=bot")]
    [InlineData("MicrosoftAppId is set, so MicrosoftAppPassword", "MicrosoftAppId=5d7f7d0a-53c4-4ad6-b2f3-4b8f2d0c9a11")]
    [InlineData("MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI", "MicrosoftAppType=Solo")]
    [InlineData("BotFramework__LoginUrl must be an https address", "BotFramework:LoginUrl=ftp://login")]
    [InlineData("BotFramework__AllowEmulator must be true or false", "BotFramework:AllowEmulator=perhaps")]
    [InlineData("AzureOpenAI__Endpoint must be an https address", "AzureOpenAI:Endpoint=http://ai.example", "AzureOpenAI:ChatDeployment=x")]
    [InlineData("AzureOpenAI__Endpoint is missing", "AzureOpenAI:ApiKey=geheim")]
    [InlineData("AzureOpenAI__Endpoint is set, but neither", "AzureOpenAI:Endpoint=https://ai.example")]
    [InlineData("AzureOpenAI__TokensPerDay must be a whole number", "AzureOpenAI:TokensPerDay=a lot")]
    public async Task A_wrong_setting_stops_the_start(string expected, params string[] settings)
    {
        var sentence = await RefusedAsync(settings);

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", sentence, StringComparison.Ordinal);
    }

    /// <summary>Every file under <c>dialogs/</c> that the bot reads, one of each kind where there are many.</summary>
    public static TheoryData<string> Files
    {
        get
        {
            var root = Path.Combine(BotProcess.Root, "dialogs");
            var files = new TheoryData<string>();
            foreach (var (folder, pattern) in (ReadOnlySpan<(string, string)>)[("", "*.yaml"), ("texts", "*.yaml"), ("faq", "*.yaml"), ("data", "*.yaml"), ("data", "*.csv")])
            {
                foreach (var file in Directory.GetFiles(Path.Combine(root, folder), pattern).Order(StringComparer.Ordinal)) files.Add(Path.GetRelativePath(root, file).Replace('\\', '/'));
            }

            files.Add("data/regions-villages.csv.gz");
            files.Add("faq/id/nib-apa.md");
            files.Add("faq/en/nib-apa.md");
            files.Add("schema/released.json");
            return files;
        }
    }

    [Theory, MemberData(nameof(Files))]
    public async Task A_broken_file_of_dialogs_stops_the_start(string file)
    {
        using var folder = new RecipeFolder();
        var path = Path.Combine(folder.Dialogs, file);
        File.WriteAllText(path, "{ \"broken: [\n");

        var said = await RefusedAsync([$"Dialogs:Path={folder.Dialogs}"], several: true);

        Assert.Contains(said.Split('\n'), line => System.Text.RegularExpressions.Regex.IsMatch(line, $@"{System.Text.RegularExpressions.Regex.Escape(file)}[:(]\d+"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_stops_the_start()
    {
        var file = Path.Combine(_folder.FullName, "notes.db");
        await File.WriteAllTextAsync(file, string.Concat(Enumerable.Repeat("These are notes, no database.\n", 100)), TestContext.Current.CancellationToken);

        Assert.Contains("ConnectionStrings__Store: the database cannot be used", await RefusedAsync([$"ConnectionStrings:Store=Data Source={file}"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_may_only_be_read_stops_the_start()
    {
        var file = Path.Combine(_folder.FullName, "read.db");
        await ExecuteAsync(file, "CREATE TABLE notes (words TEXT)");

        Assert.Contains("ConnectionStrings__Store: the database cannot be used", await RefusedAsync([$"ConnectionStrings:Store=Data Source={file};Mode=ReadOnly"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_a_newer_release_stops_the_start()
    {
        var sentence = await RefusedAsync([$"ConnectionStrings:Store=Data Source={await NewerAsync()}"]);

        Assert.Contains("'29990101000000_Later', which this release does not know", sentence, StringComparison.Ordinal);
        Assert.Contains("restore the backup from before the upgrade", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_where_another_program_listens_stops_the_start()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();

        var sentence = await RefusedAsync([$"urls=http://{other.LocalEndpoint}"]);

        Assert.Contains("ASPNETCORE_URLS: ", sentence, StringComparison.Ordinal);
        Assert.Contains($"{other.LocalEndpoint}", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("inbox")]
    [InlineData("understand")]
    [InlineData("lint")]
    public async Task So_do_the_commands(string command)
    {
        var error = new StringWriter();
        string[] args = command == "lint" ? [command, Path.Combine(_folder.FullName, "nowhere")] : [command, .. ArgumentsOf(["Store:Provider=Oracle"])];

        Assert.Equal(1, await CommandLine.RunAsync(args, error).WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Single(error.ToString().Trim().Split('\n'));
    }

    // The program itself, as an operator starts it.
    [Fact]
    public async Task The_program_ends_with_a_code_and_one_line()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), "{\n  \"Telegram\": {\n", TestContext.Current.CancellationToken);
        Assert.Contains("appsettings.json'", await RunProgramAsync(), StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.FullName, "appsettings.json"));

        Assert.Contains("Telegram__WebhookSecret", await RunProgramAsync(("Telegram__BotToken", Token), ("Telegram__Mode", "webhook"), ("Telegram__WebhookUrl", WebhookUrl)), StringComparison.Ordinal);
        Assert.Contains("Turns__Writers is 'x'", await RunProgramAsync(("Turns__Writers", "x")), StringComparison.Ordinal);
        Assert.Contains("'29990101000000_Later'", await RunProgramAsync(("ConnectionStrings__Store", $"Data Source={await NewerAsync()}")), StringComparison.Ordinal);

        using var folder = new RecipeFolder().Slip("dialogs/register.yaml", "type: phone", "type: fone");
        Assert.Matches(@"^register\.yaml:\d+: ", await RunProgramAsync(several: true, ("Dialogs__Path", folder.Dialogs)));
    }

    private async Task<string> RefusedAsync(IEnumerable<string> settings, bool several = false)
    {
        var error = new StringWriter();
        var exit = await CommandLine.RunAsync(ArgumentsOf(settings), error).WaitAsync(Patience, TestContext.Current.CancellationToken);
        var said = error.ToString().Trim();
        Assert.Equal(1, exit);
        LooksMendable(said, several);
        return said;
    }

    private string[] ArgumentsOf(IEnumerable<string> settings)
    {
        var all = new Dictionary<string, string>
        {
            ["environment"] = "Production",
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:Store"] = $"Data Source={Path.Combine(_folder.FullName, "bot.db")};Pooling=False",
            ["Files:Path"] = Path.Combine(_folder.FullName, "files"),
            ["DirectLine:KeyPath"] = Path.Combine(_folder.FullName, "directline.key"),
            ["DirectLine:UploadsPath"] = Path.Combine(_folder.FullName, "uploads"),
        };
        foreach (var setting in settings.Select(s => s.Split('=', 2))) all[setting[0]] = setting[1];
        return [.. all.SelectMany(s => new[] { $"--{s.Key}", s.Value })];
    }

    private Task<string> RunProgramAsync(params (string Name, string Value)[] settings) => RunProgramAsync(several: false, settings);

    private async Task<string> RunProgramAsync(bool several, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [BotProcess.Program]) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var program = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var (output, error) = (program.StandardOutput.ReadToEndAsync(patience.Token), program.StandardError.ReadToEndAsync(patience.Token));
            await program.WaitForExitAsync(patience.Token);
            Assert.Equal(1, program.ExitCode);
            Assert.DoesNotContain("   at ", await output, StringComparison.Ordinal);
            var said = (await error).Trim();
            LooksMendable(said, several);
            return said;
        }
        finally
        {
            if (!program.HasExited) program.Kill();
        }
    }

    private static void LooksMendable(string said, bool several)
    {
        Assert.NotEqual("", said);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        if (!several) Assert.Single(said.Split('\n'));
    }

    private async Task<string> NewerAsync()
    {
        var file = Path.Combine(_folder.FullName, "newer.db");
        await ExecuteAsync(
            file,
            """
            CREATE TABLE IF NOT EXISTS "__EFMigrationsHistory" ("MigrationId" TEXT NOT NULL PRIMARY KEY, "ProductVersion" TEXT NOT NULL);
            INSERT OR IGNORE INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0.0');
            """);
        return file;
    }

    private static async Task ExecuteAsync(string file, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Words of this test alone.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
