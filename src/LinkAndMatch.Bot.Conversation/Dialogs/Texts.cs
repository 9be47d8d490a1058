using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>The words of the bot, by key and language. Markup is parsed before values are filled in, so that what a person typed never becomes markup.</summary>
public sealed class Texts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> words)
{
    /// <summary>True when the key has words in the language or in Indonesian.</summary>
    public bool Has(string key, string language) => Find(key, language).Count > 0;

    /// <summary>The text filled with values; of a list of texts the one for this attempt (from 0), or its last.</summary>
    /// <exception cref="KeyNotFoundException">No language has the key.</exception>
    public ReplyPart Render(string key, string language, IReadOnlyDictionary<string, object?> values, int attempt = 0)
    {
        var all = Find(key, language);
        if (all.Count == 0) throw new KeyNotFoundException($"There is no text '{key}' in dialogs/texts.");
        return new ReplyPart(key, [new TextRun(all[Math.Min(attempt, all.Count - 1)])]);
    }

    /// <summary>A label without markup, filled with values.</summary>
    public string Label(string key, string language, IReadOnlyDictionary<string, object?>? values = null) =>
        string.Concat(Render(key, language, values ?? new Dictionary<string, object?>()).Runs.Select(r => r.Text));

    /// <summary>The words of a list key (aliases, start phrases) in this language and, when it is not Indonesian, in Indonesian too.</summary>
    public IReadOnlyList<string> Phrases(string key, string language) => Find(key, language);

    private IReadOnlyList<string> Find(string key, string language) =>
        words.TryGetValue(key, out var languages)
            ? languages.TryGetValue(language, out var list) ? list : languages.GetValueOrDefault("id") ?? []
            : [];
}
