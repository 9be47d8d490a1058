using System.Buffers;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Which entries share words or parts of words with a message: BM25 over weighted fields, worked out once for each word and entry. Never changed once built, so any thread may search.</summary>
/// <remarks>S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with Lucene's constants.</remarks>
internal sealed class EntryIndex
{
    private const float Saturation = 1.2f;
    private const float ByLength = 0.75f;
    private const float GramWeight = 0.25f;
    private const int MostWords = 60;
    private const int MostGrams = 300;

    private readonly Dictionary<string, Posting[]> _words;
    private readonly Dictionary<string, Posting[]> _grams;
    private readonly int _count;

    public EntryIndex(IReadOnlyList<EntryStems> entries)
    {
        _count = entries.Count;
        var words = new Postings(_count);
        words.AddField([.. entries.Select(e => e.Questions.SelectMany(q => q))], 1.5f);
        words.AddField([.. entries.Select(e => e.Variants.SelectMany(v => v))], 2f);
        words.AddField([.. entries.Select(e => e.Tags.SelectMany(t => t))], 0.7f);
        words.AddField([.. entries.Select(e => e.Answers.SelectMany(a => a))], 0.4f);
        _words = words.Done();
        var grams = new Postings(_count);
        grams.AddField([.. entries.Select(e => e.Questions.Concat(e.Variants).SelectMany(q => q).Distinct().SelectMany(FeatureSpace.Grams).Distinct())], GramWeight);
        _grams = grams.Done();
    }

    /// <summary>The entries that share words or parts of words with the message, best first.</summary>
    /// <param name="known">Whether a word occurs in a way to ask. Parts of words count only where the whole is unknown: a slip of the thumb, or a word that nobody foresaw.</param>
    /// <returns>Places of entries with their scores.</returns>
    public IReadOnlyList<(int Entry, float Score)> Search(IReadOnlyList<string> stems, int most, Func<string, bool> known)
    {
        var scores = ArrayPool<float>.Shared.Rent(_count);
        Array.Clear(scores, 0, _count);
        foreach (var stem in stems.Distinct().Take(MostWords)) Add(_words, stem);
        foreach (var gram in stems.Where(s => !known(s)).SelectMany(FeatureSpace.Grams).Distinct().Take(MostGrams)) Add(_grams, gram);

        var best = new PriorityQueue<int, (float Score, int Later)>(most + 1);
        for (var i = 0; i < _count; i++)
        {
            if (scores[i] <= 0f || (best.Count == most && best.TryPeek(out _, out var least) && scores[i] <= least.Score)) continue;
            best.Enqueue(i, (scores[i], -i));
            if (best.Count > most) best.Dequeue();
        }

        var found = new (int, float)[best.Count];
        for (var i = found.Length - 1; i >= 0; i--)
        {
            var entry = best.Dequeue();
            found[i] = (entry, scores[entry]);
        }

        ArrayPool<float>.Shared.Return(scores);
        return found;

        void Add(Dictionary<string, Posting[]> postings, string word)
        {
            if (!postings.TryGetValue(word, out var list)) return;
            foreach (var (entry, score) in list) scores[entry] += score;
        }
    }

    private readonly record struct Posting(int Entry, float Score);

    /// <summary>What each word adds to the score of each entry, field by field.</summary>
    private sealed class Postings(int entries)
    {
        private readonly Dictionary<string, List<Posting>> _lists = new(StringComparer.Ordinal);

        public void AddField(IReadOnlyList<IEnumerable<string>> texts, float weight)
        {
            var counts = texts.Select(t => t.CountBy(w => w).ToList()).ToList();
            var lengths = counts.Select(c => c.Sum(w => w.Value)).ToList();
            var usual = Math.Max(1f, (float)lengths.DefaultIfEmpty().Average());
            var spread = counts.SelectMany(c => c.Select(w => w.Key)).CountBy(w => w).ToDictionary(StringComparer.Ordinal);
            for (var i = 0; i < entries; i++)
            {
                var length = Saturation * (1f - ByLength + (ByLength * lengths[i] / usual));
                foreach (var (word, count) in counts[i])
                {
                    var rarity = MathF.Log(1f + ((entries - spread[word] + 0.5f) / (spread[word] + 0.5f)));
                    var score = weight * rarity * count * (Saturation + 1f) / (count + length);
                    if (!_lists.TryGetValue(word, out var list)) _lists[word] = list = [];
                    list.Add(new Posting(i, score));
                }
            }
        }

        // An entry that has a word in two fields stands twice in its list; the search adds both.
        public Dictionary<string, Posting[]> Done() => _lists.ToDictionary(l => l.Key, l => l.Value.ToArray(), StringComparer.Ordinal);
    }
}
