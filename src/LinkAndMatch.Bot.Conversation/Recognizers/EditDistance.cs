namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>How many slips of a thumb lie between two words: a letter too much, too few, another one, or two swapped.</summary>
internal static class EditDistance
{
    /// <summary>Slips allowed for a word of this length: none below 5 letters, one below 9, then two.</summary>
    public static int Allowed(int length) => length < 5 ? 0 : length < 9 ? 1 : 2;

    /// <summary>A bit for each letter and digit of a word, to rule out most pairs without counting.</summary>
    public static ulong Letters(ReadOnlySpan<char> word)
    {
        ulong letters = 0;
        foreach (var letter in word) letters |= 1UL << (letter & 63);
        return letters;
    }

    /// <summary>The distance, or <paramref name="most"/> + 1 when it is larger than <paramref name="most"/>.</summary>
    public static int Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most || a.Length > 64 || b.Length > 64) return most + 1;
        Span<int> rows = stackalloc int[3 * (b.Length + 1)];
        var width = b.Length + 1;
        return Count(a, b, most, rows[..width], rows[width..(2 * width)], rows[(2 * width)..]);
    }

    private static int Count(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int most, Span<int> before, Span<int> last, Span<int> row)
    {
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var distance = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) distance = Math.Min(distance, before[j - 2] + 1);
                row[j] = distance;
                least = Math.Min(least, distance);
            }

            if (least > most) return most + 1;
            var free = before;
            before = last;
            last = row;
            row = free;
        }

        return Math.Min(last[b.Length], most + 1);
    }
}
