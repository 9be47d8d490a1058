using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Language;

/// <summary>Turns chat spelling into plain Indonesian ("gmn cara daftarx, bayar ga?" to "bagaimana cara daftarnya, bayar tidak?").</summary>
/// <remarks>For understanding only: what a person wrote is stored as written. A word with several readings is changed only where its neighbours settle it.</remarks>
public sealed class Normaliser
{
    private const int MostWords = 3;

    private readonly Dictionary<string, Entry> _colloquial = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _javanese = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _phraseStarts = new(StringComparer.Ordinal);

    private Normaliser()
    {
    }

    /// <summary>Reads <c>lexicon-colloquial.csv</c> and <c>lexicon-javanese.csv</c> of a folder.</summary>
    /// <exception cref="DataFileException">A file is missing or a line of it is not as expected.</exception>
    public static Normaliser Load(string folder)
    {
        var normaliser = new Normaliser();
        var path = Path.Combine(folder, "lexicon-colloquial.csv");
        foreach (var (line, fields) in CsvFile.Read(path, "colloquial", "formal", "kind", "source", "count", "ambiguous"))
        {
            if (fields[0].Length == 0 || fields[1].Length == 0) throw new DataFileException(path, line, "expected a colloquial and a formal form.");
            normaliser._colloquial.TryAdd(fields[0], new Entry(fields[1].Replace('-', ' '), fields[2], fields[5] == "1"));
            normaliser._known.UnionWith(fields[1].Split(' ', '-'));
            if (fields[0].IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank) normaliser._phraseStarts.Add(fields[0][..blank]);
        }

        foreach (var (_, fields) in CsvFile.Read(Path.Combine(folder, "lexicon-javanese.csv"), "javanese", "indonesian"))
        {
            normaliser._javanese.TryAdd(fields[0], fields[1]);
            normaliser._known.UnionWith(fields[1].Split(' '));
        }

        return normaliser;
    }

