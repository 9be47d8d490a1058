using Fluid;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>The words of the bot, by key and language. Markup is parsed before values are filled in, so that what a person typed never becomes markup.</summary>
public sealed class Texts
{
    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    private readonly Dictionary<string, Wording> _words;
    private readonly TemplateOptions _indonesian;
    private readonly TemplateOptions _english;

    /// <param name="words">Key to language to texts by attempt.</param>
    /// <param name="lookups">Labels and region names for the filters; null: keys are shown as they are.</param>
    /// <exception cref="FormatException">A text is no template.</exception>
    public Texts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> words, TextLookups? lookups = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var read = new Dictionary<string, TextTemplate>(StringComparer.Ordinal);
        _words = words.ToDictionary(w => w.Key, w => new Wording(Templates(w.Value, "id"), Templates(w.Value, "en"), w.Value.GetValueOrDefault("id") ?? [], w.Value.GetValueOrDefault("en") ?? []), StringComparer.Ordinal);
        _indonesian = TextFilters.Options(this, lookups ?? TextLookups.None, "id");
        _english = TextFilters.Options(this, lookups ?? TextLookups.None, "en");

        TextTemplate[] Templates(IReadOnlyDictionary<string, IReadOnlyList<string>> languages, string language) =>
            languages.TryGetValue(language, out var list) ? [.. list.Select(s => read.TryGetValue(s, out var known) ? known : read[s] = TextTemplate.Parse(s))] : [];
    }

    /// <summary>Every key that has words in some language.</summary>
    public IEnumerable<string> Keys => _words.Keys;

    /// <summary>True when the key has words in the language or in Indonesian.</summary>
    public bool Has(string key, string language) => Find(key, language).Length > 0;

    /// <summary>The text filled with values; of a list of texts the one for this attempt (from 0), or its last.</summary>
    /// <exception cref="KeyNotFoundException">No language has the key, or a value that the text needs was not given (null is given).</exception>
    public ReplyPart Render(string key, string language, IReadOnlyDictionary<string, object?> values, int attempt = 0)
    {
        var template = Pick(key, language, attempt);
        return new ReplyPart(key, template.Runs ?? Markup.Runs(Fill(key, template, language, values, depth: 0)));
    }

    /// <summary>A label without markup, filled with values.</summary>
    public string Label(string key, string language, IReadOnlyDictionary<string, object?>? values = null) =>
        Render(key, language, values ?? Nothing).Runs switch
        {
            [] => "",
            [var only] => only.Text,
            var runs => string.Concat(runs.Select(r => r.Text)),
        };

    /// <summary>The words of a list key (aliases, start phrases) in this language and, when it is not Indonesian, in Indonesian too.</summary>
    public IReadOnlyList<string> Phrases(string key, string language)
    {
        if (!_words.TryGetValue(key, out var words)) return [];
        return language == "en" ? words.Both : words.IndonesianSource;
    }

    /// <summary>Words in a list with commas and "dan" or "and".</summary>
    public static string Listed(IReadOnlyList<string> words, string language) => TextFilters.Listed(words, language);

    /// <summary>For the filter <c>say</c>: the text with its marks.</summary>
    internal string Fill(string key, string language, IReadOnlyDictionary<string, object?> values, int depth)
    {
        var template = Pick(key, language, attempt: 0);
        return Fill(key, template, language, values, depth);
    }

    internal IReadOnlyList<TextTemplate> TemplatesOf(string key, string language) =>
        _words.TryGetValue(key, out var words) ? language == "en" ? words.English : words.Indonesian : [];

    private string Fill(string key, TextTemplate template, string language, IReadOnlyDictionary<string, object?> values, int depth)
    {
        var context = new TemplateContext(language == "en" ? _english : _indonesian);
        foreach (var name in template.Required)
        {
            // Said by another text, a missing value is only a gap; asked for by code, it is a mistake in the code or in the text.
            if (!values.TryGetValue(name, out var value) && depth == 0) throw new KeyNotFoundException($"The text '{key}' ({language}) uses '{name}', which was not given. Given: {string.Join(", ", values.Keys)}.");
            context.SetValue(name, value);
        }

        foreach (var name in template.Optional)
        {
            if (values.TryGetValue(name, out var value)) context.SetValue(name, value);
        }

        context.AmbientValues["depth"] = depth;
        return template.Fill(context);
    }

    private TextTemplate Pick(string key, string language, int attempt)
    {
        var all = Find(key, language);
        return all.Length > 0 ? all[Math.Clamp(attempt, 0, all.Length - 1)] : throw new KeyNotFoundException($"There is no text '{key}' in dialogs/texts.");
    }

    private TextTemplate[] Find(string key, string language) =>
        _words.TryGetValue(key, out var words) ? language == "en" && words.English.Length > 0 ? words.English : words.Indonesian : [];

    private sealed record Wording(TextTemplate[] Indonesian, TextTemplate[] English, IReadOnlyList<string> IndonesianSource, IReadOnlyList<string> EnglishSource)
    {
        public IReadOnlyList<string> Both { get; } = [.. EnglishSource.Concat(IndonesianSource).Distinct(StringComparer.Ordinal)];
    }
}
