namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>The words, pairs of neighbouring words and parts of words that occur in the ways to ask, each with a number and a weight: the rarer, the heavier.</summary>
internal sealed class FeatureSpace
{
    private const float PairWeight = 0.5f;
    private const float GramWeight = 0.7f;

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int[]> _gramsOf;
    private readonly float[] _rarity;
    private readonly float _unknownRarity;
    private readonly int _phrases;

    /// <param name="phrases">Every way to ask, as stems.</param>
    public FeatureSpace(IReadOnlyCollection<IReadOnlyList<string>> phrases)
        : this(phrases, new(StringComparer.Ordinal), new(StringComparer.Ordinal), [], phrases.Count)
    {
    }

    private FeatureSpace(IEnumerable<IReadOnlyList<string>> phrases, Dictionary<string, int> ids, Dictionary<string, int[]> gramsOf, float[] rarities, int of)
    {
        (_ids, _gramsOf, _phrases) = (ids, gramsOf, of);
        var counts = new List<int>(new int[rarities.Length]);
        var seen = new HashSet<int>();
        foreach (var phrase in phrases)
        {
            seen.Clear();
            foreach (var word in phrase)
            {
                seen.Add(Number(word));
                // A word comes in many phrases; its parts are looked up once.
                if (!_gramsOf.TryGetValue(word, out var grams)) _gramsOf[word] = grams = [.. Grams(word).Select(Number)];
                seen.UnionWith(grams);
            }

            foreach (var pair in Pairs(phrase)) seen.Add(Number(pair));
            foreach (var id in seen) counts[id]++;
        }

        _rarity = [.. rarities, .. counts.Skip(rarities.Length).Select(c => Rarity(c, of))];
        _unknownRarity = Rarity(0, of);

        int Number(string name)
        {
            if (_ids.TryGetValue(name, out var id)) return id;
            _ids[name] = counts.Count;
            counts.Add(0);
            return counts.Count - 1;
        }
    }

    /// <summary>The same with the words of more phrases. What was known keeps its number and its weight.</summary>
    public FeatureSpace With(IReadOnlyCollection<IReadOnlyList<string>> phrases) =>
        phrases.Count == 0 ? this : new(phrases, new(_ids, StringComparer.Ordinal), new(_gramsOf, StringComparer.Ordinal), _rarity, _phrases);

    public int Count => _rarity.Length;

    /// <summary>The features of a text as a vector of length 1, and its words with their weights.</summary>
    public SparseText Read(IReadOnlyList<string> stems)
    {
        var values = new Dictionary<int, float>();
        var words = new WordWeight[stems.Count];
        for (var i = 0; i < stems.Count; i++)
        {
            var known = _ids.TryGetValue(stems[i], out var id);
            words[i] = new WordWeight(known ? id : -1, known ? _rarity[id] : _unknownRarity);
            if (known) values[id] = _rarity[id];
            var (grams, of) = GramsOf(stems[i]);
            foreach (var gram in grams) values[gram] = values.GetValueOrDefault(gram) + (GramWeight * _rarity[gram] / MathF.Sqrt(of));
        }

        foreach (var pair in Pairs(stems))
        {
            if (_ids.TryGetValue(pair, out var id)) values[id] = PairWeight * _rarity[id];
        }

        var ids = values.Keys.ToArray();
        Array.Sort(ids);
        var weights = Array.ConvertAll(ids, i => values[i]);
        var length = MathF.Sqrt(weights.Sum(w => w * w));
        for (var i = 0; i < weights.Length && length > 0; i++) weights[i] /= length;
        return new SparseText(ids, weights, words);
    }

    private (IReadOnlyList<int> Known, int Of) GramsOf(string word)
    {
        if (_gramsOf.TryGetValue(word, out var grams)) return (grams, grams.Length);
        var (known, of) = (new List<int>(), 0);
        foreach (var gram in Grams(word))
        {
            of++;
            if (_ids.TryGetValue(gram, out var id)) known.Add(id);
        }

        return (known, of);
    }

    /// <summary>How heavy a word is, also one that no way to ask has.</summary>
    public float RarityOf(string stem) => _ids.TryGetValue(stem, out var id) ? _rarity[id] : _unknownRarity;

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
