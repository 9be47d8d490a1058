using System.Globalization;
using System.Text;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Reads names of people, firms and products: kept as typed.</summary>
public static class Names
{
    /// <summary>The name with blanks at its ends cut and line breaks and tabs made blanks; null when nothing visible is left or a control character is in it.</summary>
    public static string? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = new StringBuilder(text.Length);
        var visible = false;
        foreach (var letter in text)
        {
            if (letter is '\r') continue;
            if (letter is '\n' or '\t')
            {
                name.Append(' ');
                continue;
            }

            if (char.IsControl(letter)) return null;
            // Marks that turn the direction of what follows would let a name rewrite the sentence around it.
            if (letter is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069') continue;
            visible |= !char.IsWhiteSpace(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.Format;
            name.Append(letter);
        }

        return visible ? name.ToString().Trim() : null;
    }
}
