using Fluid;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>The words of the bot, by key and language. Markup is parsed before values are filled in, so that what a person typed never becomes markup.</summary>
public sealed class Texts
{
    /// <summary>Indonesian: every text has words in it, and a language that has none shows them.</summary>
    public const string Home = "id";

    private static readonly IReadOnlyDictionary<string, object?> Nothing = new Dictionary<string, object?>();

    private readonly Dictionary<string, Dictionary<string, Wording>> _words;
    private readonly Dictionary<string, TemplateOptions> _options;

    /// <param name="words">Key to language to texts by attempt.</param>
    /// <param name="lookups">Labels and region names for the filters; null: keys are shown as they are.</param>
    /// <exception cref="FormatException">A text is no template.</exception>
    public Texts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> words, TextLookups? lookups = null)
    {
        ArgumentNullException.ThrowIfNull(words);
        var read = new Dictionary<string, TextTemplate>(StringComparer.Ordinal);
        _words = words.ToDictionary(w => w.Key, w => w.Value.ToDictionary(l => l.Key, l => new Wording([.. l.Value.Select(Template)], Phrases(w.Value, l.Key)), StringComparer.Ordinal), StringComparer.Ordinal);
        Languages = [.. words.Values.SelectMany(l => l.Keys).Append(Home).Distinct().OrderBy(l => l == Home ? 0 : 1).ThenBy(l => l, StringComparer.Ordinal)];
        // Figures and dates are said in the person's language even where words are missing.
        _options = Languages.Append("en").Distinct().ToDictionary(l => l, l => TextFilters.Options(this, lookups ?? TextLookups.None, l), StringComparer.Ordinal);

        TextTemplate Template(string text) => read.TryGetValue(text, out var known) ? known : read[text] = TextTemplate.Parse(text);

        // What people type, they type in Indonesian too, whatever language the bot speaks.
        static IReadOnlyList<string> Phrases(IReadOnlyDictionary<string, IReadOnlyList<string>> languages, string language) =>
            [.. languages[language].Concat(languages.GetValueOrDefault(Home) ?? []).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The languages that the bot speaks, Indonesian first: the files of <c>texts/</c>.</summary>
    public IReadOnlyList<string> Languages { get; }

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
    public IReadOnlyList<string> Phrases(string key, string language) => In(key, language)?.Phrases ?? [];

    /// <summary>Words in a list with commas and "dan" or "and".</summary>
    public static string Listed(IReadOnlyList<string> words, string language) => TextFilters.Listed(words, language);

    /// <summary>For the filter <c>say</c>: the text with its marks.</summary>
    internal string Fill(string key, string language, IReadOnlyDictionary<string, object?> values, int depth)
    {
        var template = Pick(key, language, attempt: 0);
        return Fill(key, template, language, values, depth);
    }

    /// <summary>As written in this language; empty when it has no words of its own.</summary>
    internal IReadOnlyList<TextTemplate> TemplatesOf(string key, string language) =>
        _words.TryGetValue(key, out var words) && words.TryGetValue(language, out var own) ? own.Templates : [];

    private string Fill(string key, TextTemplate template, string language, IReadOnlyDictionary<string, object?> values, int depth)
    {
        var context = new TemplateContext(_options.GetValueOrDefault(language) ?? _options[Home]);
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

    private TextTemplate[] Find(string key, string language) => In(key, language)?.Templates ?? [];

    private Wording? In(string key, string language) =>
        _words.TryGetValue(key, out var words) ? words.GetValueOrDefault(language) ?? words.GetValueOrDefault(Home) : null;

    /// <param name="Phrases">The texts as written, with the Indonesian ones behind them.</param>
    private sealed record Wording(TextTemplate[] Templates, IReadOnlyList<string> Phrases);
}
