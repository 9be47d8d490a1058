using System.Globalization;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Knowledge.Finding;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>
/// Chooses from which likeness on two questions of different people are taken for one, on the tuning lists of <c>same-questions.yaml</c>: those of one
/// list ask the same, those of two do not. A question joined to a wrong one gets a wrong answer from an officer; one that stands alone costs an
/// officer a second look. So it is the least likeness from which on no two lists are joined.
/// </summary>
internal static class SameQuestions
{
    public static string Choose(string file, QuestionLikeness likeness, string thresholds)
    {
        var asked = Read(file, "tuning");
        var (wrong, right) = (0.0, new List<double>());
        foreach (var one in asked)
        {
            right.Add(asked.Where(o => o.List == one.List && o != one).Max(o => likeness.Between(one.Text, o.Text)));
            wrong = Math.Max(wrong, asked.Where(o => o.List != one.List).Max(o => likeness.Between(one.Text, o.Text)));
        }

        var from = Math.Round(wrong + 0.0001, 4);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# from {from:0.0000}: none joined wrongly, {right.Count(r => r >= from)} of {asked.Count} tuning questions joined to one of their list"));
        return Regex.Replace(thresholds, "(?m)^same: .*$", string.Create(CultureInfo.InvariantCulture, $"same: {from}"));
    }

    private static List<(string Text, int List)> Read(string file, string split)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(file);
        yaml.Load(reader);
        var lists = (YamlSequenceNode)yaml.Documents[0].RootNode[split];
        return [.. lists.SelectMany((l, i) => ((YamlSequenceNode)l).Select(t => (((YamlScalarNode)t).Value!, i)))];
    }
}