    /// <summary>The text in plain words: lower case, one blank between words, sentence marks kept, nothing invisible.</summary>
    public string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = Tokens(Clean(text));
        if (tokens.Count == 0) return "";
        var javanese = LanguageGuess.Of(text) == "jv";
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < tokens.Count;)
        {
            if (!IsWord(tokens[i]))
            {
                result.Append(tokens[i++]);
                continue;
            }

            // "syarat nya", "daftar kan": an ending written apart.
            if (tokens[i] is "nya" or "kah" && result.Length > 0 && char.IsLetter(result[^1]))
            {
                result.Append(tokens[i++]);
                continue;
            }

            var (formal, used) = Formal(tokens, i, javanese);
            // "no hp" would become "nomor nomor telepon seluler".
            if (EndsWithFirstWordOf(result, formal)) formal = formal[(formal.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            if (result.Length > 0) result.Append(' ');
            result.Append(formal);
            i += used;
        }

        return result.ToString().Trim();
    }

    private static bool EndsWithFirstWordOf(StringBuilder result, string phrase)
    {
        var first = phrase.IndexOf(' ', StringComparison.Ordinal);
        if (first <= 0 || result.Length < first) return false;
        for (var i = 0; i < first; i++)
        {
            if (result[result.Length - first + i] != phrase[i]) return false;
        }

        // "macam macam" said on purpose stays.
        return (result.Length == first || result[^(first + 1)] == ' ') && !phrase.AsSpan(first + 1).StartsWith(phrase.AsSpan(0, first));
    }

    private (string Formal, int Used) Formal(List<string> tokens, int at, bool javanese)
    {
        // Phrases first: "link n match", "ga jadi", "matur nuwun".
        for (var count = _phraseStarts.Contains(tokens[at]) ? Math.Min(MostWords, tokens.Count - at) : 1; count > 1; count--)
        {
            if (!tokens.Skip(at).Take(count).All(IsWord)) continue;
            var phrase = string.Join(' ', tokens.Skip(at).Take(count));
            if (_colloquial.TryGetValue(phrase, out var entry) && !entry.Ambiguous) return (entry.Formal, count);
        }

        return (Word(tokens, at, javanese), 1);
    }

    private string Word(List<string> tokens, int at, bool javanese)
    {
        var word = tokens[at];
        if (Look(word, tokens, at, javanese) is { } direct) return direct;

        // "bangeeet" is "banget" or a word of its own with a double letter; the lexicon decides which.
        var (one, two) = (Shorten(word, 1), Shorten(word, 2));
        if (two != word || one != word)
        {
            if (two != word && Look(two, tokens, at, javanese) is { } known) return known;
            if (one != word && HasTriple(word)) return Look(one, tokens, at, javanese) ?? one;
        }

        // "yaa", "deehh": a vowel held at the end of a word.
        if (word.Length > 2 && word[^1] == word[^2] && word[^1] is 'a' or 'i' or 'u' or 'e' or 'o' && !_known.Contains(word)) return Look(word[..^1], tokens, at, javanese) ?? word[..^1];

        // "macem2", "kira2nya".
        if (word.Length > 3 && word.IndexOf('2', StringComparison.Ordinal) is > 2 and var twice && word[..twice].All(char.IsLetter) && word[(twice + 1)..] is "" or "nya" or "an")
        {
            var stem = Look(word[..twice], tokens, at, javanese) ?? word[..twice];
            // "berpuluh2" is "berpuluh-puluh": the beginning is not said twice.
            var again = stem.StartsWith("ber", StringComparison.Ordinal) && stem.Length > 6 ? stem[3..] : stem;
            return $"{stem} {again}{word[(twice + 1)..]}";
        }

        // "daftarx", "syaratx": x for the ending -nya.
        if (word.Length > 4 && word[^1] == 'x' && word[..^1].All(char.IsLetter)) return (Look(word[..^1], tokens, at, javanese) ?? word[..^1]) + "nya";
        if (word.Length > 4 && word.EndsWith("ny", StringComparison.Ordinal)) return (Look(word[..^2], tokens, at, javanese) ?? word[..^2]) + "nya";
        if (word.Length > 5 && word.EndsWith("nya", StringComparison.Ordinal) && Look(word[..^3], tokens, at, javanese) is { } stemmed && !stemmed.Contains(' ', StringComparison.Ordinal)) return stemmed + "nya";
        return word;
    }

    private string? Look(string word, List<string> tokens, int at, bool javanese)
    {
        if (_colloquial.TryGetValue(word, out var entry))
        {
            if (entry.Ambiguous && !Settled(word, entry, tokens, at, javanese)) return null;
            // "iyaa" is "iya" is "ya": one step more, never round in a circle.
            return _colloquial.TryGetValue(entry.Formal, out var further) && !further.Ambiguous ? further.Formal : entry.Formal;
        }

        return javanese && !_known.Contains(word) && _javanese.TryGetValue(word, out var indonesian) ? indonesian : null;
    }

    // The context that settles a word with several readings; without it the word stays.
    private static bool Settled(string word, Entry entry, List<string> tokens, int at, bool javanese)
    {
        var next = at + 1 < tokens.Count ? tokens[at + 1] : "";
        var before = at > 0 ? tokens[at - 1] : "";
        return word switch
        {
            "no" => next.Length > 0 && (char.IsAsciiDigit(next[0]) || next is "hp" or "wa" or "telp" or "tlp" or "telpon" or "nib" or "npwp" or "rekening" or "induk"),
            "y" => tokens.Count(IsWord) == 1 || at == tokens.Count - 1,
            "g" => next is "bisa" or "bs" or "punya" or "ada" or "mau" or "tau" or "tahu" or "jadi" or "perlu" or "usah" or "boleh" or "bayar" or "?" || (at == tokens.Count - 1 && IsWord(before) && !char.IsAsciiDigit(before[0])),
            "buat" => next is "apa" or "barang" or "produk" or "komponen" or "knalpot" or "part" or "sparepart" or "suku" or "baut" or "mur" or "mesin" or "alat" && before is "saya" or "kami" or "kita" or "bisa" or "mau" or "sy",
            "kaya" => next is "gini" or "gitu" or "apa" or "yang" or "yg" or "gimana",
            "mo" => next is "daftar" or "ikut" or "tanya" or "nanya" or "jual" or "tau" or "tahu" or "minta" or "cari" or "dftr" or "gabung",
            "sore" or "ass" or "misi" => at == 0,
            "sarat" => next is "nya" or "daftar" or "ikut" or "apa" or "sarat" || before is "apa" or "aja",
            "jd" or "trs" or "trus" => true,
            _ => entry.Kind is "javanese" or "tegal" ? javanese : IsSpelling(word, entry.Formal),
        };
    }

    // The same word written otherwise: a letter or two apart, or the vowels left out.
    private static bool IsSpelling(string word, string formal) =>
        word.Length > 2 && (EditDistance.Between(word, formal, 2) <= (word.Length > 4 ? 2 : 1) || Consonants(word) == Consonants(formal));

    private static string Consonants(string word) => string.Concat(word.Where(l => l is not ('a' or 'i' or 'u' or 'e' or 'o')));

    private static string Clean(string text)
    {
        string composed;
        try
        {
            composed = text.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair has no normal form; the letters around it still have a meaning.
            composed = text;
        }

        var clean = new StringBuilder(composed.Length);
        foreach (var letter in composed)
        {
            if (letter is '\n' or '\r' or '\t') clean.Append(' ');
            else if (letter is '\u2019' or '\u2018') clean.Append('\'');
            else if (!char.IsControl(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)) clean.Append(char.ToLowerInvariant(letter));
        }

        return clean.ToString();
    }

    // Words, numbers with their marks inside ("1,2", "0812-345"), sentence marks; other signs part words.
    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i];
            if (char.IsLetterOrDigit(letter) || (letter == '/' && i + 3 < text.Length && text.AsSpan(i).StartsWith("/bln")))
            {
                var start = i++;
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || IsInside(text, start, i))) i++;
                tokens.Add(text[start..i]);
                continue;
            }

            if (letter is '?' or '!' or '.' or ',' or ';' or ':')
            {
                if (tokens.Count > 0 && IsWord(tokens[^1])) tokens.Add(letter.ToString());
                else if (letter is '?' && tokens.Count > 0 && tokens[^1] != "?") tokens.Add("?");
            }

            i++;
        }

        return tokens;
    }

    private static bool IsInside(string text, int start, int at)
    {
        // "u/ apa".
        if (text[at] == '/' && at - start == 1 && text[start] == 'u') return true;
        if (at + 1 >= text.Length) return false;
        var (before, mark, after) = (text[at - 1], text[at], text[at + 1]);
        if (mark == '.' && text.AsSpan(start, at - start).Contains('@')) return char.IsLetterOrDigit(after);
        if (mark is '.' or ',' or '-' or '/' or ':') return char.IsAsciiDigit(before) && char.IsAsciiDigit(after);
        if (mark == '@') return char.IsLetterOrDigit(after);
        return mark == '&' && char.IsLetter(after) && char.IsLetter(before);
    }

    private static bool IsWord(string token) => token.Length > 0 && (char.IsLetterOrDigit(token[0]) || token[0] == '/');

    private static bool HasTriple(string word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2] && char.IsLetter(word[i])) return true;
        }

        return false;
    }

    private static string Shorten(string word, int copies)
    {
        if (!HasTriple(word)) return word;
        var shorter = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var run = i + 1;
            while (run < word.Length && word[run] == word[i]) run++;
            shorter.Append(word[i], run - i > 2 && char.IsLetter(word[i]) ? copies : run - i);
            i = run;
        }

        return shorter.ToString();
    }

    private sealed record Entry(string Formal, string Kind, bool Ambiguous);
}
