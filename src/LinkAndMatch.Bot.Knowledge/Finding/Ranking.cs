using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Everything learnt from one state of the entries. Never changed once built, so any thread may rank with it.</summary>
internal sealed class Ranking
{
    /// <summary>With more entries than this the classifier is left out: its table would grow with entries times words.</summary>
    private const int MostClasses = 400;

    private const int FromIndex = 12;
    private const int FromClassifier = 6;

    private readonly EntryIndex _index;
    private readonly FeatureSpace _features;
    private readonly PhraseClassifier? _classifier;
    private readonly PhraseLikeness _likeness;
    private readonly Dictionary<int, int>[] _words;
    private readonly IReadOnlyList<string>[] _topics;
    private readonly Dictionary<string, int> _places;

    /// <param name="unanswered">Messages that no entry answers, by kind.</param>
    public Ranking(IReadOnlyList<FaqEntry> entries, IReadOnlyDictionary<string, IReadOnlyList<string>> unanswered, Wording wording)
    {
        Entries = entries;
        EntryStems[] stems = [.. entries.AsParallel().AsOrdered().Select(e => EntryStems.Of(e, wording))];
        // Beside the learning, which takes longer.
        var index = Task.Run(() => new EntryIndex(stems));
        var negatives = unanswered.Values.Select(k => k.AsParallel().AsOrdered().Select(wording.Stems).ToArray()).ToArray();
        _features = new FeatureSpace([.. stems.SelectMany(e => e.Asked), .. negatives.SelectMany(p => p)]);
        var read = stems.AsParallel().AsOrdered().Select(e => e.Asked.Select(_features.Read).ToArray()).ToArray();
        var readNegatives = Array.ConvertAll(negatives, p => Array.ConvertAll(p, _features.Read));
        _likeness = new PhraseLikeness(read, [.. readNegatives.SelectMany(p => p)], _features.Count);
        _words = [.. read.Select(e => e.SelectMany(p => p.Words.Select(w => w.Id).Where(id => id >= 0).Distinct()).CountBy(id => id).ToDictionary())];
        _topics = [.. entries.Select(e => Subject(e, wording))];
        _places = entries.Select((e, i) => (e.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        if (entries.Count is > 0 and <= MostClasses)
        {
            var examples = read.Concat(readNegatives).SelectMany((p, i) => p.Select(t => (t, i))).ToList();
            _classifier = PhraseClassifier.Train(examples, _features.Count, entries.Count + readNegatives.Length);
        }

        _index = index.GetAwaiter().GetResult();
    }

    public IReadOnlyList<FaqEntry> Entries { get; }

    /// <summary>Whether the classifier takes part; without it other weights hold.</summary>
    public bool Learned => _classifier is not null;

    /// <summary>The entries worth looking at with what speaks for each.</summary>
    /// <param name="asks">How surely the message asks something, 0 to 1.</param>
    public IReadOnlyList<Candidate> Look(IReadOnlyList<string> stems, float asks)
    {
        if (stems.Count == 0 || Entries.Count == 0) return [];
        var text = _features.Read(stems);
        var scores = _index.Search(stems, FromIndex, _features.Knows).ToDictionary(s => s.Entry, s => s.Score);
        var likelihoods = _classifier?.Likelihoods(text);
        var places = new HashSet<int>(scores.Keys);
        if (likelihoods is not null) places.UnionWith(Highest(likelihoods.AsSpan(0, Entries.Count), FromClassifier));
        if (places.Count == 0) return [];

        using var likeness = _likeness.To(text);
        var likenesses = places.ToDictionary(e => e, e => likeness.Of(e));
        var ofNone = likeness.OfNone;
        var (nearest, nextNearest) = Two(likenesses.Select(l => (l.Key, l.Value.First)));
        var (highest, nextHighest) = Two(scores.Select(s => (s.Key, s.Value)));
        var (likeliest, nextLikeliest) = likelihoods is null ? default : Two(likelihoods.Select((l, i) => (i, l)));
        var none = likelihoods is null ? 0f : likelihoods.AsSpan(Entries.Count).ToArray().Sum();
        var top = MathF.Max(highest.Value, 1e-3f);
        var weight = text.Words.Sum(w => w.Weight);
        var known = text.Words.Where(w => w.Id >= 0).Sum(w => w.Weight) / weight;
        return [.. places.Select(e => new Candidate(e, Weigh(e)))];

        Evidence Weigh(int e)
        {
            var score = scores.GetValueOrDefault(e);
            var near = likenesses[e];
            var likely = likelihoods?[e] ?? 0f;
            var (unsupported, least, supported, own) = (0f, 0f, 0f, 0f);
            foreach (var word in text.Words)
            {
                var support = Support(e, word.Id);
                if (support > 0f) own += word.Weight;
                supported += word.Weight * support;
                unsupported += word.Weight * (1f - support);
                least = MathF.Max(least, word.Weight * (1f - support));
            }

            return new Evidence(
            [
                1f,
                MathF.Log(likely + 1e-3f),
                -MathF.Log(1f - likely + 1e-3f),
                likely,
                likely - (likeliest.Place == e ? nextLikeliest.Value : likeliest.Value),
                none,
                score / top,
                (score - (highest.Place == e ? nextHighest.Value : highest.Value)) / top,
                MathF.Min(2f, score / weight),
                near.First,
                near.Mean,
                near.First - MathF.Max(ofNone, nearest.Place == e ? nextNearest.Value : nearest.Value),
                ofNone,
                own / weight,
                supported / weight,
                least / 8f,
                unsupported / 8f,
                known,
                1f / text.Words.Count,
                asks,
            ]);
        }
    }

    private static IEnumerable<int> Highest(ReadOnlySpan<float> values, int count)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort(values.ToArray(), order);
        return order.Reverse().Take(count);
    }

    private static ((int Place, float Value) First, (int Place, float Value) Second) Two(IEnumerable<(int Place, float Value)> values)
    {
        var (first, second) = ((Place: -1, Value: 0f), (Place: -1, Value: 0f));
        foreach (var value in values)
        {
            if (value.Value > first.Value) (first, second) = (value, first);
            else if (value.Value > second.Value) second = value;
        }

        return (first, second);
    }

    /// <inheritdoc cref="FeatureSpace.RarityOf"/>
    public float RarityOf(string stem) => _features.RarityOf(stem);

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
}

/// <param name="Entry">Its place in <see cref="Ranking.Entries"/>.</param>
internal readonly record struct Candidate(int Entry, Evidence Evidence);

/// <summary>What speaks for one entry, as numbers that the calibration weighs.</summary>
internal readonly record struct Evidence(float[] Values)
{
    /// <summary>The names of the numbers, as <c>thresholds.yaml</c> has them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "constant", "log_likelihood", "log_unlikelihood", "likelihood", "likelihood_lead", "likelihood_of_none", "score", "score_lead", "score_by_weight",
        "nearest", "nearest_three", "nearest_lead", "nearest_unanswered", "words_of_entry", "words_supported", "word_least_supported", "words_unsupported", "words_known", "shortness", "asks",
    ];
}
