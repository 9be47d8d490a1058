using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>Tells by the words that people read which text key was said: each place of the text is a wildcard, in any language and attempt.</summary>
internal static partial class TextPattern
{
    // Fewer letters than this could be part of anything.
    private const int FewestLetters = 8;

    private static readonly ConcurrentDictionary<(Texts, string), Regex?> s_known = new();

    /// <summary>The pattern of a key; null when there is no such text (the body of an answer, say), or it says too little to be told.</summary>
    public static Regex? Of(Texts texts, string key) => s_known.GetOrAdd((texts, key), Build);

    /// <summary>The pattern of a button's whole label, however short.</summary>
    public static Regex? Label(Texts texts, string key)
    {
        var sources = texts.TemplatesOf(key, "id").Concat(texts.TemplatesOf(key, "en")).Select(t => string.Join(".*", Tag().Split(t.Source).Select(Regex.Escape))).ToList();
        return sources.Count == 0 ? null : new Regex($"^(?:{string.Join('|', sources)})$", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static Regex? Build((Texts Texts, string Key) text)
    {
        var sources = text.Texts.TemplatesOf(text.Key, "id").Concat(text.Texts.TemplatesOf(text.Key, "en")).Select(t => Pattern(t.Source)).Where(p => p is not null).ToList();
        return sources.Count == 0 ? null : new Regex(string.Join('|', sources.Select(s => $"(?:{s})")), RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
    }

    private static string? Pattern(string source)
    {
        var plain = Link().Replace(source.Replace("**", "", StringComparison.Ordinal), "$1");
        var pattern = new StringBuilder();
        var letters = 0;
        var depth = 0;
        var from = 0;
        foreach (Match tag in Tag().Matches(plain))
        {
            if (depth == 0) Words(plain[from..tag.Index]);
            from = tag.Index + tag.Length;
            if (tag.Value.StartsWith("{{", StringComparison.Ordinal))
            {
                if (depth == 0) pattern.Append(".*?");
            }
            else if (Opens().IsMatch(tag.Value))
            {
                if (depth++ == 0) pattern.Append(".*?");
            }
            else if (Closes().IsMatch(tag.Value))
            {
                depth--;
            }
        }

        Words(plain[from..]);
        return letters < FewestLetters ? null : pattern.ToString();

        void Words(string words)
        {
            foreach (var line in LineStart().Replace(words, "$1 ").Split(' ', '\n', '\t'))
            {
                if (line.Length == 0) continue;
                // Lines, bullets and blanks are each channel's own affair.
                if (pattern.Length > 0) pattern.Append(@"[\s•-]*");
                // Web Chat sets straight quotation marks as a printer would.
                pattern.Append(Regex.Escape(line).Replace("'", "['’]", StringComparison.Ordinal).Replace("\"", "[\"“”]", StringComparison.Ordinal));
                letters += line.Count(char.IsLetter);
            }

            if (words.Length > 0) pattern.Append(@"[\s•-]*");
        }
    }

    [GeneratedRegex(@"\{\{.*?\}\}|\{%.*?%\}", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\{%-?\s*(?:if|unless|for|case)\b")]
    private static partial Regex Opens();

    [GeneratedRegex(@"\{%-?\s*end")]
    private static partial Regex Closes();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(^|\n)- ")]
    private static partial Regex LineStart();
}
