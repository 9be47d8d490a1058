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
    private const double MostAnswered = 0.03;
    private const double MostDoubled = 0.05;
    private const double MostOffered = 0.15;
    private static readonly string[] s_ofClassifier = ["log_likelihood", "log_unlikelihood", "likelihood", "likelihood_lead", "likelihood_of_none"];

    /// <param name="finder">Its entries' ways to ask serve as questions, too, each judged by a ranking that has not learnt it.</param>
    public static string Run(AnswerFinder finder, IReadOnlyDictionary<string, IReadOnlyList<string>> unanswered, IReadOnlyList<Question> questions, double same)
    {
        var (entries, wording) = (finder.ReadEntries(), finder.Wording);
        var asked = questions.Where(q => q.Split == "tuning" && !q.Multi).ToList();
        var whole = Ranking.Learn(entries, unanswered, wording);
        var looked = asked.Select(q => new Looked(q, See(whole, wording, q.Text))).ToList();
        var own = HeldOut(entries, unanswered, wording);
        var all = Evidence.Names.Select((_, i) => i).ToArray();

        // Judged out of fold, so that the thresholds meet probabilities of messages the weights have not seen.
        var judged = new List<Judged>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = Weights(looked.Where((_, i) => i % Folds != fold), own, all);
            judged.AddRange(looked.Where((_, i) => i % Folds == fold).Select(l => Judge(l, weights)));
        }

        var chosen = Weights(looked, own, all);
        // Wishes and bare answers do not reach the search as questions: the turn takes them first.
        var ownJudged = own.Where(l => l.Question.Kind is not ("wish" or "statement")).Select(l => Judge(l, chosen)).ToList();
        foreach (var t in new[] { 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# from {t:0.00}: tuning right {RightAt(judged, t):P1} wrong {WrongAt(judged, t):P1} other answered {OtherAt(judged, t):P1}; own ways to ask right {RightAt(ownJudged, t):P1} wrong {WrongAt(ownJudged, t):P1} other answered {OtherAt(ownJudged, t):P1}"));
        }

        var (answer, choose) = Choose(judged, ownJudged);
        var yaml = new StringBuilder("""
            # Which probability is enough, and how what speaks for an entry becomes a probability.
            # Written by: dotnet run -c Release --project bench/LinkAndMatch.Bot.Evaluation -- --tune (from the tuning messages of tests/evaluation alone; do not set by hand)

            """.ReplaceLineEndings("\n"));
        Line("answer", answer);
        Line("choose", choose);
        var without = Weights(looked, own, [.. all.Where(i => !s_ofClassifier.Contains(Evidence.Names[i]))]);
        Line("both", Both(finder.With(new Thresholds { Answer = (float)answer, Choose = (float)choose, Both = 0, Same = (float)same, Weights = Floats(chosen), WeightsWithoutClassifier = Floats(without) }), questions));
        // Chosen by --same.
        Line("same", same);
        Write("evidence", chosen);
        Write("evidence_without_classifier", without);
        return yaml.ToString();

        void Line(string name, double value) => yaml.Append(CultureInfo.InvariantCulture, $"{name}: {Math.Round(value, 4)}\n");

        void Write(string name, double[] weights)
        {
            yaml.Append(name).Append(":\n");
            for (var i = 0; i < weights.Length; i++) Line("  " + Evidence.Names[i], weights[i]);
        }
    }

    private static List<Looked> HeldOut(IReadOnlyList<FaqEntry> entries, IReadOnlyDictionary<string, IReadOnlyList<string>> unanswered, Wording wording)
    {
        var seen = new List<Looked>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var (kept, apart) = (new List<FaqEntry>(), new List<Question>());
            foreach (var entry in entries)
            {
                var texts = entry.Texts.ToDictionary(t => t.Key, t => t.Value with { Variants = [.. t.Value.Variants.Where((_, i) => i % Folds != fold)] });
                kept.Add(entry with { Texts = texts });
                apart.AddRange(entry.Texts.SelectMany(t => t.Value.Variants.Where((_, i) => i % Folds == fold).Select(v => new Question(v, t.Key, [entry.Id], false, null, "tuning"))));
            }

            apart.AddRange(unanswered.SelectMany(k => k.Value.Where((_, i) => i % Folds == fold).Select(u => new Question(u, "id", [], false, k.Key, "tuning"))));
            var ranking = Ranking.Learn(kept, unanswered.ToDictionary(k => k.Key, k => (IReadOnlyList<string>)[.. k.Value.Where((_, i) => i % Folds != fold)]), wording);
            seen.AddRange(apart.Select(q => new Looked(q, See(ranking, wording, q.Text))));
        }

        return seen;
    }

    private static IReadOnlyList<(string Id, Evidence Evidence)> See(Ranking ranking, Wording wording, string text) =>
        [.. ranking.Look(wording.Stems(text), AnswerFinder.Asks(text)).Select(c => (ranking.Entries[c.Entry].Id, c.Evidence))];

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

    // As many right answers as can be had while wrong answers to questions and answers to all else stay rare. The tuning messages that
    // must not be answered are few, so that the project's own, held out, count as much as they do.
    private static (double Answer, double Choose) Choose(IReadOnlyList<Judged> judged, IReadOnlyList<Judged> own)
    {
        var answer = judged.Select(j => j.Probability).Append(1).Order().First(t => WrongAt(judged, t) <= MostWrong && (OtherAt(judged, t) + OtherAt(own, t)) / 2 <= MostAnswered);
        var choose = judged.Select(j => j.Probability).Append(1).Order().First(t => OtherAt(judged, t) <= MostOffered);
        return (answer, Math.Min(choose, answer));
    }

    // As many messages with two questions answered whole as can be had while hardly a single one gets a second answer that it did not ask for, and
    // nothing that must not be answered gets two. The tuning messages with two are few: neighbouring tuning questions, joined as people join them, stand beside them.
    private static double Both(AnswerFinder finder, IReadOnlyList<Question> questions)
    {
        string[] joints = [", terus ", " dan ", "? ", " sama "];
        var tuning = questions.Where(q => q.Split == "tuning").ToList();
        var asked = tuning.Where(q => q is { Multi: false, Kind: null, Language: "id" }).ToList();
        var joined = asked.Zip(asked.Skip(1), (a, b) => (a, b)).Where(p => p.a.Expected[0] != p.b.Expected[0])
            .Select((p, i) => p.a with { Text = p.a.Text.TrimEnd('?') + joints[i % joints.Length] + p.b.Text, Expected = [p.a.Expected[0], p.b.Expected[0]], Multi = true });
        var (single, other) = (Seen(tuning.Where(q => q is { Multi: false, Kind: null }), _ => true), Seen(tuning.Where(q => q.Kind is not null), _ => true));
        var (twice, two) = (Seen(tuning.Where(q => q.Multi), f => f), Seen(joined, f => f));
        foreach (var t in new[] { 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95 })
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"# two from {t:0.00}: two questions answered whole {From(twice, t)} of {twice.Count}, joined ones {From(two, t)} of {two.Count}; one question taken for two {From(single, t)} of {single.Count}, other messages {From(other, t)} of {other.Count}"));
        }

        return single.Concat(other).Append(0).Order().Select(t => Math.Round(t + 0.0001, 4)).First(t => From(single, t) <= MostDoubled * single.Count && From(other, t) == 0);

        int From(List<double> found, double threshold) => found.Count(f => f >= threshold);

        List<double> Seen(IEnumerable<Question> of, Func<bool, bool> counts) =>
            [.. of.Select(q => finder.TwoIn(q.Text) is { } found && counts(q.Expected.Order().SequenceEqual(new[] { found.First, found.Second }.Order())) ? found.Probability : 0)];
    }

    private static float[] Floats(double[] weights) => Array.ConvertAll(weights, w => (float)w);

    private static double RightAt(IReadOnlyList<Judged> judged, double threshold) => Share(judged, asked: true, j => j.Probability >= threshold && j.Right);

    private static double WrongAt(IReadOnlyList<Judged> judged, double threshold) => Share(judged, asked: true, j => j.Probability >= threshold && !j.Right);

    private static double OtherAt(IReadOnlyList<Judged> judged, double threshold) => Share(judged, asked: false, j => j.Probability >= threshold);

    private static double Share(IReadOnlyList<Judged> judged, bool asked, Func<Judged, bool> what) =>
        judged.Count(j => j.Question.Kind is null == asked && what(j)) / (double)Math.Max(1, judged.Count(j => j.Question.Kind is null == asked));

    private static Judged Judge(Looked looked, double[] weights)
    {
        var (id, probability) = looked.Candidates.Select(c => (c.Id, Probability(weights, c.Evidence.Values))).DefaultIfEmpty(("", 0)).MaxBy(c => c.Item2);
        return new Judged(looked.Question, id, probability);
    }

    private static double Probability(double[] weights, float[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * values[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    private sealed record Judged(Question Question, string Id, double Probability)
    {
        public bool Right => Question.Expected.Contains(Id);
    }

    private sealed record Looked(Question Question, IReadOnlyList<(string Id, Evidence Evidence)> Candidates);
}
