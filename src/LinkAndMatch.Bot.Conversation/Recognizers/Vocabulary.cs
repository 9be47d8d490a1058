using System.Collections.Frozen;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>The lists of <c>vocab.yaml</c> (processes, materials, units, sectors, ...), with a recognizer for each.</summary>
public sealed class Vocabulary
{
    /// <summary>The name of the list of sectors.</summary>
    public const string Sectors = "sectors";

    private static readonly string[] s_fields = ["key", "id", "en", "syn", "near", "kbli", "hs", "value", "spec", "sector", "short"];

    private readonly FrozenDictionary<string, TermList> _lists;
    private readonly FrozenSet<string> _stopWords;
    private readonly FrozenSet<string> _talk;

    // Every word of every synonym and label: a word that is spelt right is no slip of another ("karbon" of "baja karbon" is not "karton").
    private readonly FrozenSet<string> _spelt;

    private Vocabulary(FrozenDictionary<string, TermList> lists, IReadOnlyCollection<string> stopWords)
    {
        _lists = lists;
        _stopWords = stopWords.Union(ChatWords.Fillers).ToFrozenSet(StringComparer.Ordinal);
        _talk = stopWords.Union(ChatWords.Talk).ToFrozenSet(StringComparer.Ordinal);
        _spelt = lists.Values.SelectMany(l => l.Terms).SelectMany(t => t.Synonyms.Append(t.Id).Append(t.En)).SelectMany(SplitWords).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The names of the lists.</summary>
    public IReadOnlyList<string> Lists => [.. _lists.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads the vocabulary.</summary>
    /// <param name="path">The YAML file: each top-level key is a list, each item of it has a <c>key</c>; its labels <c>id</c> and <c>en</c> fall back to it.</param>
    /// <param name="stopWordsPath">Words that carry no term, one a line; null: <c>stopwords-id.txt</c> beside the vocabulary when it is there.</param>
    /// <exception cref="DataFileException">The file is missing or a line of it is not as expected.</exception>
    public static Vocabulary Load(string path, string? stopWordsPath = null)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "the vocabulary is missing.");
        var yaml = new YamlStream();
        try
        {
            using var reader = File.OpenText(path);
            yaml.Load(reader);
        }
        catch (YamlException broken)
        {
            throw new DataFileException(path, (int)broken.Start.Line, broken.Message, broken);
        }

        if (yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is not YamlMappingNode root) throw new DataFileException(path, 1, "expected lists by name.");

        var lists = new Dictionary<string, TermList>(StringComparer.Ordinal);
        foreach (var (name, items) in root.Children)
        {
            if (items is not YamlSequenceNode sequence) throw Problem(path, items, $"expected a list under '{name}'.");
            lists[((YamlScalarNode)name).Value!] = new TermList(ReadTerms(path, sequence));
        }

        foreach (var (name, items) in root.Children)
        {
            foreach (var (term, item) in lists[((YamlScalarNode)name).Value!].Terms.Zip((YamlSequenceNode)items))
            {
                if (term.Sector is { } sector && lists.GetValueOrDefault(Sectors)?.ByKey.ContainsKey(sector) != true) throw Problem(path, item, $"'{term.Key}' is of the sector '{sector}', which is no key of '{Sectors}'.");
            }
        }

        stopWordsPath ??= Path.Combine(Path.GetDirectoryName(path) ?? "", "stopwords-id.txt");
        string[] stopWords = File.Exists(stopWordsPath) ? [.. File.ReadLines(stopWordsPath).Select(w => w.Trim()).Where(w => w.Length > 0)] : [];
        return new Vocabulary(lists.ToFrozenDictionary(StringComparer.Ordinal), stopWords);
    }

    /// <summary>The terms of a list in the order of the file.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public IReadOnlyList<Term> List(string name) => Terms(name).Terms;

    /// <summary>Whether there is such a list.</summary>
    public bool Has(string name) => _lists.ContainsKey(name);

    /// <summary>The term of a key; null when the list does not have it.</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public Term? Get(string list, string key) => Terms(list).ByKey.GetValueOrDefault(key);

    /// <summary>The label of a key in a language; the key itself when the list does not have it (a stored key may be older than the file).</summary>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public string Label(string list, string key, string language) => Get(list, key)?.Label(language) ?? key;

