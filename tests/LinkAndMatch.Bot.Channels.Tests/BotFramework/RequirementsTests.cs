using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed partial class RequirementsTests
{
    [Fact]
    public async Task Every_test_that_the_page_on_the_protocol_names_is_there()
    {
        var page = await PageAsync();
        var sources = string.Concat(Directory.GetFiles(Path.Combine(Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var named = TestName().Matches(page).Select(m => m.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !sources.Contains($" {n}(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_counts_its_requirements_rightly_and_each_that_applies_names_a_test()
    {
        var page = await PageAsync();
        var rows = page.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == 6 && Number().IsMatch(cells[1])).ToList();
        var counts = rows.GroupBy(cells => cells[2]).ToDictionary(g => g.Key, g => g.Sum(cells => cells[1].Split(',').Sum(Requirements)));

        Assert.Equal(["departs", "does not apply", "met"], counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows.Where(cells => cells[2] != "does not apply"), cells => Assert.Matches(TestName(), cells[4]));
        var (met, departs, not) = (counts["met"], counts["departs"], counts["does not apply"]);
        Assert.Contains($"Of {met + departs + not} numbered requirements {met} are met, {departs} departed from with a reason, {not} do not apply; {met + departs} of {met + departs} that apply name their test", page, StringComparison.Ordinal);
    }

    private static string Root => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    private static Task<string> PageAsync() => File.ReadAllTextAsync(Path.Combine(Root, "docs", "activity-protocol.md"), TestContext.Current.CancellationToken);

    /// <summary>One, or all from one to another.</summary>
    private static int Requirements(string named)
    {
        var ends = Number().Matches(named).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        return ends[^1] - ends[0] + 1;
    }

    [GeneratedRegex(@"\b[AC](\d{4,5})\b")]
    private static partial Regex Number();

    // Settings have two underscores after their first word.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*_(?!_)[A-Za-z0-9_]{12,})`")]
    private static partial Regex TestName();
}
