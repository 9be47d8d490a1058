using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Words as they are compared: lower case, no marks, one blank between, letters drawn out brought back ("Bataaal!!" is "batal").</summary>
internal static class Phrase
{
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var folded = Folded.Of(text).Text;
        var words = Words.Of(folded);
        if (words.Count == 0) return "";
        if (words.Count == 1) return Words.Shorten(words[0].In(folded));
        var phrase = new StringBuilder(folded.Length);
        foreach (var word in words)
        {
            if (phrase.Length > 0) phrase.Append(' ');
            phrase.Append(Words.Shorten(word.In(folded)));
        }

        return phrase.ToString();
    }

    /// <summary>The folded phrase without the small words of politeness around it ("tolong batal ya kak" is "batal"); the phrase itself when nothing else is left.</summary>
    public static string WithoutManners(string folded)
    {
        var start = 0;
        var end = folded.Length;
        while (start < end)
        {
            var blank = folded.IndexOf(' ', start);
            if (blank < 0 || blank > end || !s_manners.Contains(folded[start..blank])) break;
            start = blank + 1;
        }

        while (start < end)
        {
            var blank = folded.LastIndexOf(' ', end - 1, end - start);
            if (blank <= start || !s_manners.Contains(folded[(blank + 1)..end])) break;
            end = blank;
        }

        return start < end ? folded[start..end] : folded;
    }

    /// <summary>True when the folded phrase occurs in the folded text as whole words.</summary>
    public static bool Contains(string folded, string phrase)
    {
        for (var at = folded.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || folded[at - 1] == ' ') && (at + phrase.Length == folded.Length || folded[at + phrase.Length] == ' ')) return true;
        }

        return false;
    }

    public static bool StartsWith(string folded, string phrase) =>
        folded.StartsWith(phrase, StringComparison.Ordinal) && (folded.Length == phrase.Length || folded[phrase.Length] == ' ');

    /// <summary>The length of the name at the start of the folded text, with its ending ("karyawannya", "usahane"); 0 when it does not start so.</summary>
    public static int LengthOfName(string folded, string name)
    {
        if (!folded.StartsWith(name, StringComparison.Ordinal)) return 0;
        var end = folded.IndexOf(' ', name.Length);
        if (end < 0) end = folded.Length;
        return folded.AsSpan(name.Length, end - name.Length) is "" or "nya" or "ne" or "e" or "ku" ? end : 0;
    }

    public static int CountWords(string folded)
    {
        if (folded.Length == 0) return 0;
        var count = 1;
        foreach (var letter in folded) count += letter == ' ' ? 1 : 0;
        return count;
    }

    private static readonly HashSet<string> s_manners = [.. ("tolong mohon maaf permisi coba dong deh ya yah sih lah kok aja saja kak kakak pak bu bapak ibu mas mbak min admin gan bang om bos please pls "
        + "saya mau ingin pengen pengin aku sekarang dulu i want to would like now").Split(' ')];
}
