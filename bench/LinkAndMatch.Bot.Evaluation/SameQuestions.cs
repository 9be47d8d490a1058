using System.Globalization;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Knowledge.Finding;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>
/// Chooses from which likeness on two questions of different people are taken for one, on the tuning questions alone: those of one entry ask the
/// same, those of two do not. A question joined to a wrong one gets a wrong answer from an officer; one that stands alone costs an officer a second look.
/// </summary>
internal static class SameQuestions
{
    // Of the questions, each compared with one of every other entry, as if they all waited at once.
    private const double MostJoinedWrongly = 0.02;

    public static string Choose(IReadOnlyList<Question> questions, QuestionLikeness likeness, string thresholds)
    {
        var asked = questions.Where(q => q is { Split: "tuning", Multi: false, Expected.Count: > 0 }).ToList();
        var others = asked.GroupBy(q => q.Expected[0]).ToDictionary(g => g.Key, g => g.ToList());
        var (wrong, right) = (new List<double>(), new List<double>());
        foreach (var question in asked)
        {
            var place = asked.IndexOf(question);
            wrong.Add(others.Where(o => o.Key != question.Expected[0]).Max(o => likeness.Between(question.Text, o.Value[place % o.Value.Count].Text)));
            if (others[question.Expected[0]] is { Count: > 1 } same) right.Add(same.Where(s => s != question).Max(s => likeness.Between(question.Text, s.Text)));
        }

        var from = Math.Round(wrong.Append(1).Order().First(t => wrong.Count(w => w > t) <= MostJoinedWrongly * wrong.Count) + 0.0001, 4);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# from {from:0.0000}: joined wrongly {wrong.Count(w => w >= from) / (double)wrong.Count:P1}, joined rightly {right.Count(r => r >= from) / (double)right.Count:P1} of {asked.Count} tuning questions"));
        return Regex.Replace(thresholds, "(?m)^same: .*$", string.Create(CultureInfo.InvariantCulture, $"same: {from}"));
    }
}
