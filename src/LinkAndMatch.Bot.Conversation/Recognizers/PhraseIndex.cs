using System.Numerics;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Phrases to be found in texts, each standing for a number of the caller's. Blanks and signs within a phrase do not matter: "ss 400" is "SS-400" is "ss400".</summary>
internal sealed class PhraseIndex
{
    private const int MostWords = 6;

    private readonly Dictionary<string, int> _byLetters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly Dictionary<int, List<(string Letters, ulong Bits, int Value)>> _byLength = [];
    private int _longestLetters;

    public PhraseIndex() => _bySpan = _byLetters.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds a phrase; the first value given for a phrase stays.</summary>
    public void Add(string phrase, int value)
    {
        var folded = Folded.Of(phrase).Text;
        var words = Words.Of(folded);
        if (words.Count == 0) return;
        var letters = string.Concat(words.Select(w => folded[w.Start..w.End]));
        if (!_byLetters.TryAdd(letters, value)) return;
        _longestLetters = Math.Max(_longestLetters, letters.Length);
        if (!_byLength.TryGetValue(letters.Length, out var same)) _byLength[letters.Length] = same = [];
        same.Add((letters, EditDistance.Letters(letters), value));
    }

    public bool TryGet(ReadOnlySpan<char> letters, out int value) => _bySpan.TryGetValue(letters, out value);

    /// <summary>The longest phrase that begins with the word at <paramref name="first"/>.</summary>
    /// <returns>How many words it covers; 0 when there is none.</returns>
    public int Longest(string text, List<Word> words, int first, out int value)
    {
        value = -1;
        Span<char> letters = stackalloc char[Math.Min(_longestLetters, 256) + 1];
        var (length, taken) = (0, 0);
        for (var n = 0; n < MostWords && first + n < words.Count; n++)
        {
            if (n > 0 && !SamePhrase(text, words[first + n - 1].End, words[first + n].Start)) break;
            var word = words[first + n].In(text);
            if (length + word.Length > letters.Length) break;
            word.CopyTo(letters[length..]);
            length += word.Length;
            if (_bySpan.TryGetValue(letters[..length], out var found)) (value, taken) = (found, n + 1);
        }

        return taken;
    }

    /// <summary>The phrase nearest to the word within the allowed slips; two different values equally near are none.</summary>
    /// <param name="word">Folded letters.</param>
    /// <param name="value">What the phrase stands for.</param>
    /// <param name="same">Tells that two values mean the same after all.</param>
    public bool TryNear(ReadOnlySpan<char> word, out int value, Func<int, int, bool>? same = null)
    {
        value = -1;
        var allowed = EditDistance.Allowed(word.Length);
        if (allowed == 0) return false;
        var bits = EditDistance.Letters(word);
        var best = allowed + 1;
        var tied = false;
        for (var length = word.Length - allowed; length <= word.Length + allowed; length++)
        {
            if (!_byLength.TryGetValue(length, out var phrases)) continue;
            foreach (var (letters, theirs, theirValue) in phrases)
            {
                if (BitOperations.PopCount(bits ^ theirs) > 2 * allowed) continue;
                var most = Math.Min(Math.Min(allowed, EditDistance.Allowed(letters.Length)), best);
                if (most == 0) continue;
                var distance = EditDistance.Between(word, letters, most);
                if (distance > most) continue;
                if (distance < best) (best, value, tied) = (distance, theirValue, false);
                else if (theirValue != value && same?.Invoke(theirValue, value) != true) tied = true;
            }
        }

        return value >= 0 && !tied;
    }

    // A comma or a full stop parts phrases; a dash, a stroke or a quote may stand inside one.
    private static bool SamePhrase(string text, int from, int to)
    {
        if (to - from > 3) return false;
        for (var i = from; i < to; i++)
        {
            if (text[i] is not (' ' or '-' or '/' or '\'' or '.' or '_' or '&')) return false;
            if (text[i] == '.' && i + 1 < to) return false;
        }

        return true;
    }
}
