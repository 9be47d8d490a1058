using System.Reflection;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary><c>docs/fault-tests.md</c> names tests that exist, and all of them.</summary>
[Trait("Run", "always")]
public partial class DocumentTests
{
    [Fact]
    public async Task The_document_names_each_test_of_this_suite_and_no_other()
    {
        var document = await File.ReadAllTextAsync(Path.Combine(Testing.BotProcess.Root, "docs", "fault-tests.md"));
        var named = Test().Matches(document).Select(m => m.Groups[1].Value).ToHashSet();
        var here = typeof(DocumentTests).Assembly.GetTypes().Where(t => t != typeof(DocumentTests))
            .SelectMany(t => t.GetMethods().Where(m => m.GetCustomAttribute<FactAttribute>() is not null).Select(m => $"{t.Name}.{m.Name}")).ToHashSet();

        Assert.Empty(named.Except(here));
        Assert.Empty(here.Except(named));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex Test();
}