    /// <summary>Finds the terms of one list in a text: the longest phrase first, exact before misspelt, the exact term instead of the general one.</summary>
    /// <remarks>"press sama las co2" in <c>processes</c> gives <c>stamping</c> and <c>welding_mig</c>. Words of 5 letters may have one slip, of 9 letters two,
    /// but never when it is a word of any synonym of any list, or an everyday word.</remarks>
    /// <param name="brief">True where nothing but this list is asked for: a term's short words ("bubut" for the lathe) count, too.</param>
    /// <exception cref="KeyNotFoundException">There is no such list.</exception>
    public TermMatches Find(string list, string text, bool brief = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var terms = Terms(list);
        var folded = Folded.Of(text);
        var words = Words.Of(folded.Text);
        var owner = new int[words.Count];
        Array.Fill(owner, -1);
        var hits = new List<(int Term, int First, int Last)>();

        FindExact(terms, folded.Text, words, owner, hits);
        if (brief) FindShort(terms, folded.Text, words, owner, hits);
        FindInflected(terms, folded.Text, words, owner, hits);
        FindMisspelt(terms, folded.Text, words, owner, hits);

        hits.Sort((a, b) => a.First.CompareTo(b.First));
        var found = new List<Found<string>>();
        foreach (var (term, first, last) in hits)
        {
            var key = terms.Terms[term].Key;
            if (found.Exists(f => f.Value == key) || YieldsToOther(terms, term, hits)) continue;
            found.Add(folded.Found(key, words[first].Start, words[last].End));
        }

        return new TermMatches(found, Unmatched(text, folded, words, owner));
    }

    /// <summary>Whether the text says anything beside small talk, numbers and units.</summary>
    public bool SaysSomething(string text)
    {
        var folded = Folded.Of(text).Text;
        foreach (var word in Words.Of(folded))
        {
            var letters = word.In(folded);
            if (letters.Length > 1 && !char.IsAsciiDigit(letters[0]) && !NumberReader.IsNumberWord(letters) && !_talk.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters)) return true;
        }

