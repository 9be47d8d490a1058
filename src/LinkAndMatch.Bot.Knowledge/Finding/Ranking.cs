using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Everything learnt from one state of the entries. Never changed once built, so any thread may rank with it.</summary>
internal sealed class Ranking
{
    /// <summary>With more entries than this the classifier is left out: its table would grow with entries times words.</summary>
    private const int MostClasses = 400;

    private const int FromIndex = 12;
    private const int FromClassifier = 6;

    private readonly FaqIndex _index;
    private readonly FeatureSpace _features;
    private readonly PhraseClassifier? _classifier;
    private readonly SparseText[][] _phrases;
    private readonly Dictionary<int, int>[] _words;
    private readonly SparseText[] _unanswered;
    private readonly IReadOnlyList<string>[] _topics;
    private readonly Dictionary<string, int> _places;

    public Ranking(IReadOnlyList<FaqEntry> entries, IReadOnlyList<string> unanswered, Wording wording)
    {
        Entries = entries;
        var phrases = entries.Select(e => Asked(e).Select(wording.Stems).ToArray()).ToArray();
        var negatives = unanswered.Select(wording.Stems).ToArray();
        _features = new FeatureSpace([.. phrases.SelectMany(p => p), .. negatives]);
        _phrases = Array.ConvertAll(phrases, p => Array.ConvertAll(p, _features.Read));
        _unanswered = Array.ConvertAll(negatives, _features.Read);
        _words = [.. entries.Select((e, i) => _phrases[i].SelectMany(p => p.Words.Select(w => w.Id).Where(id => id >= 0).Distinct()).CountBy(id => id).ToDictionary())];
        _topics = [.. entries.Select(e => Subject(e, wording))];
        _places = entries.Select((e, i) => (e.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        _index = new FaqIndex(entries, wording);
        if (entries.Count is > 0 and <= MostClasses)
        {
            var none = entries.Count;
            var examples = _phrases.SelectMany((p, i) => p.Select(t => (t, i))).Concat(_unanswered.Select(t => (t, none))).ToList();
            _classifier = PhraseClassifier.Train(examples, _features.Count, entries.Count + 1);
        }
    }

    public IReadOnlyList<FaqEntry> Entries { get; }

    /// <summary>Whether the classifier takes part; without it other weights hold.</summary>
    public bool Learned => _classifier is not null;

    /// <summary>The entries worth looking at with what speaks for each.</summary>
    public IReadOnlyList<Candidate> Look(IReadOnlyList<string> stems)
    {
        if (stems.Count == 0 || Entries.Count == 0) return [];
        var text = _features.Read(stems);
        var scores = _index.Search(stems, FromIndex, _features.Knows).ToDictionary(s => s.Entry, s => s.Score);
        var likelihoods = _classifier?.Likelihoods(text);
        var places = new HashSet<int>(scores.Keys);
        if (likelihoods is not null) places.UnionWith(Enumerable.Range(0, Entries.Count).OrderByDescending(e => likelihoods[e]).Take(FromClassifier));
        if (places.Count == 0) return [];

        var nearest = places.ToDictionary(e => e, e => Nearest(text, _phrases[e]));
        var nearestNone = Nearest(text, _unanswered).First;
        var highest = scores.Count == 0 ? 1f : scores.Values.Max();
        var weight = text.Words.Sum(w => w.Weight);
        var known = text.Words.Where(w => w.Id >= 0).Sum(w => w.Weight) / weight;
        return [.. places.Select(e => new Candidate(e, Weigh(e)))];

        Evidence Weigh(int e)
        {
            var score = scores.GetValueOrDefault(e);
            var otherScore = scores.Where(s => s.Key != e).Select(s => s.Value).DefaultIfEmpty().Max();
            var (first, mean) = nearest[e];
            var otherNearest = MathF.Max(nearestNone, nearest.Where(n => n.Key != e).Select(n => n.Value.First).DefaultIfEmpty().Max());
            var likely = likelihoods?[e] ?? 0f;
            var otherLikely = likelihoods is null ? 0f : likelihoods.Where((_, i) => i != e).Max();
            return new Evidence(
            [
                1f,
                MathF.Log(likely + 1e-3f),
                likely,
                likely - otherLikely,
                likelihoods?[^1] ?? 0f,
                score / highest,
                (score - otherScore) / highest,
                MathF.Min(2f, score / weight),
                first,
                mean,
                first - otherNearest,
                nearestNone,
                text.Words.Where(w => _words[e].ContainsKey(w.Id)).Sum(w => w.Weight) / weight,
                text.Words.Sum(w => w.Weight * Support(e, w.Id)) / weight,
                text.Words.Select(w => w.Weight * (1f - Support(e, w.Id))).Max() / 8f,
                text.Words.Sum(w => w.Weight * (1f - Support(e, w.Id))) / 8f,
                known,
                1f / text.Words.Count,
            ]);
        }
    }

    /// <summary>The stems of what an entry is about ("nib"), to be put before a question that leaves it out.</summary>
    public IReadOnlyList<string> Topic(int entry) => _topics[entry];

    public bool TryFind(string id, out int entry) => _places.TryGetValue(id, out entry);

    // The tags that its question names, else the first tag.
    private static IReadOnlyList<string> Subject(FaqEntry entry, Wording wording)
    {
        var question = wording.Stems(entry.Texts["id"].Question).ToHashSet(StringComparer.Ordinal);
        var tags = entry.Tags.Select(wording.Stems).ToList();
        var named = tags.Where(t => t.All(question.Contains)).SelectMany(t => t).Distinct().ToList();
        return named.Count > 0 ? named : tags.Count > 0 ? tags[0] : [];
    }

    // How usual a word is in the ways to ask for an entry: 0 when none has it, towards 1 when many do.
    private float Support(int entry, int word) => _words[entry].TryGetValue(word, out var count) ? 1f - MathF.Exp(-count / 2f) : 0f;

    private static IEnumerable<string> Asked(FaqEntry entry) => entry.Texts.Values.SelectMany(t => t.Variants.Prepend(t.Question)).Concat(entry.Tags);

    private static (float First, float Mean) Nearest(SparseText text, SparseText[] phrases)
    {
        var (first, second, third) = (0f, 0f, 0f);
        foreach (var phrase in phrases)
        {
            var likeness = text.Likeness(phrase);
            if (likeness > first) (first, second, third) = (likeness, first, second);
            else if (likeness > second) (second, third) = (likeness, second);
            else if (likeness > third) third = likeness;
        }

        return (first, (first + second + third) / 3f);
    }
}

/// <param name="Entry">Its place in <see cref="Ranking.Entries"/>.</param>
internal readonly record struct Candidate(int Entry, Evidence Evidence);

/// <summary>What speaks for one entry, as numbers that the calibration weighs.</summary>
internal readonly record struct Evidence(float[] Values)
{
    /// <summary>The names of the numbers, as <c>thresholds.yaml</c> has them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "constant", "log_likelihood", "likelihood", "likelihood_lead", "likelihood_of_none", "score", "score_lead", "score_by_weight",
        "nearest", "nearest_three", "nearest_lead", "nearest_unanswered", "words_of_entry", "words_supported", "word_least_supported", "words_unsupported", "words_known", "shortness",
    ];
}
