using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Partnering.Tests;

public class FoldersTests
{
    // Each folder may use those named; all may use the store, and the store holds every table.
    private static readonly Dictionary<string, string[]> s_leansOn = new()
    {
        ["Persons"] = [],
        ["Firms"] = ["Persons"],
        ["Industries"] = [],
        ["Needs"] = ["Industries"],
        ["Products"] = ["Persons", "Firms"],
        ["Matching"] = ["Persons", "Firms", "Industries", "Needs", "Products"],
        ["Introductions"] = ["Persons", "Firms", "Industries", "Needs", "Products", "Matching"],
        ["Partnerships"] = ["Persons", "Firms", "Industries", "Needs", "Products", "Matching", "Introductions"],
        ["Questions"] = [],
        ["Officers"] = ["Introductions", "Questions"],
        ["Privacy"] = ["Persons", "Firms", "Products", "Introductions", "Partnerships", "Questions"],
    };

    [Fact]
    public void The_folders_lean_one_way()
    {
        var room = new DirectoryInfo(AppContext.BaseDirectory);
        while (room is not null && !File.Exists(Path.Combine(room.FullName, "LinkAndMatch.Bot.sln"))) room = room.Parent;
        var wrong = new List<string>();
        foreach (var folder in Directory.GetDirectories(Path.Combine(room!.FullName, "src/LinkAndMatch.Bot.Partnering")).Where(d => Path.GetFileName(d) is not ("Store" or "bin" or "obj")))
        {
            var name = Path.GetFileName(folder);
            Assert.True(s_leansOn.ContainsKey(name), $"Say in this test what {name} may lean on.");
            foreach (var file in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
            {
                wrong.AddRange(Regex.Matches(File.ReadAllText(file), @"LinkAndMatch\.Bot\.Partnering\.(\w+);").Select(m => m.Groups[1].Value)
                    .Where(used => used != name && used != "Store" && !s_leansOn[name].Contains(used))
                    .Select(used => $"{name}/{Path.GetFileName(file)} uses {used}"));
            }
        }

        Assert.Empty(wrong);
    }
}
