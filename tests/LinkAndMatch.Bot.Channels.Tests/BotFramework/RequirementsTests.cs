using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed partial class RequirementsTests
{
    [Fact]
    public async Task Every_test_that_the_page_on_the_protocol_names_is_there()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var page = await File.ReadAllTextAsync(Path.Combine(root, "docs", "activity-protocol.md"), TestContext.Current.CancellationToken);
        var sources = string.Concat(Directory.GetFiles(Path.Combine(root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = TestName().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !sources.Contains($" {n}(", StringComparison.Ordinal));
    }

    // Settings have two underscores after their first word.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*_(?!_)[A-Za-z0-9_]{12,})`")]
    private static partial Regex TestName();
}
