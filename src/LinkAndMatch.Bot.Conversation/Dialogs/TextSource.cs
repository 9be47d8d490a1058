namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>The words as written, with their places; nested keys are joined by dots.</summary>
internal sealed class TextSource
{
    private readonly Dictionary<string, Dictionary<string, (IReadOnlyList<string> Words, Place At)>> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string> _branches = new(StringComparer.Ordinal);

    private readonly HashSet<string> _borrowed = new(StringComparer.Ordinal);

    public IEnumerable<string> Keys => _words.Keys;

    /// <summary>The keys that were written, without those that borrow their words.</summary>
    public IEnumerable<string> OwnKeys => _words.Keys.Where(k => !_borrowed.Contains(k));

    /// <summary>Indonesian first.</summary>
    public List<string> Languages { get; } = [];

    public bool Has(string key) => _words.ContainsKey(key);

    public bool Has(string key, string language) => _words.TryGetValue(key, out var languages) && languages.ContainsKey(language);

    /// <summary>True when some key begins with this one and a dot.</summary>
    public bool HasBelow(string key) => _branches.Contains(key);

    public IReadOnlyList<string> Words(string key, string language) => _words.TryGetValue(key, out var languages) && languages.TryGetValue(language, out var said) ? said.Words : [];

    public Place At(string key, string language) => _words.TryGetValue(key, out var languages) && languages.TryGetValue(language, out var said) ? said.At : new Place($"texts/{language}.yaml", 1);

    /// <summary>Where the words of the first language that has them stand.</summary>
    public Place WhereWritten(string key) => At(key, Languages.FirstOrDefault(l => Has(key, l)) ?? Texts.Home);

    /// <summary>Every file of <c>texts/</c> is a language, named by it; Indonesian must be there.</summary>
    public void ReadAll(string root, FindingList findings)
    {
        Read(root, Texts.Home, findings);
        var folder = Path.Combine(root, "texts");
        if (!Directory.Exists(folder)) return;
        foreach (var language in Directory.EnumerateFiles(folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Where(l => l != Texts.Home).Order(StringComparer.Ordinal))
        {
            if (language.Length is 2 or 3 && language.All(char.IsAsciiLetterLower)) Read(root, language, findings);
            else findings.Error(new Place($"texts/{language}.yaml", 1), "expected the file to be named by its language's code of two or three small letters (jv.yaml).");
        }
    }

    private void Read(string root, string language, FindingList findings)
    {
        var file = $"texts/{language}.yaml";
        Languages.Add(language);
        if (YamlPart.Read(root, file, findings) is { } part) ReadBranch("", part, language);
    }

    /// <summary>Gives a key the words of another one, in every language, when it has none of its own.</summary>
    public bool Borrow(string key, string from)
    {
        if (_words.ContainsKey(key) || !_words.TryGetValue(from, out var words)) return false;
        _words[key] = words;
        _borrowed.Add(key);
        AddBranches(key);
        return true;
    }

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> ToWords() =>
        _words.ToDictionary(w => w.Key, w => (IReadOnlyDictionary<string, IReadOnlyList<string>>)w.Value.ToDictionary(l => l.Key, l => l.Value.Words), StringComparer.Ordinal);

    private void ReadBranch(string prefix, YamlPart part, string language)
    {
        foreach (var (name, value, at) in part.Entries())
        {
            var key = prefix + name;
            if (value.IsMap)
            {
                ReadBranch($"{key}.", value, language);
                continue;
            }

            IReadOnlyList<string> words = value.IsList ? [.. value.Items().Select(i => i.Scalar ?? "")] : [value.Scalar ?? ""];
            if (words.Count == 0 || words.Any(string.IsNullOrWhiteSpace)) value.Error($"expected words for '{key}'.");
            if (!_words.TryGetValue(key, out var languages)) _words[key] = languages = new(StringComparer.Ordinal);
            languages[language] = (words, at);
            AddBranches(key);
        }
    }

    private void AddBranches(string key)
    {
        for (var dot = key.LastIndexOf('.'); dot > 0; dot = key.LastIndexOf('.', dot - 1)) _branches.Add(key[..dot]);
    }
}
