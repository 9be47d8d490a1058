namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>The words beside a place in a text, in lower case; empty where there is none.</summary>
internal static class TextAround
{
    public static string WordBefore(string text, int at)
    {
        var end = at;
        while (end > 0 && !char.IsLetterOrDigit(text[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1])) start--;
        return text[start..end].ToLowerInvariant();
    }

    public static string WordAfter(string text, int at)
    {
        var start = at;
        while (start < text.Length && !char.IsLetterOrDigit(text[start])) start++;
        var end = start;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        return text[start..end].ToLowerInvariant();
    }
}
