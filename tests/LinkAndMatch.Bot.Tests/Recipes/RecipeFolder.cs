using System.Globalization;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Commands;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Tests.Recipes;

/// <summary>A copy of what recipes touch, to be edited as they say.</summary>
internal sealed class RecipeFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("linkandmatch-recipe-");

    public RecipeFolder()
    {
        foreach (var part in (ReadOnlySpan<string>)["dialogs", "src/LinkAndMatch.Bot/SampleData"]) Copy(Path.Combine(Root, part), Path.Combine(_folder.FullName, part));
    }

    /// <summary>The root of the repository.</summary>
    public static string Root => BotProcess.Root;

    public string Dialogs => Path.Combine(_folder.FullName, "dialogs");

    public string SampleData => Path.Combine(_folder.FullName, "src", "LinkAndMatch.Bot", "SampleData");

    public RecipeFolder Make(IEnumerable<RecipeEdit> edits)
    {
        foreach (var edit in edits)
        {
            switch (edit)
            {
                case RecipeEdit.Move(var from, var to):
                    File.Move(In(from), In(to));
                    break;
                case RecipeEdit.Hunks(var file, var body) when !File.Exists(In(file)):
                    Directory.CreateDirectory(Path.GetDirectoryName(In(file))!);
                    File.WriteAllText(In(file), string.Concat(body.Split('\n').Select(l => $"{l[1..]}\n")));
                    break;
                case RecipeEdit.Hunks(var file, var body):
                    File.WriteAllText(In(file), Edited(file, File.ReadAllText(In(file)).ReplaceLineEndings("\n"), body));
                    break;
                default:
                    throw new InvalidOperationException($"Unknown edit {edit}.");
            }
        }

        return this;
    }

    /// <summary>Puts words in the place of others, as somebody does who makes a slip.</summary>
    public RecipeFolder Slip(string file, string find, string replace)
    {
        var text = File.ReadAllText(In(file));
        Assert.Contains(find, text, StringComparison.Ordinal);
        var at = text.IndexOf(find, StringComparison.Ordinal);
        File.WriteAllText(In(file), text[..at] + replace + text[(at + find.Length)..]);
        return this;
    }

    /// <summary>What <c>-- lint</c> says of it, and its exit code.</summary>
    public async Task<(int Exit, IReadOnlyList<string> Lines)> LintAsync()
    {
        var output = new StringWriter();
        var exit = await CommandLine.LintAsync([Dialogs], output);
        return (exit, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string file) => Path.Combine(_folder.FullName, file);

    private static string Edited(string file, string text, string body)
    {
        foreach (var hunk in Regex.Split(body, @"^@@\n", RegexOptions.Multiline))
        {
            var lines = hunk.TrimEnd('\n').Split('\n').Select(l => AsItIsNow(l, text)).ToList();
            var before = Lines(lines, '-');
            var at = $"\n{text}".IndexOf($"\n{before}", StringComparison.Ordinal);
            if (at < 0) throw new InvalidOperationException($"{file} does not hold what the recipe changes:\n{before}");
            if ($"\n{text}".IndexOf($"\n{before}", at + 1, StringComparison.Ordinal) >= 0) throw new InvalidOperationException($"{file} holds more than once what the recipe changes:\n{before}");
            text = text[..at] + Lines(lines, '+') + text[(at + before.Length)..];
        }

        return text;

        static string Lines(IEnumerable<string> hunk, char mark) => string.Concat(hunk.Where(l => l.Length == 0 || l[0] == ' ' || l[0] == mark).Select(l => $"{(l.Length == 0 ? "" : l[1..])}\n"));
    }

    // Numbers that each release moves on (version: 1, answer: 0.85) are shown as they were when the recipe was written; a version goes one up from where it is.
    private static string AsItIsNow(string line, string text)
    {
        if (Regex.Match(line, @"^([-+])(\w+): [\d.]+$") is not { Success: true } number) return line;
        var name = number.Groups[2].Value;
        if (Regex.Match(text, $@"^{name}: ([\d.]+)$", RegexOptions.Multiline) is not { Success: true } now) return line;
        if (number.Groups[1].Value == "-") return $"-{name}: {now.Groups[1].Value}";
        return name == "version" ? string.Create(CultureInfo.InvariantCulture, $"+version: {int.Parse(now.Groups[1].Value, CultureInfo.InvariantCulture) + 1}") : line;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
