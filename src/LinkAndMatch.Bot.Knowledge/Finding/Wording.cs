using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Lucene.Net.Analysis.Id;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Brings the words of a message and the words of the entries to one form, so that they meet: chat spelling written out, then stems.</summary>
internal sealed class Wording
{
    private readonly FrozenDictionary<string, string> _spelling;

    private Wording(FrozenDictionary<string, string> spelling) => _spelling = spelling;

    /// <param name="dataFolder">The folder <c>dialogs/data</c> with the lexicons of chat and of Javanese.</param>
    public static Wording Load(string dataFolder)
    {
        var spelling = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(Path.Combine(dataFolder, "lexicon-colloquial.csv"), unambiguousOnly: true);
        Add(Path.Combine(dataFolder, "lexicon-javanese.csv"), unambiguousOnly: false);
        return new Wording(spelling.ToFrozenDictionary(StringComparer.Ordinal));

        void Add(string path, bool unambiguousOnly)
        {
            if (!File.Exists(path)) return;
            foreach (var row in File.ReadLines(path).Skip(1).Select(l => l.Split(',')))
            {
                if (row.Length < 2 || row[0].Contains(' ', StringComparison.Ordinal) || (unambiguousOnly && row[^1] == "1")) continue;
                spelling.TryAdd(row[0], row[1]);
            }
        }
    }

    /// <summary>The message in plain words, lower case, one blank between them.</summary>
    public string Normalise(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var word in Split(text))
        {
            if (plain.Length > 0) plain.Append(' ');
            plain.Append(_spelling.GetValueOrDefault(word, word));
        }

        return plain.ToString();
    }

    /// <summary>The stems of a normalised text, in its order. Question words stay: "apa itu" is asked of the entries, too.</summary>
    public static IReadOnlyList<string> Stems(string normalised)
    {
        var stemmer = new IndonesianStemmer();
        var stems = new List<string>();
        foreach (var word in normalised.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = word.ToCharArray();
            stems.Add(letters.Length < 5 ? word : new string(letters, 0, stemmer.Stem(letters, letters.Length, stemDerivational: true)));
        }

        return stems;
    }

    private static IEnumerable<string> Split(string text)
    {
        var letters = new StringBuilder();
        foreach (var letter in text.Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter)) letters.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.Format || letter == '\'') continue;
            else if (letters.Length > 0)
            {
                yield return Shorten(letters);
                letters.Clear();
            }
        }

        if (letters.Length > 0) yield return Shorten(letters);
    }

    // "bangeeet" is "banget": a letter three times or more is written once.
    private static string Shorten(StringBuilder word)
    {
        var kept = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var run = i + 1;
            while (run < word.Length && word[run] == word[i]) run++;
            kept.Append(word[i], run - i > 2 && char.IsLetter(word[i]) ? 1 : run - i);
            i = run;
        }

        return kept.ToString();
    }
}
