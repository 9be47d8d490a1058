using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Learns from the ways to ask which entry a text means: multinomial logistic regression, trained in about a second when the bot starts, and in a fraction of it when an entry changes.</summary>
internal sealed class PhraseClassifier
{
    private const int Rounds = 14;
    private const float FirstStep = 6f;
    private const float Decay = 2e-6f;
    private const float LeftOut = 0.4f;
    private const int FreshRounds = 2;
    private const int FreshMore = 6;

    private readonly int _classes;
    private readonly int _width;
    private readonly float[] _weights;
    private readonly float[] _bias;

    private PhraseClassifier(int features, int classes)
    {
        _classes = classes;
        // Rows are padded to whole vectors, so that the inner loops need no rest.
        _width = (classes + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        _weights = new float[features * _width];
        _bias = new float[_width];
    }

    /// <param name="examples">Texts with the class each stands for, 0 to <paramref name="classes"/> - 1.</param>
    /// <remarks>Stochastic gradient descent over a fixed shuffle: the same examples always give the same weights.</remarks>
    public static PhraseClassifier Train(IReadOnlyList<(SparseText Text, int Class)> examples, int features, int classes)
    {
        var classifier = new PhraseClassifier(features, classes);
        classifier.Teach(examples, 0);
        return classifier;
    }

    /// <summary>The same with other classes and more features: what it knows of the classes that stay is kept, and the last rounds are gone through again with the new ones.</summary>
    /// <param name="before">For each class its number in this one; -1 for one that is new.</param>
    /// <param name="changed">Whether a class is new or its examples are.</param>
    public PhraseClassifier With(IReadOnlyList<(SparseText Text, int Class)> examples, int features, IReadOnlyList<int> before, Func<int, bool> changed)
    {
        var next = new PhraseClassifier(features, before.Count);
        var known = _weights.Length / _width;
        for (var c = 0; c < before.Count; c++)
        {
            if (before[c] < 0) continue;
            next._bias[c] = _bias[before[c]];
            for (var f = 0; f < known; f++) next._weights[(f * next._width) + c] = _weights[(f * _width) + before[c]];
        }

        var fresh = examples.Where(e => changed(e.Class)).ToList();
        if (fresh.Count > 0) next.Teach([.. examples, .. Enumerable.Repeat(fresh, FreshMore).SelectMany(e => e)], Rounds - FreshRounds);
        return next;
    }

    /// <summary>How likely each class is; together 1.</summary>
    public float[] Likelihoods(SparseText text)
    {
        var likelihoods = new float[_width];
        Score(text.Ids, text.Values, likelihoods);
        return likelihoods[.._classes];
    }

    private void Teach(IReadOnlyList<(SparseText Text, int Class)> examples, int fromRound)
    {
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(20_261_124);
        var errors = new float[_width];
        var longest = examples.Count == 0 ? 0 : examples.Max(e => e.Text.Ids.Length);
        var (ids, values) = (new int[longest], new float[longest]);
        for (var round = fromRound; round < Rounds; round++)
        {
            random.Shuffle(order);
            var step = FirstStep / (1f + (0.35f * round));
            foreach (var i in order)
            {
                var kept = Thin(examples[i].Text, random, ids, values);
                Learn(ids.AsSpan(0, kept), values.AsSpan(0, kept), examples[i].Class, step, errors);
            }
        }
    }

    // Some features are left out by chance, others each round: no class comes to hang on one word alone.
    private static int Thin(SparseText text, Random random, int[] ids, float[] values)
    {
        var kept = 0;
        for (var i = 0; i < text.Ids.Length; i++)
        {
            if (random.NextSingle() < LeftOut) continue;
            ids[kept] = text.Ids[i];
            values[kept++] = text.Values[i] / (1f - LeftOut);
        }

        return kept;
    }

    // Compiled well at once: it runs a hundred thousand times in the first second of the process, before anything else is warm.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Learn(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, int right, float step, float[] errors)
    {
        Score(ids, values, errors);
        errors[right] -= 1f;
        var error = MemoryMarshal.Cast<float, Vector<float>>(errors.AsSpan());
        var keep = new Vector<float>(1f - (step * Decay));
        for (var f = 0; f < ids.Length; f++)
        {
            var row = Row(ids[f]);
            var rate = new Vector<float>(step * values[f]);
            for (var v = 0; v < row.Length; v++) row[v] = (row[v] * keep) - (rate * error[v]);
        }

        for (var c = 0; c < _classes; c++) _bias[c] -= 0.02f * step * errors[c];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(ReadOnlySpan<int> ids, ReadOnlySpan<float> values, float[] scores)
    {
        _bias.CopyTo(scores, 0);
        var sums = MemoryMarshal.Cast<float, Vector<float>>(scores.AsSpan());
        for (var f = 0; f < ids.Length; f++)
        {
            var row = Row(ids[f]);
            var value = new Vector<float>(values[f]);
            for (var v = 0; v < row.Length; v++) sums[v] += value * row[v];
        }

        var highest = float.MinValue;
        for (var c = 0; c < _classes; c++) highest = MathF.Max(highest, scores[c]);
        var total = 0f;
        for (var c = 0; c < _classes; c++) total += scores[c] = MathF.Exp(scores[c] - highest);
        for (var c = 0; c < _classes; c++) scores[c] /= total;
        scores.AsSpan(_classes).Clear();
    }

    private Span<Vector<float>> Row(int feature) => MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(feature * _width, _width));
}
