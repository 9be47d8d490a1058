using System.Text;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>
/// The small Markdown of texts and answers: <c>**bold**</c>, <c>[words](https://address)</c>, lines that begin with <c>- </c>.
/// It is turned into marks that no keyboard types before any value is filled in; values lose those marks, so they can never become markup.
/// </summary>
public static partial class Markup
{
    // Characters of the private use area: they mean nothing to anybody else.
    internal const char BoldOn = '\uE000';
    internal const char BoldOff = '\uE001';
    internal const char LinkOn = '\uE002';
    internal const char LinkTo = '\uE003';
    internal const char LinkOff = '\uE004';

    /// <summary>Text without places to fill in, such as the body of an answer.</summary>
    public static IReadOnlyList<TextRun> Parse(string source) => Runs(Mark(WithoutMarks(source)));

    /// <summary>Replaces markup by marks.</summary>
    internal static string Mark(string source)
    {
        var text = LineEnds().Replace(source, "\n");
        text = Bullet().Replace(text, "• ");
        text = Link().Replace(text, $"{LinkOn}$1{LinkTo}$2{LinkOff}");
        return Bold().Replace(text, $"{BoldOn}$1{BoldOff}");
    }

    /// <summary>What a value looks like once it can do no harm.</summary>
    internal static string WithoutMarks(string value) => value.AsSpan().IndexOfAnyInRange(BoldOn, LinkOff) < 0 ? value : Marks().Replace(value, "");

    internal static bool HasMarks(string value) => value.AsSpan().IndexOfAnyInRange(BoldOn, LinkOff) >= 0;

    /// <summary>Cuts marked text into runs; blank lines at the ends and more than one between paragraphs go.</summary>
    internal static IReadOnlyList<TextRun> Runs(string marked)
    {
        var text = Tidy(marked);
        if (!HasMarks(text)) return text.Length == 0 ? [] : [new TextRun(text)];

        var runs = new List<TextRun>();
        var words = new StringBuilder();
        var bold = false;
        int? linkFrom = null;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case BoldOn: Flush(null); bold = true; break;
                case BoldOff: Flush(null); bold = false; break;
                case LinkOn: Flush(null); linkFrom = i; break;
                case LinkTo when linkFrom is not null:
                    var end = text.IndexOf(LinkOff, i);
                    var address = end < 0 ? "" : text[(i + 1)..end];
                    // An address that came from a value may be anything; only a web address becomes a link.
                    Flush(IsWebAddress(address) ? address : null);
                    i = end < 0 ? i : end;
                    linkFrom = null;
                    break;
                case LinkTo or LinkOff: break;
                default: words.Append(text[i]); break;
            }
        }

        Flush(null);
        return runs;

        void Flush(string? link)
        {
            if (words.Length > 0) runs.Add(new TextRun(words.ToString(), bold, link));
            words.Clear();
        }
    }

    private static bool IsWebAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static string Tidy(string text)
    {
        var tidy = text.AsSpan().Trim();
        return tidy.IndexOf('\n') < 0 ? tidy.ToString() : BlankLines().Replace(LineTails().Replace(tidy.ToString(), "\n"), "\n\n");
    }

    [GeneratedRegex("\r\n?")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"^[ \t]*[-*] (?=\S)", RegexOptions.Multiline)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\[([^\[\]\n]+)\]\(((?:https?://|\{\{)[^()\s]*(?:\s[^()\s]*)*?)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*(?=\S)(.+?)(?<=\S)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex("[\uE000-\uE004]")]
    private static partial Regex Marks();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex LineTails();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
