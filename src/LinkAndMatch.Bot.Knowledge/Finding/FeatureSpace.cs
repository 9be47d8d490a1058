namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The words, pairs of neighbouring words and parts of words that occur in the ways to ask, each with a number and a weight: the rarer, the heavier.</summary>
internal sealed class FeatureSpace
{
    private const float PairWeight = 0.5f;
    private const float GramWeight = 0.7f;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<float> _rarity = [];
    private readonly float _unknownRarity;

    /// <param name="phrases">Every way to ask, as stems.</param>
    public FeatureSpace(IReadOnlyCollection<IReadOnlyList<string>> phrases)
    {
        var counts = new List<int>();
        foreach (var phrase in phrases)
        {
            foreach (var name in phrase.Concat(Pairs(phrase)).Concat(phrase.SelectMany(Grams)).Distinct())
            {
                if (_ids.TryGetValue(name, out var id)) counts[id]++;
                else
                {
                    _ids[name] = counts.Count;
                    counts.Add(1);
                }
            }
        }

        foreach (var count in counts) _rarity.Add(Rarity(count, phrases.Count));
        _unknownRarity = Rarity(0, phrases.Count);
    }

    public int Count => _rarity.Count;

    /// <summary>The features of a text as a vector of length 1, and its words with their weights.</summary>
    public SparseText Read(IReadOnlyList<string> stems)
    {
        var values = new Dictionary<int, float>();
        var words = new List<WordWeight>(stems.Count);
        foreach (var stem in stems)
        {
            var known = _ids.TryGetValue(stem, out var id);
            words.Add(new WordWeight(known ? id : -1, known ? _rarity[id] : _unknownRarity));
            if (known) values[id] = _rarity[id];
            var grams = Grams(stem).ToList();
            foreach (var gram in grams)
            {
                if (_ids.TryGetValue(gram, out var g)) values[g] = values.GetValueOrDefault(g) + (GramWeight * _rarity[g] / MathF.Sqrt(grams.Count));
            }
        }

        foreach (var pair in Pairs(stems))
        {
            if (_ids.TryGetValue(pair, out var id)) values[id] = PairWeight * _rarity[id];
        }

        var ids = values.Keys.Order().ToArray();
        var weights = Array.ConvertAll(ids, i => values[i]);
        var length = MathF.Sqrt(weights.Sum(w => w * w));
        for (var i = 0; i < weights.Length && length > 0; i++) weights[i] /= length;
        return new SparseText(ids, weights, words);
    }

    public bool Knows(string stem) => _ids.ContainsKey(stem);

    /// <summary>Runs of three to five letters of a word with a mark at its ends: they survive a slip of the thumb.</summary>
    public static IEnumerable<string> Grams(string word)
    {
        if (word.Length < 4) yield break;
        var marked = $"_{word}_";
        for (var size = 3; size <= 5; size++)
        {
            for (var i = 0; i + size <= marked.Length; i++) yield return marked.Substring(i, size);
        }
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<string> stems)
    {
        for (var i = 0; i + 1 < stems.Count; i++) yield return stems[i] + ' ' + stems[i + 1];
    }

    private static float Rarity(int count, int of) => MathF.Log(1f + (of / (1f + count)));
}

/// <summary>A text as numbers of a <see cref="FeatureSpace"/>.</summary>
/// <param name="Ids">Ascending.</param>
/// <param name="Values">One for each id; their squares sum to 1.</param>
/// <param name="Words">The stems in order.</param>
internal sealed record SparseText(int[] Ids, float[] Values, IReadOnlyList<WordWeight> Words);

/// <param name="Id">The word's number; -1 when no way to ask has it.</param>
internal readonly record struct WordWeight(int Id, float Weight);
