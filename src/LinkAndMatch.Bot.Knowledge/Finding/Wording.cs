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

    private Wording(Normaliser normaliser, FrozenSet<string> fillers, FrozenDictionary<string, string> synonyms)
    {
        _normaliser = normaliser;
        _fillers = fillers;
        _synonyms = synonyms;
    }

    /// <param name="dialogsPath">The folder <c>dialogs</c>: <c>data</c> has the lexicons, <c>faq/wording.yaml</c> the fillers and synonyms.</param>
    /// <exception cref="DataFileException">A file is missing or cannot be read.</exception>
    public static Wording Load(Normaliser normaliser, string dialogsPath)
    {
        var path = Path.Combine(dialogsPath, "faq", "wording.yaml");
        if (!File.Exists(path)) return new Wording(normaliser, FrozenSet<string>.Empty, FrozenDictionary<string, string>.Empty);
        var fillers = new HashSet<string>(StringComparer.Ordinal);
        var synonyms = new Dictionary<string, string>(StringComparer.Ordinal);
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
                case var other:
                    throw new DataFileException(path, (int)key.Start.Line, $"unknown key '{other}'; expected fillers or synonyms.");
            }
        }

        return new Wording(normaliser, fillers.ToFrozenSet(StringComparer.Ordinal), synonyms.ToFrozenDictionary(StringComparer.Ordinal));
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
