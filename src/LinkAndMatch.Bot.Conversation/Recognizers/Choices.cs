using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>One thing to choose.</summary>
/// <param name="Key">What is stored.</param>
/// <param name="Label">What the person sees.</param>
/// <param name="Synonyms">Other words for it.</param>
/// <param name="Number">The number shown before it, from 1.</param>
public sealed record ChoiceOption(string Key, string Label, IReadOnlyList<string> Synonyms, int Number);

/// <summary>What a text chooses.</summary>
/// <param name="Keys">The chosen keys with the words that chose them, each key once, in the order of the text.</param>
/// <param name="Candidates">Keys between which the text leaves open; empty when it is clear.</param>
public sealed record ChoiceReading(IReadOnlyList<Found<string>> Keys, IReadOnlyList<string> Candidates)
{
    /// <summary>The text chooses nothing.</summary>
    public static readonly ChoiceReading None = new([], []);

    /// <summary>The one key, when exactly one is chosen and nothing is left open.</summary>
    public Found<string>? Single => Keys.Count == 1 && Candidates.Count == 0 ? Keys[0] : null;

    /// <summary>Whether the person has to be asked which of several is meant.</summary>
    public bool IsAmbiguous => Candidates.Count > 0;

    /// <summary>Whether nothing was chosen and nothing is near.</summary>
    public bool IsNone => Keys.Count == 0 && Candidates.Count == 0;
}

/// <summary>Reads a choice by its number ("2", "no 2", "yang pertama"), its label, a synonym, a part of the label or with a slip of the thumb.</summary>
public static partial class Choices
{
    private static readonly string[] s_ordinals = ["pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh"];
    private static readonly string[] s_englishOrdinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    /// <summary>Reads what the text chooses among the options.</summary>
    public static ChoiceReading Read(string text, IReadOnlyList<ChoiceOption> options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count == 0 || string.IsNullOrWhiteSpace(text)) return ChoiceReading.None;

        var folded = Folded.Of(text);
        if (All().IsMatch(folded.Text)) return new ChoiceReading([.. options.Select(o => folded.Found(o.Key, 0, folded.Text.Length))], []);
        if (Exactly(folded, options) is { } exact) return exact;

