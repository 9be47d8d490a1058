using System.Globalization;
using System.Text;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A text made easy to read for rules (lower case, plain digits, dashes, blanks and quotes, nothing invisible) that still knows where each letter stood.</summary>
/// <remarks>Plain ASCII, nearly every message, costs one lower-cased string; only other texts carry a map of offsets.</remarks>
internal readonly struct Folded
{
    private readonly int[]? _origins;

    private Folded(string text, int[]? origins)
    {
        Text = text;
        _origins = origins;
    }

    /// <summary>The folded text.</summary>
    public string Text { get; }

    public static Folded Of(string text)
    {
        if (Ascii.IsValid(text)) return new Folded(text.ToLowerInvariant(), null);

        var letters = new StringBuilder(text.Length);
        var origins = new int[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Plain(text[i]);
            if (letter == '\0') continue;
            origins[letters.Length] = i;
            letters.Append(letter);
        }

        return new Folded(letters.ToString(), origins);
    }

    /// <summary>The finding whose folded span is [start, end), told in offsets of the original text.</summary>
    public Found<T> Found<T>(T value, int start, int end) => _origins is null
        ? new Found<T>(value, start, end - start)
        : new Found<T>(value, _origins[start], _origins[end - 1] + 1 - _origins[start]);

    /// <summary>The original letters behind the folded span.</summary>
    public string Original(string text, int start, int end)
    {
        if (start >= end) return "";
        return _origins is null ? text[start..end] : text[_origins[start]..(_origins[end - 1] + 1)];
    }

    // One for one or dropped: a mapping to several letters would need a second map.
    private static char Plain(char letter)
    {
        if (letter < 128) return char.ToLowerInvariant(letter);
        if (letter is >= '\uFF01' and <= '\uFF5E') return char.ToLowerInvariant((char)(letter - 0xFEE0));
        if (letter is >= '\u2010' and <= '\u2015' or '\u2212') return '-';
        if (letter is '\u2018' or '\u2019' or '\u02BC') return '\'';
        if (letter is '\u201C' or '\u201D') return '"';
        switch (CharUnicodeInfo.GetUnicodeCategory(letter))
        {
            case UnicodeCategory.SpaceSeparator: return ' ';
            case UnicodeCategory.Format: return '\0';
            case UnicodeCategory.DecimalDigitNumber: return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(letter));
            default: return char.ToLowerInvariant(letter);
        }
    }
}
