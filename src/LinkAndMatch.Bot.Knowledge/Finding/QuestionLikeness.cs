using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>
/// Compares questions that no entry answers by what they are about (stems and parts of words, each weighing as much as it is rare in the ways to ask)
/// and by what they want to know of it: "kapan pameran" and "biaya pameran" are two questions.
/// </summary>
/// <remarks>What no way to ask has weighs most: it is what such a question is about. The numbers were chosen on the tuning lists of
/// <c>tests/evaluation/same-questions.yaml</c>.</remarks>
public sealed partial class QuestionLikeness(AnswerFinder finder) : IQuestionLikeness
{
    private const double PartWeight = 0.7;
    private const double ByRarity = 1.5;
    private const double SmallWeight = 0.1;

    // A hurried question is a piece of a long one: the longer counts a little less than it does in a cosine.
    private const double ByLonger = 0.8;

    private const double OtherAspect = 0.4;
    private const double OneWithoutAspect = 0.6;

    /// <inheritdoc/>
    public int? Same(string text, IReadOnlyList<string> others)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(others);
        var own = Read(text);
        var (best, place) = ((double)finder.SameFrom, -1);
        for (var i = 0; i < others.Count; i++)
        {
            var like = Between(own, Read(others[i]));
            if (like >= best && (place < 0 || like > best)) (best, place) = (like, i);
        }

        return place < 0 ? null : place;
    }

    /// <summary>How alike two questions are; 0: not at all, 1: the same words.</summary>
    internal double Between(string one, string other) => Between(Read(one), Read(other));

    private Features Read(string text)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var normalised = finder.Wording.Normalise(text);
        foreach (var stem in finder.Wording.StemsOf(Endings().Replace(normalised, WithoutEnding)).Distinct(StringComparer.Ordinal))
        {
            var weight = Math.Pow(finder.RarityOf(stem), ByRarity) * (finder.Wording.TellsLittle(stem) ? SmallWeight : 1);
            values[stem] = weight;
            var parts = FeatureSpace.Grams(stem).ToList();
            foreach (var part in parts) values[part] = values.GetValueOrDefault(part) + (PartWeight * weight / Math.Sqrt(parts.Count));
        }

        return new Features(values, values.Values.Sum(v => v * v), finder.Wording.Aspects(normalised));
    }

    // "online" and "where" end so by themselves: the short ending goes only where what is left is a word that the answers know and the whole is none.
    private string WithoutEnding(Match ending)
    {
        if (ending.Length > 1) return "";
        var word = ending.Groups["word"].Value;
        return !Known(word + ending.Value) && Known(word) ? "" : ending.Value;
    }

    private bool Known(string word) => finder.Wording.StemsOf(word) is [var stem] && finder.Knows(stem);

    private static double Between(Features one, Features other)
    {
        if (one.Size == 0 || other.Size == 0) return 0;
        var product = one.Values.Sum(v => v.Value * other.Values.GetValueOrDefault(v.Key));
        var (shorter, longer) = (Math.Min(one.Size, other.Size), Math.Max(one.Size, other.Size));
        var alike = product / (Math.Pow(longer, ByLonger / 2) * Math.Pow(shorter, 1 - (ByLonger / 2)));
        if (one.Aspects.Count == 0 && other.Aspects.Count == 0) return alike;
        if (one.Aspects.Count == 0 || other.Aspects.Count == 0) return alike * OneWithoutAspect;
        return one.Aspects.Overlaps(other.Aspects) ? alike : alike * OtherAspect;
    }

    // "modalnya", "modale": its, in Indonesian and in Javanese.
    [GeneratedRegex(@"(?<=\b(?<word>\p{L}{4,}))(?:nya|(?<![aiueo])e)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Endings();

    private sealed record Features(Dictionary<string, double> Values, double Size, IReadOnlySet<int> Aspects);
}
