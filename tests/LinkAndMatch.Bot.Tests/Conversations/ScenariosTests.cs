using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Tests.Conversations;

/// <summary><c>docs/scenarios.md</c> names conversations and tests that exist.</summary>
public sealed partial class ScenariosTests
{
    private static readonly string[] s_rows = [.. File.ReadLines(Path.Combine(BotProcess.Root, "docs", "scenarios.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];

    [Fact]
    public void Each_scenario_is_shown_by_something() => Assert.All(s_rows, r => Assert.Matches(Name(), r));

    [Fact]
    public void Each_conversation_exists()
    {
        var named = Named().Where(n => n.EndsWith(".yaml", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(GoldenConversations.All.Select(t => t.File)));
    }

    [Fact]
    public async Task Each_test_exists()
    {
        var named = Named().Where(n => !n.EndsWith(".yaml", StringComparison.Ordinal)).Select(n => n.Split('.')).ToList();
        var sources = await Task.WhenAll(Directory.GetFiles(Path.Combine(BotProcess.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(f => File.ReadAllTextAsync(f, TestContext.Current.CancellationToken)));

        Assert.NotEmpty(named);
        Assert.All(named, n => Assert.Contains(sources, s => s.Contains($" class {n[0]}", StringComparison.Ordinal) && s.Contains($" {n[1]}(", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Named() => s_rows.SelectMany(r => Name().Matches(r)).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex(@"`([\w/-]+\.\w+)`")]
    private static partial Regex Name();
}
