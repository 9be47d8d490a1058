using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Evaluation;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Reading;

// dotnet run -c Release --project bench/LinkAndMatch.Bot.Evaluation            the tables of the test messages
//   -- --same      chooses from which likeness on two questions ask the same, on the tuning lists of same-questions.yaml, and writes that line of dialogs/thresholds.yaml
//   -- --tune      chooses weights and thresholds on the tuning messages, writes dialogs/thresholds.yaml, then the tables
//   -- --tuning    the tables of the tuning messages, and every one of them that went wrong
//   -- --unseen    the tables of the unseen messages: for the record of a change, not for making it
//   -- --latency   how long messages and changed entries take, with 100 and with 10,000 entries
//   -- --write     writes the tables of the test messages to docs/evaluation.md
var root = FindRoot();
var dialogs = Path.Combine(root, "dialogs");
var faq = Path.Combine(dialogs, "faq");
var sets = Path.Combine(root, "tests", "evaluation");
var questions = EvaluationSets.Questions(sets);
var data = LanguageData.Load(Path.Combine(dialogs, "data"));

if (args.Contains("--tune"))
{
    var yaml = Tuning.Run(new AnswerFinder([new FaqFiles(faq)], data.Normaliser, dialogs), Unanswered.Load(faq), questions, Thresholds.Load(Path.Combine(dialogs, "thresholds.yaml")).Same);
    File.WriteAllText(Path.Combine(dialogs, "thresholds.yaml"), yaml);
}

if (args.Contains("--same"))
{
    var path = Path.Combine(dialogs, "thresholds.yaml");
    File.WriteAllText(path, SameQuestions.Choose(Path.Combine(sets, "same-questions.yaml"), new QuestionLikeness(new AnswerFinder([new FaqFiles(faq)], data.Normaliser, dialogs)), File.ReadAllText(path)));
    return;
}

var tuning = args.Contains("--tuning");
var split = tuning ? "tuning" : args.Contains("--unseen") ? "unseen" : "test";
var page = new StringBuilder();
var watch = Stopwatch.StartNew();
var before = Environment.CpuUsage.TotalTime;
var finder = new AnswerFinder([new FaqFiles(faq)], data.Normaliser, dialogs);
finder.Renew();
var (built, work) = (watch.ElapsedMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
watch.Restart();
var understanding = new Understanding(finder, data, dialogs);
var learnt = watch.ElapsedMilliseconds;

if (args.Contains("--latency"))
{
    Console.WriteLine(Latency.Table(finder.Entries, source => new AnswerFinder([source], data.Normaliser, dialogs), understanding, [.. questions.Select(q => q.Text)]));
    return;
}

var asked = questions.Where(q => q.Split == split).ToList();
var report = new FaqReport(asked, q => finder.Find(q.Text, q.Language == "en" ? "en" : "id", null));
using var baseline = new Baseline(finder.Entries, [.. questions.Where(q => q.Split == "tuning")]);
var messages = new ReadingReport(EvaluationSets.Utterances(sets).Where(u => u.Split == split), understanding);
var products = new ReadingReport(EvaluationSets.Products(sets).Where(u => u.Split == split), understanding);

page.Append(report.Table("Questions: the search of the bot")).Append('\n');
page.Append(new FaqReport(asked, Through).Table("The same, as `understand` decides (what it takes for no question is not answered)")).Append('\n');
page.Append(new FaqReport(asked, q => baseline.Find(q.Text)).Table("The same by plain BM25 (one field, Lucene's Indonesian analyzer, threshold from the tuning messages)")).Append('\n');
page.Append(report.Worst()).Append('\n').Append(Reliability.Plot(report)).Append('\n');
page.Append(messages.Table("Messages: intents and slots")).Append(products.Table("Descriptions of products: slots"));
page.Append(Times());

Console.WriteLine(page);
if (tuning)
{
    foreach (var row in report.Rows.Where(r => r.Question.Kind is null ? r.Found.Decision != AnswerDecision.Answer || FaqReport.Wrong(r) : r.Found.Decision != AnswerDecision.Unknown))
    {
        Console.WriteLine($"{row.Question.Text} [{string.Join(' ', row.Question.Expected)}{row.Question.Kind}] {row.Found.Decision} {string.Join("  ", row.Found.Hits.Take(3).Select(h => $"{h.Id} {h.Probability:0.00}"))}");
    }

    foreach (var miss in messages.Misses.Concat(products.Misses)) Console.WriteLine(miss);
}
else if (args.Contains("--write"))
{
    // The words above the line are written by hand and stay.
    const string Line = "<!-- Below: written by the program. -->\n";
    var path = Path.Combine(root, "docs", "evaluation.md");
    var above = File.ReadAllText(path).Split(Line)[0];
    File.WriteAllText(path, above + Line + "\n" + page);
}

AnswerSearch Through(Question question)
{
    var found = finder.Find(question.Text, question.Language == "en" ? "en" : "id", null);
    return understanding.Read(question.Text).Decision switch
    {
        "answer" => found,
        "choose" => found with { Decision = AnswerDecision.Choose, Entries = [] },
        _ => found with { Decision = AnswerDecision.Unknown, Entries = [] },
    };
}

string Times()
{
    foreach (var question in questions) finder.Find(question.Text, "id", null);
    var find = Percentiles(text => finder.Find(text, "id", null));
    var read = Percentiles(text => understanding.Read(text));
    return string.Create(CultureInfo.InvariantCulture, $"### Times\n\nIndex built and classifier trained in {built} ms ({work:0} ms of processor; {finder.Entries.Count} entries), intents learnt in {learnt} ms. One search: p50 {find.Half:0.00} ms, p95 {find.Most:0.00} ms. One message understood: p50 {read.Half:0.00} ms, p95 {read.Most:0.00} ms. One thread, warm, the quickest of three.\n");
}

(double Half, double Most) Percentiles(Action<string> read)
{
    var times = questions.Select(q =>
    {
        // The quickest of three: the others tell what else ran on the machine.
        var quickest = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var from = Stopwatch.GetTimestamp();
            read(q.Text);
            quickest = Math.Min(quickest, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return quickest;
    }).Order().ToList();
    return (times[times.Count / 2], times[times.Count * 95 / 100]);
}

static string FindRoot()
{
    for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
    {
        if (Directory.Exists(Path.Combine(folder.FullName, "tests", "evaluation"))) return folder.FullName;
    }

    throw new DirectoryNotFoundException("tests/evaluation was expected in a folder above the program.");
}
