using System.Collections.Frozen;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using Lucene.Net.Analysis.Id;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Brings the words of a message and the words of the entries to one form, so that they meet: chat spelling written out, synonyms made one, then stems.</summary>
internal sealed class Wording
{
    private readonly Normaliser _normaliser;
    private readonly FrozenSet<string> _fillers;
    private readonly FrozenDictionary<string, string> _synonyms;
    private readonly FrozenSet<string> _small;
    private readonly FrozenDictionary<string, int> _aspects;
    private readonly int _leastAspect;

    private Wording(Normaliser normaliser, IEnumerable<string> fillers, IReadOnlyDictionary<string, string> synonyms, IReadOnlyCollection<string> small, IReadOnlyDictionary<string, int> aspects)
    {
        _normaliser = normaliser;
        _fillers = fillers.ToFrozenSet(StringComparer.Ordinal);
        _synonyms = synonyms.ToFrozenDictionary(StringComparer.Ordinal);
        _aspects = aspects.ToFrozenDictionary(StringComparer.Ordinal);
        _leastAspect = aspects.Values.DefaultIfEmpty(-1).Max();
        var stemmer = new IndonesianStemmer();
        _small = small.Select(w => Stem(_synonyms.GetValueOrDefault(w, w), stemmer)).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <param name="dialogsPath">The folder <c>dialogs</c>: <c>data</c> has the lexicons, <c>faq/wording.yaml</c> the fillers, synonyms, small words and aspects.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be read.</exception>
    public static Wording Load(Normaliser normaliser, string dialogsPath)
    {
        var path = Path.Combine(dialogsPath, "faq", "wording.yaml");
        if (!File.Exists(path)) return new Wording(normaliser, [], FrozenDictionary<string, string>.Empty, [], FrozenDictionary<string, int>.Empty);
        var fillers = new HashSet<string>(StringComparer.Ordinal);
        var synonyms = new Dictionary<string, string>(StringComparer.Ordinal);
        var small = new HashSet<string>(StringComparer.Ordinal);
        var aspects = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, value) in YamlFile.Parse(path, File.ReadAllText(path), 0).Children)
        {
            switch (YamlFile.Text(path, key, 0))
            {
                case "fillers":
                    fillers.UnionWith(YamlFile.Texts(path, value, 0).Select(t => t.Text));
                    break;
                case "synonyms":
                    foreach (var line in YamlFile.Lists(path, value, 0))
                    {
                        foreach (var (word, at) in line)
                        {
                            if (!synonyms.TryAdd(word, line[0].Text)) throw new DataFileException(path, at, $"'{word}' stands in two lines.");
                        }
                    }

                    break;
                case "small":
                    small.UnionWith(YamlFile.Texts(path, value, 0).Select(t => t.Text));
                    break;
                case "aspects":
                    foreach (var (aspect, line) in YamlFile.Lists(path, value, 0).Index())
                    {
                        foreach (var (word, at) in line)
                        {
                            if (!aspects.TryAdd(word, aspect)) throw new DataFileException(path, at, $"'{word}' stands in two lines.");
                        }
                    }

                    break;
                case var other:
                    throw new DataFileException(path, (int)key.Start.Line, $"unknown key '{other}'; expected fillers, synonyms, small or aspects.");
            }
        }

        return new Wording(normaliser, fillers, synonyms, small, aspects);
    }

    /// <summary>The message in plain words, with its sentence marks.</summary>
    public string Normalise(string text) => _normaliser.Normalise(text);

    /// <summary>The stems of a text, in its order. Question words stay: "apa itu" is asked of the entries, too.</summary>
    public IReadOnlyList<string> Stems(string text) => StemsOf(Normalise(text));

    /// <summary>The stems of a text that is normalised already.</summary>
    public IReadOnlyList<string> StemsOf(string normalised)
    {
        var stemmer = new IndonesianStemmer();
        var (all, telling) = (new List<string>(), new List<string>());
        foreach (var range in Split(normalised))
        {
            var word = normalised[range];
            var stem = Stem(_synonyms.GetValueOrDefault(word, word), stemmer);
            all.Add(stem);
            if (!_fillers.Contains(word)) telling.Add(stem);
        }

        return telling.Count > 0 ? telling : all;
    }

    /// <summary>Whether a stem says little about what a question is about.</summary>
    public bool TellsLittle(string stem) => _small.Contains(stem);

    /// <summary>What a normalised question wants to know of its subject (when, where, who, for how much), by the lines of the file.</summary>
    public IReadOnlySet<int> Aspects(string normalised)
    {
        var found = new HashSet<int>();
        foreach (var range in Split(normalised))
        {
            var word = normalised[range];
            foreach (var ending in (ReadOnlySpan<string>)["", "nya", "ne", "e"])
            {
                if (word.EndsWith(ending, StringComparison.Ordinal) && _aspects.TryGetValue(word[..^ending.Length], out var aspect)) found.Add(aspect);
            }
        }

        // "berapa biaya", "tanggal berapa": the number is that of what is said beside it.
        if (found.Count > 1) found.Remove(_leastAspect);
        return found;
    }

    private static string Stem(string word, IndonesianStemmer stemmer)
    {
        if (word.Length < 5) return word;
        var letters = word.ToCharArray();
        return new string(letters, 0, stemmer.Stem(letters, letters.Length, stemDerivational: true));
    }

    private static IEnumerable<Range> Split(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i])) i++;
            yield return start..i;
        }
    }
}
