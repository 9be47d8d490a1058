using System.Collections.Frozen;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What a turn looks up in the catalog, worked out once: commands and phrases by their words, forms with their slots' text keys and aliases.</summary>
internal sealed class DialogIndex
{
    private readonly FrozenDictionary<string, FormShape> _forms;
    private readonly FrozenDictionary<string, IReadOnlyList<CommandTarget>> _commands;
    private readonly FrozenDictionary<string, FrozenDictionary<string, IReadOnlyList<CommandTarget>>> _phrases;
    private readonly FrozenDictionary<string, IReadOnlyList<(string Phrase, string Dialog)>> _starts;
    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> _remarks;

    public DialogIndex(DialogCatalog catalog, LanguageData language)
    {
        Catalog = catalog;
        Data = language;
        Words = new SlotWords(language, catalog.Texts);
        Reader = new SlotReader(language, catalog.Texts);
        _forms = catalog.Forms.Values.ToFrozenDictionary(f => f.Id, f => new FormShape(f, catalog.Texts), StringComparer.Ordinal);

        var commands = new Dictionary<string, List<CommandTarget>>(StringComparer.OrdinalIgnoreCase);
        foreach (var command in catalog.Commands)
        {
            foreach (var name in command.Names) Add(commands, name, new CommandTarget(command.Target, command.When));
        }

        _commands = commands.ToFrozenDictionary(c => c.Key, c => (IReadOnlyList<CommandTarget>)c.Value, StringComparer.OrdinalIgnoreCase);
        var languages = catalog.Texts.Languages;
        _phrases = languages.ToFrozenDictionary(l => l, l => PhrasesOf(l, commands), StringComparer.Ordinal);
        _starts = languages.ToFrozenDictionary(l => l, StartsOf, StringComparer.Ordinal);
        _remarks = languages.ToFrozenDictionary(l => l, RemarksOf, StringComparer.Ordinal);
    }

    public DialogCatalog Catalog { get; }

    public LanguageData Data { get; }

    public SlotWords Words { get; }

    public SlotReader Reader { get; }

    public FormShape? Form(string id) => _forms.GetValueOrDefault(id);

    /// <summary>What a command may lead to, the first whose condition holds is meant; null: no such command.</summary>
    public IReadOnlyList<CommandTarget>? Command(string name) => _commands.GetValueOrDefault(name);

    /// <summary>What these exact words lead to, as a command would; null: they are none.</summary>
    public IReadOnlyList<CommandTarget>? CommandPhrase(string folded, string language) => Phrases(language).GetValueOrDefault(folded);

    /// <summary>The dialog one of whose start phrases occurs in the text, the longest first; null: none.</summary>
    public string? StartIn(string folded, string language)
    {
        foreach (var (phrase, dialog) in _starts.GetValueOrDefault(language) ?? _starts["id"])
        {
            if (Phrase.Contains(folded, phrase)) return dialog;
        }

        return null;
    }

    /// <summary>
    /// The dialog one of whose start phrases occurs in the text once its chat spelling is written out ("mao daftr dong"), or is all of it but for slips of
    /// the thumb in its longer words ("mau dafatr min"); null: none.
    /// </summary>
    public string? StartNear(string text, string language)
    {
        var written = Phrase.Fold(Data.Normaliser.Normalise(text));
        if (StartIn(written, language) is { } dialog) return dialog;
        var words = Phrase.WithoutManners(written).Split(' ');
        foreach (var (phrase, near) in _starts.GetValueOrDefault(language) ?? _starts["id"])
        {
            var meant = Phrase.WithoutManners(phrase).Split(' ');
            if (meant.Length == words.Length && meant.Zip(words).All(w => IsSlip(w.First, w.Second))) return near;
        }

        return null;
    }

    /// <summary>The dialog that the start phrase of another means for this person: a registered owner who says "daftar" wants to change the data.</summary>
    public string Begun(string dialog, Pass pass)
    {
        if (_forms[dialog].Form is not { Commands: [var command, ..] } form || pass.Holds(form.StartsWhen) || Command(command) is not { } targets) return dialog;
        foreach (var target in targets)
        {
            if (target.Target is MenuTarget.Dialog(var other) && pass.Holds(target.When)) return other;
        }

        return dialog;
    }

