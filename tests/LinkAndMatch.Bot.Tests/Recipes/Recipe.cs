using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Tests.Recipes;

/// <summary>One recipe of <c>docs/changing-the-bot.md</c>: what it is called, which files it says it touches, and its edits.</summary>
internal sealed record Recipe(string Title, IReadOnlyList<string> Touches, IReadOnlyList<RecipeEdit> Edits)
{
    public static IReadOnlyList<Recipe> All { get; } = Read(File.ReadAllText(Path.Combine(RecipeFolder.Root, "docs", "changing-the-bot.md")));

    public static Recipe Of(string title) => All.Single(r => r.Title == title);

    // Each heading up to the part that is no recipe.
    private static IReadOnlyList<Recipe> Read(string page) =>
        [.. page.Split("\n## ")[1..].TakeWhile(part => !part.StartsWith("More than data\n", StringComparison.Ordinal)).Select(ReadOne)];

    private static Recipe ReadOne(string part)
    {
        var title = part[..part.IndexOf('\n', StringComparison.Ordinal)];
        var touches = Regex.Match(part, @"^Touches: (.*)\.$", RegexOptions.Multiline);
        if (!touches.Success) throw new InvalidOperationException($"The recipe '{title}' does not say what it touches: expected a line 'Touches: `file`, `file`.'");
        var edits = new List<RecipeEdit>();
        foreach (Match fence in Regex.Matches(part, @"^```(?<kind>diff|sh) ?(?<file>\S*)\n(?<body>.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            if (fence.Groups["kind"].Value == "diff") edits.Add(new RecipeEdit.Hunks(fence.Groups["file"].Value, fence.Groups["body"].Value));
            else edits.AddRange(Regex.Matches(fence.Groups["body"].Value, @"^git mv (\S+) (\S+)$", RegexOptions.Multiline).Select(m => new RecipeEdit.Move(m.Groups[1].Value, m.Groups[2].Value)));
        }

        return new Recipe(title, [.. Regex.Matches(touches.Groups[1].Value, "`([^`]+)`").Select(m => m.Groups[1].Value)], edits);
    }
}

/// <summary>An edit as the page shows it.</summary>
internal abstract record RecipeEdit
{
    /// <summary>The files that it touches, from the root of the repository.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>Lines that go, come and stay, each hunk after a line of <c>@@</c>. Without a file of that name the lines that come are the file.</summary>
    public sealed record Hunks(string File, string Body) : RecipeEdit
    {
        public override IReadOnlyList<string> Files => [File];
    }

    public sealed record Move(string From, string To) : RecipeEdit
    {
        public override IReadOnlyList<string> Files => [From, To];
    }
}
