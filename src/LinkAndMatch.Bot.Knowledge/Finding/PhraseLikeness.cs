using System.Buffers;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>How like a text is to every known phrase at once: an inverted list of phrases for each feature.</summary>
internal sealed class PhraseLikeness
{
    private readonly (int Phrase, float Value)[][] _byFeature;
    private readonly int[] _firstPhrase;
    private readonly int _count;

    /// <param name="phrases">The ways to ask, by entry.</param>
    /// <param name="unanswered">Messages that no entry answers.</param>
    public PhraseLikeness(SparseText[][] phrases, SparseText[] unanswered, int features)
    {
        var lists = new List<(int, float)>?[features];
        _firstPhrase = new int[phrases.Length + 1];
        for (var entry = 0; entry < phrases.Length; entry++)
        {
            _firstPhrase[entry] = _count;
            foreach (var phrase in phrases[entry]) Add(phrase, _count++);
        }

        _firstPhrase[^1] = _count;
        foreach (var phrase in unanswered) Add(phrase, _count++);
        _byFeature = Array.ConvertAll(lists, l => l?.ToArray() ?? []);

        void Add(SparseText phrase, int number)
        {
            for (var i = 0; i < phrase.Ids.Length; i++) (lists[phrase.Ids[i]] ??= []).Add((number, phrase.Values[i]));
        }
    }

    public Measured To(SparseText text)
    {
        var sums = ArrayPool<float>.Shared.Rent(_count);
        Array.Clear(sums, 0, _count);
        for (var i = 0; i < text.Ids.Length; i++)
        {
            var value = text.Values[i];
            foreach (var (phrase, theirs) in _byFeature[text.Ids[i]]) sums[phrase] += value * theirs;
        }

        return new Measured(this, sums);
    }

    /// <summary>The cosines of one text with all phrases, 0 to 1.</summary>
    internal readonly struct Measured(PhraseLikeness owner, float[] sums) : IDisposable
    {
        /// <summary>The nearest message that nobody answers.</summary>
        public float OfNone
        {
            get
            {
                var most = 0f;
                for (var i = owner._firstPhrase[^1]; i < owner._count; i++) most = MathF.Max(most, sums[i]);
                return most;
            }
        }

        /// <summary>The nearest way to ask for an entry, and the mean of its nearest three.</summary>
        public (float First, float Mean) Of(int entry)
        {
            var (first, second, third) = (0f, 0f, 0f);
            for (var i = owner._firstPhrase[entry]; i < owner._firstPhrase[entry + 1]; i++)
            {
                var likeness = sums[i];
                if (likeness > first) (first, second, third) = (likeness, first, second);
                else if (likeness > second) (second, third) = (likeness, second);
                else if (likeness > third) third = likeness;
            }

            return (first, (first + second + third) / 3f);
        }

        public void Dispose() => ArrayPool<float>.Shared.Return(sums);
    }
}
