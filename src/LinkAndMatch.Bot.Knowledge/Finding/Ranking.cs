using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Everything learnt from one state of the entries. Never changed once built, so any thread may rank with it.</summary>
internal sealed class Ranking
{
    /// <summary>With more entries than this the classifier is left out: its table would grow with entries times words.</summary>
    private const int MostClasses = 400;

    private const int FromIndex = 12;
    private const int FromClassifier = 6;

    private readonly EntryStems[] _entries;
    private readonly SparseText[][] _asked;
    private readonly SparseText[][] _unanswered;
    private readonly EntryIndex _index;
    private readonly FeatureSpace _features;
    private readonly PhraseClassifier? _classifier;
    private readonly PhraseLikeness _likeness;
    private readonly Dictionary<int, int>[] _words;
    private readonly Dictionary<string, int> _places;
    private readonly Dictionary<string, int> _verbatim;

    private Ranking(EntryStems[] entries, SparseText[][] asked, SparseText[][] unanswered, FeatureSpace features, EntryIndex index, PhraseClassifier? classifier)
    {
        (_entries, _asked, _unanswered, _features, _index, _classifier) = (entries, asked, unanswered, features, index, classifier);
        Entries = Array.ConvertAll(entries, e => e.Entry);
        _likeness = new PhraseLikeness(asked, [.. unanswered.SelectMany(p => p)], features.Count);
        _words = [.. asked.Select(e => e.SelectMany(p => p.Words.Select(w => w.Id).Where(id => id >= 0).Distinct()).CountBy(id => id).ToDictionary())];
        _places = entries.Select((e, i) => (e.Entry.Id, i)).ToDictionary(p => p.Id, p => p.i, StringComparer.Ordinal);
        // What two entries are asked by is nobody's.
        _verbatim = entries.SelectMany((e, i) => e.Said.Select(s => (s, i))).GroupBy(s => s.s, StringComparer.Ordinal).Where(s => s.Count() == 1).ToDictionary(s => s.Key, s => s.First().i, StringComparer.Ordinal);
    }

    /// <summary>Learns everything anew: takes a second or two of processor time.</summary>
    /// <param name="unanswered">Messages that no entry answers, by kind.</param>
    /// <param name="known">Whose entries need not be read again where they have the same words.</param>
    public static Ranking Learn(IReadOnlyList<FaqEntry> entries, IReadOnlyDictionary<string, IReadOnlyList<string>> unanswered, Wording wording, Ranking? known = null)
    {
        var stems = Read(entries, wording, known);
        // Beside the learning, which takes longer.
        var indexing = Task.Run(() => new EntryIndex(stems));
        var negatives = unanswered.Values.Select(k => k.AsParallel().AsOrdered().Select(wording.Stems).ToArray()).ToArray();
        var features = new FeatureSpace([.. stems.SelectMany(e => e.Asked), .. negatives.SelectMany(p => p)]);
        var asked = stems.AsParallel().AsOrdered().Select(e => e.Asked.Select(features.Read).ToArray()).ToArray();
        var readNegatives = Array.ConvertAll(negatives, p => Array.ConvertAll(p, features.Read));
        var classifier = entries.Count is > 0 and <= MostClasses
            ? PhraseClassifier.Train(Examples(asked, readNegatives), features.Count, asked.Length + readNegatives.Length)
            : null;
        return new Ranking(stems, asked, readNegatives, features, indexing.GetAwaiter().GetResult(), classifier);
    }

    /// <summary>The same for entries most of which are known already, in a fraction of a second: what was learnt about those stays, and what is new is learnt beside it.</summary>
    /// <remarks>Near to what <see cref="Learn"/> makes of the same entries, not equal: how rare a word is stays as it was.</remarks>
    public Ranking With(IReadOnlyList<FaqEntry> entries, Wording wording)
    {
        var stems = Read(entries, wording, this);
        var indexing = Task.Run(() => new EntryIndex(stems));
        var before = Array.ConvertAll(stems, s => _places.GetValueOrDefault(s.Entry.Id, -1));
        var changed = stems.Select((s, i) => before[i] < 0 || !ReferenceEquals(_entries[before[i]].Said, s.Said)).ToArray();
        var features = _features.With([.. stems.Where((_, i) => changed[i]).SelectMany(s => s.Asked)]);
        var asked = stems.Select((s, i) => changed[i] ? s.Asked.Select(features.Read).ToArray() : _asked[before[i]]).ToArray();
        var classifier = entries.Count is > 0 and <= MostClasses
            ? _classifier?.With(Examples(asked, _unanswered), features.Count, [.. before, .. _unanswered.Select((_, i) => _entries.Length + i)], c => c < changed.Length && changed[c])
            : null;
        return new Ranking(stems, asked, _unanswered, features, indexing.GetAwaiter().GetResult(), classifier);
    }

    /// <summary>By name.</summary>
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

    /// <inheritdoc cref="FeatureSpace.Knows"/>
    public bool Knows(string stem) => _features.Knows(stem);

    /// <inheritdoc cref="FeatureSpace.RarityOf"/>
    public float RarityOf(string stem) => _features.RarityOf(stem);

    /// <inheritdoc cref="EntryStems.Topic"/>
    public IReadOnlyList<string> Topic(int entry) => _entries[entry].Topic;

    public bool TryFind(string id, out int entry) => _places.TryGetValue(id, out entry);

    /// <summary>The one entry that has this very text as its question or as a way to ask.</summary>
    public bool TryFindVerbatim(string normalised, out int entry) => _verbatim.TryGetValue(EntryStems.Bare(normalised), out entry);

    private static EntryStems[] Read(IReadOnlyList<FaqEntry> entries, Wording wording, Ranking? known) =>
    [
        .. entries.AsParallel().AsOrdered().Select(e => known is not null && known.TryFind(e.Id, out var place) && known.Entries[place].IsWordedAs(e)
            ? known._entries[place] with { Entry = e }
            : EntryStems.Of(e, wording)),
    ];

    private static List<(SparseText Text, int Class)> Examples(SparseText[][] asked, SparseText[][] unanswered) =>
        [.. asked.Concat(unanswered).SelectMany((p, i) => p.Select(t => (t, i)))];

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
