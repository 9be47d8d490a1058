using System.Text;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>
/// A reply's words for clients of the Activity protocol. What a person typed must never become markup, so everything is escaped for Markdown;
/// where there is no markup, or the channel's Markdown is not known to honour escapes, the text is plain.
/// </summary>
public static class MarkdownText
{
    /// <summary>True when the reply has anything that plain text cannot show.</summary>
    public static bool IsNeeded(Reply reply) => reply.Parts.Any(p => p.Runs.Any(r => r.Bold || r.Link is not null));

    /// <summary>Paragraphs with an empty line between; a link's address stands behind its words.</summary>
    public static string Plain(Reply reply)
    {
        var text = new StringBuilder();
        foreach (var part in reply.Parts)
        {
            if (text.Length > 0) text.Append("\n\n");
            foreach (var run in part.Runs)
            {
                text.Append(run.Text);
                if (run.Link is { } link && link != run.Text) text.Append(" (").Append(link).Append(')');
            }
        }
        return AddReference(text, reply).ToString().Trim('\n');
    }

    /// <summary>CommonMark with every mark that could be one escaped.</summary>
    public static string Markdown(Reply reply)
    {
        var text = new StringBuilder();
        foreach (var part in reply.Parts)
        {
            if (text.Length > 0) text.Append("\n\n");
            var breaks = 0;
            var begins = true;
            foreach (var run in part.Runs) Append(text, run, ref begins, ref breaks);
        }
        if (reply.Reference is { } reference) text.Append("\n\n\\[").Append(Escaped(reference)).Append("\\]");
        return text.ToString().Trim('\n');
    }

    /// <summary>The words without the marks: what a person sees of <see cref="Markdown"/>.</summary>
    public static string Unescaped(string markdown)
    {
        var text = new StringBuilder(markdown.Length);
        for (var i = 0; i < markdown.Length; i++)
        {
            switch (markdown[i])
            {
                case '\\' when i + 1 < markdown.Length && (char.IsAsciiLetterOrDigit(markdown[i + 1]) is false):
                    i++;
                    text.Append(markdown[i]);
                    break;
                case '*' when i + 1 < markdown.Length && markdown[i + 1] == '*':
                    i++;
                    break;
                case '[':
                    break;
                case ']' when i + 2 < markdown.Length && markdown[i + 1] == '(' && markdown[i + 2] == '<':
                    i = markdown.IndexOf(">)", i, StringComparison.Ordinal) is >= 0 and var end ? end + 1 : markdown.Length;
                    break;
                case '\u00A0':
                    text.Append(' ');
                    break;
                default:
                    text.Append(markdown[i]);
                    break;
            }
        }
        return text.ToString();
    }

    /// <param name="begins">True at the begin of a line.</param>
    /// <param name="breaks">Line ends not written yet: whether one is a break or parts paragraphs is known only when the next words come.</param>
    private static void Append(StringBuilder text, TextRun run, ref bool begins, ref int breaks)
    {
        // Emphasis may not begin or end with a space, nor reach over a line: each line gets its own.
        var lines = run.Text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0)
            {
                breaks++;
                begins = true;
            }
            var line = lines[i];
            var words = line.Trim();
            if (line.Length == 0 || (begins && words.Length == 0)) continue;

            if (breaks > 0 && text.Length > 0) text.Append(breaks == 1 && text[^1] != '\n' ? "\\\n" : "\n\n");
            breaks = 0;
            var before = line.Length - line.TrimStart().Length;
            text.Append(begins ? new string('\u00A0', before) : line[..before]);
            begins = false;
            if (words.Length == 0) continue;
            if (run.Link is not null) text.Append('[');
            if (run.Bold) text.Append("**");
            text.Append(Escaped(words));
            if (run.Bold) text.Append("**");
            if (run.Link is { } link) text.Append("](<").Append(Address(link)).Append(">)");
            text.Append(line.AsSpan(before + words.Length));
        }
    }

    /// <summary>Any ASCII mark may stand behind a backslash (CommonMark 2.4), and then means itself: no HTML, no link, no list, no autolink.</summary>
    private static string Escaped(string words)
    {
        var escaped = new StringBuilder(words.Length + 16);
        foreach (var letter in words)
        {
            // A comma, an apostrophe and such begin nothing; escapes there would only lengthen the text.
            if (char.IsAscii(letter) && (char.IsPunctuation(letter) || char.IsSymbol(letter)) && letter is not (',' or '\'' or '"' or '?' or '/' or ';' or '%'))
                escaped.Append('\\');
            escaped.Append(letter);
        }
        return escaped.ToString();
    }

    private static string Address(string link) =>
        link.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    private static StringBuilder AddReference(StringBuilder text, Reply reply) =>
        reply.Reference is { } reference ? text.Append("\n\n[").Append(reference).Append(']') : text;
}