    /// <summary>The kind of a remark that is neither answer nor question (thanks, greeting, why, later); null: none.</summary>
    public string? Remark(string folded, string language) => (_remarks.GetValueOrDefault(language) ?? _remarks["id"]).GetValueOrDefault(folded);

    private FrozenDictionary<string, IReadOnlyList<CommandTarget>> Phrases(string language) => _phrases.GetValueOrDefault(language) ?? _phrases["id"];

    private static void Add(Dictionary<string, List<CommandTarget>> commands, string name, CommandTarget target)
    {
        if (!commands.TryGetValue(name, out var list)) commands[name] = list = [];
        if (!list.Contains(target)) list.Add(target);
    }

    private FrozenDictionary<string, IReadOnlyList<CommandTarget>> PhrasesOf(string language, Dictionary<string, List<CommandTarget>> commands)
    {
        var phrases = new Dictionary<string, IReadOnlyList<CommandTarget>>(StringComparer.Ordinal);
        foreach (var (name, targets) in commands)
        {
            foreach (var words in Catalog.Texts.Phrases($"commands.{name.TrimStart('/')}.phrases", language)) phrases.TryAdd(Phrase.Fold(words), targets);
            phrases.TryAdd(Phrase.Fold(name), targets);
        }

        foreach (var form in Catalog.Forms.Values)
        {
            IReadOnlyList<CommandTarget> targets = [new CommandTarget(new MenuTarget.Dialog(form.Id), form.StartsWhen)];
            if (form.Commands.Count > 0 && commands.TryGetValue(form.Commands[0], out var shared) && !IsMenu(shared[0])) targets = shared;
            foreach (var words in Catalog.Texts.Phrases($"{form.Id}.start", language)) phrases.TryAdd(Phrase.Fold(words), targets);
        }

        AddWords("words.cancel", new MenuTarget.Builtin(BuiltinCommand.Cancel));
        AddWords("words.back", new MenuTarget.Builtin(BuiltinCommand.Back));
        AddWords("words.repeat", new MenuTarget.Builtin(BuiltinCommand.Repeat));
        AddWords("words.help", new MenuTarget.Builtin(BuiltinCommand.Help));
        AddWords("words.officer", new MenuTarget.Action(Catalog.Defaults.Officer));
        phrases.Remove("");
        return phrases.ToFrozenDictionary(StringComparer.Ordinal);

        void AddWords(string key, MenuTarget target)
        {
            foreach (var words in Catalog.Texts.Phrases(key, language)) phrases.TryAdd(Phrase.Fold(words), [new CommandTarget(target, null)]);
        }
    }

    private static bool IsSlip(string meant, string written)
    {
        var most = EditDistance.Allowed(meant.Length);
        return EditDistance.Between(meant, written, most) <= most;
    }

    private static bool IsMenu(CommandTarget target) => target.Target is MenuTarget.Menu;

    private IReadOnlyList<(string, string)> StartsOf(string language)
    {
        var starts = new List<(string Phrase, string Dialog)>();
        foreach (var form in Catalog.Forms.Values)
        {
            foreach (var words in Catalog.Texts.Phrases($"{form.Id}.start", language))
            {
                if (Phrase.Fold(words) is { Length: > 0 } folded) starts.Add((folded, form.Id));
            }
        }

        return [.. starts.OrderByDescending(s => s.Phrase.Length)];
    }

    private FrozenDictionary<string, string> RemarksOf(string language)
    {
        var remarks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kind in Remarks.All)
        {
            foreach (var words in Catalog.Texts.Phrases(Remarks.PhrasesKey(kind), language)) remarks.TryAdd(Phrase.Fold(words), kind);
        }

        remarks.Remove("");
        return remarks.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>What a command leads to, when its condition holds.</summary>
internal sealed record CommandTarget(MenuTarget Target, Condition? When);