        return false;
    }

    /// <summary>The sectors that the goods named in a text are mostly made for ("bikin knalpot": automotive), each once; empty where none tells.</summary>
    public IReadOnlyList<Found<string>> FindSectors(string text)
    {
        var sectors = new List<Found<string>>();
        foreach (var (name, list) in _lists)
        {
            if (!list.TellsSectors) continue;
            foreach (var found in Find(name, text).Terms)
            {
                if (list.ByKey[found.Value].Sector is { } sector && !sectors.Exists(s => s.Value == sector)) sectors.Add(new Found<string>(sector, found.Start, found.Length));
            }
        }

        return sectors;
    }

    internal PhraseIndex Phrases(string list) => Terms(list).Phrases;

    private TermList Terms(string name) => _lists.TryGetValue(name, out var list)
        ? list
        : throw new KeyNotFoundException($"The vocabulary has no list '{name}'. It has {string.Join(", ", Lists)}.");

    private void FindExact(TermList terms, string text, List<Word> words, int[] owner, List<(int, int, int)> hits)
    {
        for (var i = 0; i < words.Count;)
        {
            var term = -1;
            var taken = IsSaidOtherwise(text, words, i) ? 0 : terms.Phrases.Longest(text, words, i, out term);
            if (taken == 0)
            {
                i++;
                continue;
            }

            Claim(owner, term, i, i + taken - 1, hits);
            i += taken;
        }
    }

    // "bubut 3 sama las 2". Of "las argon" the short word is only a part: what it is called more exactly stays together.
    private void FindShort(TermList terms, string text, List<Word> words, int[] owner, List<(int, int, int)> hits)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (owner[i] >= 0) continue;
            var taken = terms.Short.Longest(text, words, i, out var term);
            if (taken == 0) continue;
            var next = i + taken;
            if (next < words.Count && owner[next] < 0 && !CarriesNoTerm(text, words[next]) && OnlyBlanks(text, words[next - 1].End, words[next].Start)) continue;
            Claim(owner, term, i, next - 1, hits);
            i = next - 1;
        }
    }

    // "per minggu" is no spring (per), "link and match" no chain link.
    private bool IsSaidOtherwise(string text, List<Word> words, int i)
    {
        if (i + 1 >= words.Count) return false;
        var word = words[i].In(text);
        if (word is "per") return IsUnit(words[i + 1].In(text));
        return word is "link" && (words[i + 1].In(text) is "match" || (i + 2 < words.Count && words[i + 2].In(text) is "match"));
    }

    // "bubutnya", "knalpote", "dibubut", "ngepress": endings and beginnings that Indonesian and Javanese hang on.
    private static void FindInflected(TermList terms, string text, List<Word> words, int[] owner, List<(int, int, int)> hits)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (owner[i] >= 0) continue;
            var word = words[i].In(text);
            foreach (var ending in (ReadOnlySpan<string>)["nya", "ne", "an", "in", "kan", "e", "ku", "mu"])
            {
                if (word.Length - ending.Length < 3 || !word.EndsWith(ending)) continue;
                if (!terms.Phrases.TryGet(word[..^ending.Length], out var term)) continue;
                Claim(owner, term, i, i, hits);
                break;
            }

            if (owner[i] >= 0) continue;
            foreach (var beginning in (ReadOnlySpan<string>)["di", "nge", "per", "pe", "m", "ng"])
            {
                if (word.Length - beginning.Length < 3 || !word.StartsWith(beginning)) continue;
                if (!terms.Phrases.TryGet(word[beginning.Length..], out var term)) continue;
                Claim(owner, term, i, i, hits);
                break;
            }
        }
    }

    private void FindMisspelt(TermList terms, string text, List<Word> words, int[] owner, List<(int, int, int)> hits)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (owner[i] >= 0) continue;
            var slipped = MayBeMisspelt(words[i].In(text));
            if (i + 1 < words.Count && owner[i + 1] < 0 && (slipped || MayBeMisspelt(words[i + 1].In(text))) && TryNearPair(terms, text, words[i], words[i + 1], out var term)) Claim(owner, term, i, i + 1, hits);
            else if (slipped && terms.Phrases.TryNear(Words.Shorten(words[i].In(text)), out term)) Claim(owner, term, i, i, hits);
        }
    }

    // Codes ("s45c", "fc250") differ by one digit from other codes: no guessing there.
    private bool MayBeMisspelt(ReadOnlySpan<char> word) =>
        word.Length >= 5 && !word.ContainsAnyInRange('0', '9') && !IsEveryday(word) && !_spelt.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    // "powder coting": a slip in a term of two words.
    private static bool TryNearPair(TermList terms, string text, Word first, Word second, out int term)
    {
        term = -1;
        if (second.Start - first.End > 1 || first.Length + second.Length is < 9 or > 40) return false;
        Span<char> letters = stackalloc char[first.Length + second.Length];
        first.In(text).CopyTo(letters);
        second.In(text).CopyTo(letters[first.Length..]);
        return terms.Phrases.TryNear(letters, out term);
    }

    private static void Claim(int[] owner, int term, int first, int last, List<(int, int, int)> hits)
    {
        for (var i = first; i <= last; i++) owner[i] = term;
        hits.Add((term, first, last));
    }

    private static bool YieldsToOther(TermList terms, int term, List<(int Term, int First, int Last)> hits)
    {
        var general = terms.Terms[term];
        if (!general.IsGeneral) return false;
        foreach (var hit in hits)
        {
            var other = terms.Terms[hit.Term];
            if (other.Key == general.Key) continue;
            if (other.Key.StartsWith(general.Key + "_", StringComparison.Ordinal) || general.Near.Contains(other.Key)) return true;
        }

        return false;
    }

    private List<Found<string>> Unmatched(string text, Folded folded, List<Word> words, int[] owner)
    {
        var unmatched = new List<Found<string>>();
        for (var i = 0; i < words.Count; i++)
        {
            if (owner[i] >= 0 || CarriesNoTerm(folded.Text, words[i])) continue;
            var last = i;
            while (last + 1 < words.Count && owner[last + 1] < 0 && !CarriesNoTerm(folded.Text, words[last + 1]) && OnlyBlanks(folded.Text, words[last].End, words[last + 1].Start)) last++;
            unmatched.Add(folded.Found(folded.Original(text, words[i].Start, words[last].End), words[i].Start, words[last].End));
            i = last;
        }

        return unmatched;
    }

    private bool CarriesNoTerm(string text, Word word)
    {
        var letters = word.In(text);
        if (letters.Length == 1 || IsEveryday(letters) || NumberReader.IsNumberWord(letters)) return true;
        if (char.IsAsciiDigit(letters[0]))
        {
            // "25", "25rb", "12mm", "300x20".
            var at = 0;
            while (at < letters.Length && char.IsAsciiDigit(letters[at])) at++;
            var tail = letters[at..];
            return tail.IsEmpty || tail[0] == 'x' || NumberReader.IsNumberWord(tail) || IsUnit(tail);
        }

        return IsUnit(letters);
    }

    private bool IsUnit(ReadOnlySpan<char> word) =>
        word is "mm" or "cm" or "mili" or "milimeter" or "mikron" or "strip" or "inch" or "inci"
        || (_lists.TryGetValue("units", out var units) && units.Phrases.TryGet(word, out _))
        || (_lists.TryGetValue("periods", out var periods) && periods.Phrases.TryGet(word, out _));

    private bool IsEveryday(ReadOnlySpan<char> word) => _stopWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static IEnumerable<string> SplitWords(string phrase)
    {
        var folded = Folded.Of(phrase).Text;
        return Words.Of(folded).Select(w => folded[w.Start..w.End]);
    }

    private static bool OnlyBlanks(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (text[i] is not (' ' or '-')) return false;
        }

        return true;
    }

    private static List<Term> ReadTerms(string path, YamlSequenceNode items)
    {
        var terms = new List<Term>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in items)
        {
            if (node is not YamlMappingNode item) throw Problem(path, node, "expected a term as {key: ..., id: ..., en: ..., syn: [...]}.");
            var term = ReadTerm(path, item);
            if (!keys.Add(term.Key)) throw Problem(path, item, $"the key '{term.Key}' stands twice in its list.");
            foreach (var synonym in term.Synonyms)
            {
                if (!owners.TryAdd(synonym, term.Key) && owners[synonym] != term.Key) throw Problem(path, item, $"'{synonym}' is a word for '{owners[synonym]}' and for '{term.Key}'; expected it once.");
            }

            terms.Add(term);
        }

        foreach (var (term, item) in terms.Zip(items))
        {
            foreach (var near in term.Near.Where(n => !keys.Contains(n))) throw Problem(path, item, $"'{term.Key}' is near '{near}', which is no key of its list.");
        }

        return terms;
    }

    private static Term ReadTerm(string path, YamlMappingNode item)
    {
        foreach (var name in item.Children.Keys)
        {
            // A comma in a label that has no quotes begins a field of its own.
            if (name is not YamlScalarNode { Value: { } field } || !s_fields.Contains(field)) throw Problem(path, name, $"unknown field '{name}'; expected one of: {string.Join(", ", s_fields)}. A label with a comma needs quotes.");
        }

        var key = Scalar(path, item, "key") ?? throw Problem(path, item, "expected a key.");
        var id = Scalar(path, item, "id") ?? key;
        var valueText = Scalar(path, item, "value");
        decimal? value = null;
        if (valueText is not null)
        {
            value = decimal.TryParse(valueText, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Problem(path, item, $"expected a number as value of '{key}', found '{valueText}'.");
        }

        return new Term(key, id, Scalar(path, item, "en") ?? id, Strings(path, item, "syn"), Strings(path, item, "near"), Strings(path, item, "kbli"), Strings(path, item, "hs"), value, Scalar(path, item, "sector"), Strings(path, item, "short"));
    }

    private static string? Scalar(string path, YamlMappingNode item, string name) => item.Children.TryGetValue(name, out var node)
        ? (node as YamlScalarNode)?.Value ?? throw Problem(path, node, $"expected a text as '{name}'.")
        : null;

    private static IReadOnlyList<string> Strings(string path, YamlMappingNode item, string name) => !item.Children.TryGetValue(name, out var node)
        ? []
        : node switch
        {
            YamlScalarNode one => [one.Value ?? ""],
            YamlSequenceNode many => [.. many.Select(m => (m as YamlScalarNode)?.Value ?? throw Problem(path, m, $"expected texts in '{name}'."))],
            _ => throw Problem(path, node, $"expected a list of texts as '{name}'."),
        };

    private static DataFileException Problem(string path, YamlNode node, string problem) => new(path, (int)node.Start.Line, problem);

    private sealed class TermList
    {
        public TermList(IReadOnlyList<Term> terms)
        {
            Terms = terms;
            TellsSectors = terms.Any(t => t.Sector is not null);
            ByKey = terms.DistinctBy(t => t.Key).ToFrozenDictionary(t => t.Key, StringComparer.Ordinal);
            // Synonyms before labels: a label such as "Penekukan pelat" is rarer in chat and may repeat another term's synonym.
            for (var i = 0; i < terms.Count; i++)
            {
                foreach (var synonym in terms[i].Synonyms) Phrases.Add(synonym, i);
                foreach (var word in terms[i].Short) Short.Add(word, i);
            }

            for (var i = 0; i < terms.Count; i++)
            {
                Phrases.Add(terms[i].Id, i);
                Phrases.Add(BeforeBracket(terms[i].Id), i);
                foreach (var label in terms[i].En.Split('/')) Phrases.Add(BeforeBracket(label), i);
                Phrases.Add(terms[i].Key, i);
            }
        }

        public IReadOnlyList<Term> Terms { get; }

        public FrozenDictionary<string, Term> ByKey { get; }

        public PhraseIndex Phrases { get; } = new();

        public PhraseIndex Short { get; } = new();

        public bool TellsSectors { get; }

        private static string BeforeBracket(string label) => label.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? label[..at] : label;
    }
}
