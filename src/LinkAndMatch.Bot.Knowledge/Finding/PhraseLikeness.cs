using System.Buffers;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>How like a text is to the ways to ask for an entry, and to the messages that nobody answers.</summary>
/// <param name="phrases">The ways to ask, by entry.</param>
/// <param name="unanswered">Messages that no entry answers.</param>
/// <param name="features">How many features there are.</param>
internal sealed class PhraseLikeness(SparseText[][] phrases, SparseText[] unanswered, int features)
{
    public Measured To(SparseText text)
    {
        var values = ArrayPool<float>.Shared.Rent(features);
        Array.Clear(values, 0, features);
        for (var i = 0; i < text.Ids.Length; i++) values[text.Ids[i]] = text.Values[i];
        return new Measured(phrases, unanswered, values);
    }

    /// <summary>The cosines of one text with phrases, 0 to 1.</summary>
    internal readonly struct Measured(SparseText[][] phrases, SparseText[] unanswered, float[] values) : IDisposable
    {
        /// <summary>The nearest message that nobody answers.</summary>
        public float OfNone
        {
            get
            {
                var most = 0f;
                foreach (var phrase in unanswered) most = MathF.Max(most, With(phrase));
                return most;
            }
        }

        /// <summary>The nearest way to ask for an entry, and the mean of its nearest three.</summary>
        public (float First, float Mean) Of(int entry)
        {
            var (first, second, third) = (0f, 0f, 0f);
            foreach (var phrase in phrases[entry])
            {
                var likeness = With(phrase);
                if (likeness > first) (first, second, third) = (likeness, first, second);
                else if (likeness > second) (second, third) = (likeness, second);
                else if (likeness > third) third = likeness;
            }

            return (first, (first + second + third) / 3f);
        }

        public void Dispose() => ArrayPool<float>.Shared.Return(values);

        private float With(SparseText phrase)
        {
            var sum = 0f;
            for (var i = 0; i < phrase.Ids.Length; i++) sum += values[phrase.Ids[i]] * phrase.Values[i];
            return sum;
        }
    }
}