        var words = Words.Of(folded.Text);
        var taken = new bool[words.Count];
        var keys = new List<(Found<string> Key, int At)>();
        ByWords(folded, words, taken, options, keys);
        ByNumber(folded, words, taken, options, keys);
        if (keys.Count == 0) return ByPart(folded, words, options);
        keys.Sort((a, b) => a.At.CompareTo(b.At));
        return new ChoiceReading([.. keys.Select(k => k.Key).DistinctBy(k => k.Value)], []);
    }

    // The whole answer is a label or a synonym: nothing else needs to be looked at.
    private static ChoiceReading? Exactly(Folded folded, IReadOnlyList<ChoiceOption> options)
    {
        var letters = Letters(folded.Text);
        if (letters.Length == 0) return null;
        List<string>? keys = null;
        foreach (var option in options)
        {
            if (Letters(Folded.Of(option.Label).Text) == letters) return new ChoiceReading([folded.Found(option.Key, 0, folded.Text.Length)], []);
            if (option.Synonyms.Any(s => Letters(Folded.Of(s).Text) == letters)) (keys ??= []).Add(option.Key);
        }

        if (keys is null) return null;
        return keys.Count == 1 ? new ChoiceReading([folded.Found(keys[0], 0, folded.Text.Length)], []) : new ChoiceReading([], keys);
    }

    private static void ByWords(Folded folded, List<Word> words, bool[] taken, IReadOnlyList<ChoiceOption> options, List<(Found<string>, int)> keys)
    {
        var index = new PhraseIndex();
        for (var i = 0; i < options.Count; i++) index.Add(options[i].Label, i);
        for (var i = 0; i < options.Count; i++)
        {
            if (options[i].Label.IndexOf('(', StringComparison.Ordinal) is > 0 and var bracket) index.Add(options[i].Label[..bracket], i);
            foreach (var synonym in options[i].Synonyms) index.Add(synonym, i);
        }

        for (var i = 0; i < words.Count;)
        {
            var count = index.Longest(folded.Text, words, i, out var option);
            if (count == 0 && (i > 0 || words.Count <= 6) && !ChatWords.Fillers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(words[i].In(folded.Text)) && index.TryNear(words[i].In(folded.Text), out option)) count = 1;
            if (count == 0)
            {
                i++;
                continue;
            }

            keys.Add((folded.Found(options[option].Key, words[i].Start, words[i + count - 1].End), words[i].Start));
            for (var w = i; w < i + count; w++) taken[w] = true;
            i += count;
        }
    }

    // A number chooses only when the text is about choosing: every other word is a filler or another number.
    private static void ByNumber(Folded folded, List<Word> words, bool[] taken, IReadOnlyList<ChoiceOption> options, List<(Found<string>, int)> keys)
    {
        var numbers = new List<(int Number, Word Word)>();
        for (var i = 0; i < words.Count; i++)
        {
            if (taken[i]) continue;
            var word = words[i].In(folded.Text);
            // "the second one".
            if (word is "one" && numbers.Count > 0) continue;
            if (ReadNumber(word, options.Count) is { } number) numbers.Add((number, words[i]));
            else if (!IsChoosingWord(word)) return;
        }

        foreach (var (number, word) in numbers)
        {
            var option = number < 0 ? options[^1] : options.FirstOrDefault(o => o.Number == number);
            if (option is not null) keys.Add((folded.Found(option.Key, word.Start, word.End), word.Start));
        }
    }

    private static int? ReadNumber(ReadOnlySpan<char> word, int count)
    {
        if (int.TryParse(word, out var number)) return number;
        if (word.StartsWith("ke") && int.TryParse(word[2..], out number)) return number;
        if (word.StartsWith("no") && int.TryParse(word[2..], out number)) return number;
        for (var i = 0; i < s_ordinals.Length; i++)
        {
            if (word.SequenceEqual(s_ordinals[i]) || word.SequenceEqual(s_englishOrdinals[i])) return i + 1;
        }

        if (word is "kesatu" or "1st") return 1;
        if (word is "terakhir" or "last" or "pungkasan") return -1;
        var text = word.ToString();
        return NumberReader.TryRead(text, 0, metres: false, out var read) && read.End == text.Length && read.Value == decimal.Truncate(read.Value) && read.Value is > 0 and < 100 && read.Value <= count ? (int)read.Value : null;
    }

    private static bool IsChoosingWord(ReadOnlySpan<char> word) =>
        word is "no" or "nomor" or "nomer" or "nmr" or "pilih" or "pilihan" or "milih" or "opsi" or "option" or "number" or "yang" or "yg" or "sing" or "saya" or "sy" or "aku" or "the" or "ke"
            or "dan" or "sama" or "dengan" or "and" or "karo" or "mau" or "ya" or "aja" or "saja" or "deh" or "dong" or "min" or "pak" or "bu" or "mas" or "mbak" or "ambil" or "itu" or "jawab" or "jawaban";

    // "cor" where the labels are "Pengecoran besi" and "Pengecoran logam": a word that several options share is asked back.
    private static ChoiceReading ByPart(Folded folded, List<Word> words, IReadOnlyList<ChoiceOption> options)
    {
        var scores = new List<(ChoiceOption Option, int Score)>();
        foreach (var option in options)
        {
            var label = Folded.Of(option.Label).Text;
            var parts = Words.Of(label);
            var score = 0;
            foreach (var word in words)
            {
                var letters = word.In(folded.Text);
                if (letters.Length < 3 || ChatWords.Fillers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters)) continue;
                foreach (var part in parts)
                {
                    if (part.In(label).SequenceEqual(letters))
                    {
                        score++;
                        break;
                    }
                }
            }

            if (score > 0) scores.Add((option, score));
        }

        if (scores.Count == 0 || words.Count > 8) return ChoiceReading.None;
        var best = scores.Max(s => s.Score);
        var keys = scores.Where(s => s.Score == best).Select(s => s.Option.Key).ToList();
        return keys.Count == 1 ? new ChoiceReading([folded.Found(keys[0], words[0].Start, words[^1].End)], []) : new ChoiceReading([], keys);
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    [GeneratedRegex(@"^\W*(?:semua(?:nya)?|kabeh|all(?:\s+of\s+them)?|dua-duanya|duaduanya|dua2nya|keduanya|both)\W*$", RegexOptions.CultureInvariant)]
    private static partial Regex All();
}
