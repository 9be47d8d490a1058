using System.Diagnostics;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Evaluation;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;

var root = FindRoot();
var dialogs = Path.Combine(root, "dialogs");
var sets = Path.Combine(root, "tests", "evaluation");
var questions = EvaluationSets.Questions(sets);

if (args.Contains("--tune"))
{
    var yaml = Tuning.Run(new FaqFiles(Path.Combine(dialogs, "faq")).Read(), [.. Unanswered.Load(Path.Combine(dialogs, "faq")).Values.SelectMany(u => u)], Wording.Load(Normaliser.Load(Path.Combine(dialogs, "data")), dialogs), questions);
    File.WriteAllText(Path.Combine(dialogs, "thresholds.yaml"), yaml);
    Console.Write(yaml);
}

var watch = Stopwatch.StartNew();
var finder = NewFinder();
finder.Renew();
Console.WriteLine($"built in {watch.ElapsedMilliseconds} ms");
var split = args.Contains("--tuning-split");
var report = new FaqReport(questions.Where(q => q.Tuning == split), q => finder.Find(q.Text, q.Language == "en" ? "en" : "id", null));
var times = report.Rows.Select(r => { var w = Stopwatch.GetTimestamp(); finder.Find(r.Question.Text, "id", null); return Stopwatch.GetElapsedTime(w).TotalMilliseconds; }).Order().ToList();
Console.WriteLine($"find: p50 {times[times.Count / 2]:0.00} ms, p95 {times[times.Count * 95 / 100]:0.00} ms");
Console.WriteLine(report.Table(split ? "tuning split" : "test split"));
if (split)
{
    foreach (var row in report.Rows.Where(r => r.Question.Kind is null ? r.Found.Decision != AnswerDecision.Answer || FaqReport.Wrong(r) : r.Found.Decision != AnswerDecision.Unknown))
    {
        Console.WriteLine($"{row.Question.Text} [{string.Join(' ', row.Question.Expected)}{row.Question.Kind}] {row.Found.Decision} {string.Join("  ", row.Found.Hits.Take(3).Select(h => $"{h.Id} {h.Probability:0.00}"))}");
    }
}

AnswerFinder NewFinder() => new([new FaqFiles(Path.Combine(dialogs, "faq"))], Normaliser.Load(Path.Combine(dialogs, "data")), dialogs);

static string FindRoot()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (Directory.Exists(Path.Combine(folder.FullName, "tests", "evaluation"))) return folder.FullName;
    }

    throw new DirectoryNotFoundException("tests/evaluation was expected in a folder above the program.");
}
