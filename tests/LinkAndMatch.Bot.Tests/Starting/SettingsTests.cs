using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Turns;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Tests.Starting;

/// <summary>The table of settings in <c>docs/operations.md</c> and what the program reads are the same.</summary>
public sealed partial class SettingsTests : IDisposable
{
    // Sections of ASP.NET Core, Orleans and the log, which have books of their own.
    private static readonly string[] s_frameworks = ["Logging", "Kestrel", "Orleans", "AllowedHosts", "hostBuilder", "servicesStartConcurrently", "servicesStopConcurrently", "shutdownTimeoutSeconds", "startupTimeoutSeconds"];

    // Follows from others; a binder looks for it all the same.
    private const string Computed = "Telegram:IsOn";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("linkandmatch-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_setting_that_is_read_is_in_the_table_and_the_other_way_round()
    {
        var read = await ReadAsync();
        var told = Table();

        Assert.Equal("", string.Join(", ", read.Except(told)));
        Assert.Equal("", string.Join(", ", told.Where(t => !t.StartsWith("ASPNETCORE_", StringComparison.Ordinal) && !t.StartsWith("Logging__", StringComparison.Ordinal)).Except(read)));
    }

    [Fact]
    public void A_setting_stands_in_one_row() => Assert.Empty(Rows().SelectMany(Names).GroupBy(n => n).Where(n => n.Count() > 1).Select(n => n.Key));

    [Fact]
    public void Every_row_has_a_name_a_default_a_range_and_a_meaning() => Assert.All(Rows(), row => Assert.Equal(4, row.Count));

    private async Task<HashSet<string>> ReadAsync()
    {
        var ear = new Ear();
        string[] settings =
        [
            "--environment", "Production", "--urls", "http://127.0.0.1:0", "--ConnectionStrings:Store", $"Data Source={Path.Combine(_folder.FullName, "bot.db")}",
            "--Files:Path", Path.Combine(_folder.FullName, "files"), "--DirectLine:KeyPath", Path.Combine(_folder.FullName, "key"),
            "--Telegram:BotToken", "7000000001:abcdefghijklmnopqrstuvwxyzabcdefghi", "--Telegram:ApiBaseUrl", "http://127.0.0.1:9",
        ];
        await using var bot = BotHost.BuildServer(settings, first: builder => ((IConfigurationBuilder)builder.Configuration).Add(ear));
        bot.Services.GetRequiredService<IStartupValidator>().Validate();
        bot.Services.GetRequiredService<TurnLimits>();

        var environment = Directory.GetFiles(Path.Combine(BotProcess.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => EnvironmentVariable().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value));
        return
        [
            .. ear.Heard.Keys
                .Where(k => !s_frameworks.Contains(k.Split(':')[0]) && !k.StartsWith("OTEL_", StringComparison.Ordinal) && k != Computed)
                // A section is asked for its own value, too.
                .Where(k => !ear.Heard.Keys.Any(other => other.StartsWith($"{k}:", StringComparison.Ordinal)))
                .Select(k => char.IsLower(k[0]) ? $"ASPNETCORE_{k.ToUpperInvariant()}" : k.Replace(":", "__", StringComparison.Ordinal)),
            .. environment,
        ];
    }

    private static HashSet<string> Table() => [.. Rows().SelectMany(Names), .. Rows().SelectMany(r => Name().Matches(r[3]).Select(m => m.Groups[1].Value)).Where(n => n.StartsWith("ASPNETCORE_", StringComparison.Ordinal))];

    private static List<List<string>> Rows()
    {
        var page = File.ReadAllText(Path.Combine(BotProcess.Root, "docs", "operations.md"));
        var section = page[page.IndexOf("## Settings\n", StringComparison.Ordinal)..page.IndexOf("\n## Telegram\n", StringComparison.Ordinal)];
        return [.. section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Trim('|').Split('|').Select(c => c.Trim()).ToList())];
    }

    private static IEnumerable<string> Names(List<string> row) => Name().Matches(row[0]).Select(m => m.Groups[1].Value);

    [GeneratedRegex("`([A-Za-z_]+)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"GetEnvironmentVariable\(""(\w+)""\)")]
    private static partial Regex EnvironmentVariable();

    /// <summary>Hears every question for a setting and knows no answer.</summary>
    private sealed class Ear : ConfigurationProvider, IConfigurationSource
    {
        public ConcurrentDictionary<string, bool> Heard { get; } = new(StringComparer.Ordinal);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Heard[key] = true;
            value = null;
            return false;
        }
    }
}
