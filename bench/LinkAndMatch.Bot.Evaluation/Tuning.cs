using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>Chooses the weights of the evidence and the thresholds, on the tuning messages alone, and writes <c>dialogs/thresholds.yaml</c>.</summary>
internal static class Tuning
{
    private const int Folds = 6;
    private const double Pull = 4;
    private const double OwnWeight = 0.1;
    private const double MostWrong = 0.02;
    private const double MostAnswered = 0.035;
    private static readonly string[] s_ofClassifier = ["log_likelihood", "likelihood", "likelihood_lead", "likelihood_of_none"];

    /// <param name="entries">All entries; their ways to ask serve as questions, too, each judged by a ranking that has not learnt it.</param>
    public static string Run(IReadOnlyList<FaqEntry> entries, IReadOnlyList<string> unanswered, Wording wording, IReadOnlyList<Question> questions)
    {
        var asked = questions.Where(q => q.Tuning && !q.Multi).ToList();
        var whole = new Ranking(entries, unanswered, wording);
        var looked = asked.Select(q => new Looked(q, See(whole, wording, q.Text))).ToList();
        var own = HeldOut(entries, unanswered, wording);
        var all = Evidence.Names.Select((_, i) => i).ToArray();
        var without = all.Where(i => !s_ofClassifier.Contains(Evidence.Names[i])).ToArray();

        // Judged out of fold, so that the thresholds meet probabilities of messages the weights have not seen.
        var judged = new List<(Question Question, string Id, double Probability)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Weights(looked.Where((_, i) => i % Folds != fold), own, all);
            foreach (var (question, candidates) in looked.Where((_, i) => i % Folds == fold))
            {
                var best = candidates.Select(c => (c.Id, Probability: Probability(weights, c.Evidence.Values))).DefaultIfEmpty((Id: "", Probability: 0)).MaxBy(c => c.Probability);
                judged.Add((question, best.Id, best.Probability));
            }
        }

        var final = Weights(looked, own, all);
        var ownJudged = own.Select(l => { var best = l.Candidates.Select(c => (c.Id, Probability: Probability(final, c.Evidence.Values))).DefaultIfEmpty((Id: "", Probability: 0)).MaxBy(c => c.Probability); return (l.Question, best.Id, best.Probability); }).ToList();
        foreach (var t in new[] { 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 })
        {
            foreach (var set in new[] { judged, ownJudged })
            {
                Console.Write($"{t:0.00}: right {100.0 * set.Count(j => j.Probability >= t && j.Question.Expected.Contains(j.Id)) / set.Count(j => j.Question.Kind is null):0.0} wrong {100.0 * set.Count(j => j.Probability >= t && j.Question.Kind is null && !j.Question.Expected.Contains(j.Id)) / set.Count(j => j.Question.Kind is null):0.0} other {100.0 * set.Count(j => j.Probability >= t && j.Question.Kind is not null) / set.Count(j => j.Question.Kind is not null):0.0}    ");
            }

            Console.WriteLine();
        }

        foreach (var j in ownJudged.Where(j => !j.Question.Expected.Contains(j.Id)).OrderByDescending(j => j.Probability).Take(40)) Console.WriteLine($"     own {j.Probability:0.00} {j.Question.Text} -> {j.Id} {string.Join(' ', j.Question.Expected)}");
        foreach (var j in judged.Where(j => !j.Question.Expected.Contains(j.Id)).OrderByDescending(j => j.Probability).Take(25)) Console.WriteLine($"  {j.Probability:0.00} {j.Question.Text} -> {j.Id}");
        var (answer, choose) = Choose(judged);
        var yaml = new StringBuilder("""
            # Which probability is enough, and how what speaks for an entry becomes a probability.
            # Written by: dotnet run -c Release --project bench/LinkAndMatch.Bot.Evaluation -- --tune (from the tuning messages of tests/evaluation alone; do not set by hand)

            """.ReplaceLineEndings("\n"));
        Line("answer", answer);
        Line("choose", choose);
        Line("offer", 0.06);
        Line("both", answer);
        Write("evidence", Weights(looked, own, all));
        Write("evidence_without_classifier", Weights(looked, own, without));
        return yaml.ToString();

        void Line(string name, double value) => yaml.Append(CultureInfo.InvariantCulture, $"{name}: {Math.Round(value, 4)}\n");

        void Write(string name, double[] weights)
        {
            yaml.Append(name).Append(":\n");
            for (var i = 0; i < weights.Length; i++) Line("  " + Evidence.Names[i], weights[i]);
        }
    }

    private static List<Looked> HeldOut(IReadOnlyList<FaqEntry> entries, IReadOnlyList<string> unanswered, Wording wording)
    {
        var seen = new List<Looked>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (kept, apart) = (new List<FaqEntry>(), new List<Question>());
            foreach (var entry in entries)
            {
                var texts = entry.Texts.ToDictionary(t => t.Key, t => t.Value with { Variants = [.. t.Value.Variants.Where((_, i) => i % Folds != fold)] });
                kept.Add(entry with { Texts = texts });
                apart.AddRange(entry.Texts.SelectMany(t => t.Value.Variants.Where((_, i) => i % Folds == fold).Select(v => new Question(v, t.Key, [entry.Id], false, null, true))));
            }

            apart.AddRange(unanswered.Where((_, i) => i % Folds == fold).Select(u => new Question(u, "id", [], false, "unanswered", true)));
            var ranking = new Ranking(kept, [.. unanswered.Where((_, i) => i % Folds != fold)], wording);
            seen.AddRange(apart.Select(q => new Looked(q, See(ranking, wording, q.Text))));
        }

        return seen;
    }

    private static IReadOnlyList<(string Id, Evidence Evidence)> See(Ranking ranking, Wording wording, string text) =>
        [.. ranking.Look(wording.Stems(text)).Select(c => (ranking.Entries[c.Entry].Id, c.Evidence))];

    private static double[] Weights(IEnumerable<Looked> looked, IReadOnlyList<Looked> own, int[] used)
    {
        var rows = new List<(float[], bool, double)>();
        Add(looked, 1);
        Add(own, OwnWeight);
        var fitted = LogisticFit.Fit(rows, Pull);
        var weights = new double[Evidence.Names.Count];
        for (var i = 0; i < used.Length; i++) weights[used[i]] = fitted[i];
        return weights;

        void Add(IEnumerable<Looked> from, double weight)
        {
            foreach (var (question, candidates) in from)
            {
                foreach (var (id, evidence) in candidates) rows.Add(([.. used.Select(i => evidence.Values[i])], question.Expected.Contains(id), weight));
            }
        }
    }

    // As many right answers as can be had while wrong answers to questions and answers to all else stay rare.
    private static (double Answer, double Choose) Choose(List<(Question Question, string Id, double Probability)> judged)
    {
        var asked = judged.Count(j => j.Question.Kind is null);
        var other = judged.Count - asked;
        var answer = judged.Select(j => j.Probability).Append(1).Order().First(t =>
            judged.Count(j => j.Probability >= t && j.Question.Kind is null && !j.Question.Expected.Contains(j.Id)) <= MostWrong * asked
            && judged.Count(j => j.Probability >= t && j.Question.Kind is not null) <= MostAnswered * other);
        var choose = judged.Select(j => j.Probability).Append(1).Order().First(t => judged.Count(j => j.Probability >= t && j.Question.Kind is not null) <= 0.25 * other);
        return (answer, Math.Min(choose, answer));
    }

    private static double Probability(double[] weights, float[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * values[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    private sealed record Looked(Question Question, IReadOnlyList<(string Id, Evidence Evidence)> Candidates);
}
