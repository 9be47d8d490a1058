namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>One word of a folded text: a run of letters and digits.</summary>
internal readonly record struct Word(int Start, int End)
{
    public int Length => End - Start;

    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);
}

/// <summary>Splits a folded text into words.</summary>
internal static class Words
{
    public static List<Word> Of(string text)
    {
        var words = new List<Word>();
        for (var i = 0; i < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i])) i++;
            words.Add(new Word(start, i));
        }

        return words;
    }

    /// <summary>Whether a word may begin at the offset: no letter or digit stands before it.</summary>
    public static bool BeginsAt(string text, int at) => at == 0 || !char.IsLetterOrDigit(text[at - 1]);

    /// <summary>Whether a word may end before the offset: no letter or digit follows.</summary>
    public static bool EndsAt(string text, int at) => at == text.Length || !char.IsLetterOrDigit(text[at]);

    /// <summary>The word that begins at the offset; empty when none does.</summary>
    public static ReadOnlySpan<char> At(string text, int at)
    {
        var end = at;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        return text.AsSpan(at, end - at);
    }

    public static int SkipBlanks(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
        return at;
    }

    /// <summary>A word with letters written more than twice in a row brought back to one ("iyaaa" is "iya").</summary>
    public static string Shorten(ReadOnlySpan<char> word)
    {
        Span<char> kept = word.Length <= 64 ? stackalloc char[word.Length] : new char[word.Length];
        var count = 0;
        for (var i = 0; i < word.Length;)
        {
            var run = i + 1;
            while (run < word.Length && word[run] == word[i]) run++;
            var copies = run - i > 2 ? 1 : run - i;
            for (var c = 0; c < copies; c++) kept[count++] = word[i];
            i = run;
        }

        return new string(kept[..count]);
    }
}
