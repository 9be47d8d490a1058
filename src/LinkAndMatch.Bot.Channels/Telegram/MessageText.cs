using System.Text;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// A reply's words as one text with styled stretches. It is cut first and escaped after, so that neither a cut nor a limit ever meets an escape:
/// Telegram counts the text as the person reads it, in UTF-16 units.
/// </summary>
public sealed class MessageText
{
    /// <summary>The longest text of one message, after entity parsing.</summary>
    public const int Limit = 4096;

    private readonly List<Stretch> _stretches = [];

    private MessageText(StringBuilder plain) => Plain = plain.ToString();

    /// <summary>As the person reads it.</summary>
    public string Plain { get; }

    /// <summary>The paragraphs, an empty line between them; the reference, where there is one, stands last.</summary>
    public static MessageText Of(Reply reply)
    {
        var plain = new StringBuilder();
        var stretches = new List<Stretch>();
        foreach (var part in reply.Parts)
        {
            if (plain.Length > 0) plain.Append("\n\n");
            foreach (var run in part.Runs)
            {
                if (run.Text.Length == 0) continue;
                if (run.Bold || run.Link is not null) stretches.Add(new Stretch(plain.Length, plain.Length + run.Text.Length, run.Bold, run.Link));
                plain.Append(run.Text);
            }
        }

        if (reply.Reference is { } reference) plain.Append("\n\n[").Append(reference).Append(']');
        var text = new MessageText(plain);
        text._stretches.AddRange(stretches);
        return text;
    }

    /// <summary>Where to cut so that each piece fits one message: at a paragraph's end, else a line's, else a word's, never inside a link that fits, never inside a character.</summary>
    /// <returns>The pieces without the white space around them; none for a blank text.</returns>
    public IReadOnlyList<Range> Pieces(int limit = Limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 2);
        var pieces = new List<Range>(1);
        var from = 0;
        while (from < Plain.Length)
        {
            var to = Plain.Length - from <= limit ? Plain.Length : CutAfter(from, limit);
            AddTrimmed(pieces, from, to);
            from = to;
        }

        return pieces;
    }

    /// <summary>A piece in Telegram's HTML.</summary>
    public string Html(Range piece)
    {
        var (from, length) = piece.GetOffsetAndLength(Plain.Length);
        var to = from + length;
        var html = new StringBuilder(length + 32);
        var at = from;
        foreach (var stretch in _stretches)
        {
            var (begin, end) = (Math.Max(stretch.From, from), Math.Min(stretch.To, to));
            if (begin >= end) continue;
            Escape(html, Plain.AsSpan(at, begin - at));
            if (stretch.Link is { } link)
            {
                html.Append("<a href=\"");
                Escape(html, link);
                html.Append("\">");
            }

            if (stretch.Bold) html.Append("<b>");
            Escape(html, Plain.AsSpan(begin, end - begin));
            if (stretch.Bold) html.Append("</b>");
            if (stretch.Link is not null) html.Append("</a>");
            at = end;
        }

        Escape(html, Plain.AsSpan(at, to - at));
        return html.ToString();
    }

    /// <summary>A line without markup, in Telegram's HTML.</summary>
    public static string Escaped(string line)
    {
        var html = new StringBuilder(line.Length + 16);
        Escape(html, line);
        return html.ToString();
    }

    private int CutAfter(int from, int limit)
    {
        var window = Plain.AsSpan(from, limit);
        // A break in the first half would leave a short message and a long one: the next kind of break is better then.
        foreach (var separator in (ReadOnlySpan<string>)["\n\n", "\n", " "])
        {
            var at = window.LastIndexOf(separator, StringComparison.Ordinal);
            if (at >= limit / 2) return BeforeLink(from, from + at + separator.Length);
        }

        return BeforeLink(from, from + (char.IsHighSurrogate(window[^1]) && char.IsLowSurrogate(Plain[from + limit]) ? limit - 1 : limit));
    }

    private int BeforeLink(int from, int cut)
    {
        foreach (var stretch in _stretches)
        {
            if (stretch.Link is not null && stretch.From > from && stretch.From < cut && stretch.To > cut) return stretch.From;
        }

        return cut;
    }

    private void AddTrimmed(List<Range> pieces, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(Plain[from])) from++;
        while (to > from && char.IsWhiteSpace(Plain[to - 1])) to--;
        if (from < to) pieces.Add(from..to);
    }

    private static void Escape(StringBuilder html, ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny("&<>\"") is >= 0 and var at)
        {
            html.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&quot;" });
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    private readonly record struct Stretch(int From, int To, bool Bold, string? Link);
}
