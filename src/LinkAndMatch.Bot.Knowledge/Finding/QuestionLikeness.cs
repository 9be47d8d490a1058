using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Compares questions that no entry answers by their stems and parts of words, each weighing as much as it is rare in the ways to ask.</summary>
/// <remarks>What no way to ask has weighs most: it is what such a question is about.</remarks>
public sealed class QuestionLikeness(AnswerFinder finder) : IQuestionLikeness
{
    private const float PartWeight = 0.7f;

    /// <inheritdoc/>
    public int? Same(string text, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(others);
        var own = Read(text);
        var (best, place) = (finder.SameFrom, -1);
        for (var i = 0; i < others.Count; i++)
        {
            var like = Cosine(own, Read(others[i]));
            if (like >= best && (place < 0 || like > best)) (best, place) = (like, i);
        }

        return place < 0 ? null : place;
    }

    /// <summary>How alike two questions are, 0 to 1.</summary>
    internal double Between(string one, string other) => Cosine(Read(one), Read(other));

    private Dictionary<string, float> Read(string text)
    {
        var values = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var stem in finder.Wording.Stems(text).Distinct(StringComparer.Ordinal))
        {
            var weight = finder.RarityOf(stem);
            values[stem] = weight;
            var parts = FeatureSpace.Grams(stem).ToList();
            foreach (var part in parts) values[part] = values.GetValueOrDefault(part) + (PartWeight * weight / MathF.Sqrt(parts.Count));
        }

        return values;
    }

    private static double Cosine(Dictionary<string, float> one, Dictionary<string, float> other)
    {
        if (one.Count == 0 || other.Count == 0) return 0;
        var product = one.Sum(v => (double)v.Value * other.GetValueOrDefault(v.Key));
        return product / Math.Sqrt(one.Values.Sum(v => (double)v * v) * other.Values.Sum(v => (double)v * v));
    }
}
