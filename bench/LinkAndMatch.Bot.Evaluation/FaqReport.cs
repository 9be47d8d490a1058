using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>What a finder did with a set of questions.</summary>
internal sealed class FaqReport
{
    private readonly List<(Question Question, AnswerSearch Found)> _rows;

    public FaqReport(IEnumerable<Question> questions, Func<Question, AnswerSearch> find) => _rows = [.. questions.Select(q => (q, find(q)))];

    public IReadOnlyList<(Question Question, AnswerSearch Found)> Rows => _rows;

    public static bool RightFirst((Question Question, AnswerSearch Found) row) => row.Found.Hits.Count > 0 && row.Question.Expected.Contains(row.Found.Hits[0].Id);

    private static bool RightThree((Question Question, AnswerSearch Found) row) => row.Found.Hits.Take(3).Any(h => row.Question.Expected.Contains(h.Id));

    private static bool Answered((Question Question, AnswerSearch Found) row) => row.Found.Decision == AnswerDecision.Answer;

    public static bool Wrong((Question Question, AnswerSearch Found) row) => Answered(row) && !row.Found.Entries.Any(e => row.Question.Expected.Contains(e.Id));

    private static bool Served((Question Question, AnswerSearch Found) row) => row.Question.Multi
        ? row.Question.Expected.All(x => row.Found.Entries.Any(e => e.Id == x))
        : Answered(row) && row.Question.Expected.Contains(row.Found.Entries[0].Id);

    public string Table(string title)
    {
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"### {title}\n\n| messages | n | right@1 | right@3 | answered right | choice with the right one | wrong answers | refused |\n|---|---|---|---|---|---|---|---|\n");
        var asked = _rows.Where(r => r.Question.Kind is null).ToList();
        Line("all questions", asked);
        foreach (var group in asked.GroupBy(r => r.Question.Language)) Line("in " + group.Key, [.. group]);
        Line("two in one", [.. asked.Where(r => r.Question.Multi)]);
        table.Append("\n| must not be answered | n | answered | offered a choice | refused |\n|---|---|---|---|---|\n");
        var other = _rows.Where(r => r.Question.Kind is not null).ToList();
        Other("all", other);
        foreach (var group in other.GroupBy(r => r.Question.Kind)) Other(group.Key!, [.. group]);
        return table.ToString();

        void Line(string name, List<(Question, AnswerSearch)> rows)
        {
            if (rows.Count == 0) return;
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {rows.Count} | {Share(rows, RightFirst)} | {Share(rows, RightThree)} | {Share(rows, Served)} | {Share(rows, r => r.Found.Decision == AnswerDecision.Choose && RightThree(r))} | {Share(rows, Wrong)} | {Share(rows, r => r.Found.Decision == AnswerDecision.Unknown)} |\n");
        }

        void Other(string name, List<(Question, AnswerSearch)> rows)
        {
            if (rows.Count > 0) table.Append(CultureInfo.InvariantCulture, $"| {name} | {rows.Count} | {Share(rows, Answered)} | {Share(rows, r => r.Found.Decision == AnswerDecision.Choose)} | {Share(rows, r => r.Found.Decision == AnswerDecision.Unknown)} |\n");
        }
    }

    /// <summary>The entries whose questions went wrong most often.</summary>
    public string Worst()
    {
        var table = new StringBuilder("### Entries that are found worst\n\n| entry | questions | found first | answered right |\n|---|---|---|---|\n");
        var byEntry = _rows.Where(r => r.Question.Kind is null && !r.Question.Multi).GroupBy(r => r.Question.Expected[0]);
        foreach (var group in byEntry.OrderBy(g => g.Count(Served) / (double)g.Count()).ThenBy(g => g.Count(RightFirst) / (double)g.Count()).Take(15))
        {
            table.Append(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {group.Count(RightFirst)} | {group.Count(Served)} |\n");
        }

        return table.ToString();
    }

    private static string Share(List<(Question Question, AnswerSearch Found)> rows, Func<(Question Question, AnswerSearch Found), bool> what) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * rows.Count(what) / rows.Count:0.0} %");
}
