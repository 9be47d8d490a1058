using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Answering;

/// <summary>
/// Cuts an answer into statements that can stand alone: a sentence, with the one after it that limits it ("Tetapi ..."), or a line with the
/// list below it. Part of an answer is shown by whole statements only, so that no condition is lost on the way.
/// </summary>
public static partial class AnswerStatements
{
    /// <summary>The statements in order, each in the small markup of the answer.</summary>
    public static IReadOnlyList<string> Of(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var statements = new List<string>();
        var begun = false;
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            var text = line.TrimEnd();
            if (text.Trim().Length == 0)
            {
                begun = false;
                continue;
            }

            // A list belongs to what introduces it: one item alone would pass for the whole.
            if (Bullet().IsMatch(text))
            {
                if (statements.Count > 0 && (begun || IsLeadIn(statements[^1]))) statements[^1] += "\n" + text;
                else statements.Add(text);
                begun = true;
                continue;
            }

            begun = false;
            foreach (var sentence in Sentences(text.Trim()))
            {
                if (statements.Count > 0 && Limits().IsMatch(sentence)) statements[^1] += " " + sentence;
                else statements.Add(sentence);
            }
        }

        return statements;
    }

    private static bool IsLeadIn(string statement) => statement.TrimEnd('*', ' ').EndsWith(':');

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;
        foreach (Match end in SentenceEnd().Matches(line))
        {
            var next = end.Index + end.Length;
            var sentence = line[start..next];
            // "Rp. 5", "No. 3", a bold that goes on: no end yet.
            if (Abbreviation().IsMatch(sentence.TrimEnd()) || Count(sentence, "**") % 2 != 0 || Count(sentence, "(") > Count(sentence, ")")) continue;
            yield return sentence.Trim();
            start = next;
        }

        if (line[start..].Trim() is { Length: > 0 } rest) yield return rest;
    }

    private static int Count(string text, string mark)
    {
        var count = 0;
        for (var at = text.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(mark, at + mark.Length, StringComparison.Ordinal)) count++;
        return count;
    }

    [GeneratedRegex(@"[.!?](?:\*\*)?[)""”]?\s+(?=[\p{Lu}\d*\[""“(/])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"(?:^|[\s(])(?:\p{L}|no|rp|jl|dll|dsb|dst|hal|pt|cv|tbk|mr|e\.g|i\.e|a\.n)\.$", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();

    [GeneratedRegex(@"^\s*[-*•] \S")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[\s*(]*(?:tetapi|tapi|namun|akan tetapi|kecuali|hanya|cuma|asal|asalkan|syaratnya|dengan syarat|selama|jika|bila|kalau|apabila|catatan|sebaliknya|meski|meskipun|walau|walaupun|itu pun|but|however|except|unless|only|provided|if|note|though|otherwise|on condition)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Limits();
}
