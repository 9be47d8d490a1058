using System.Collections.Frozen;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>A form with what is looked up about it at every turn.</summary>
internal sealed class FormShape
{
    private readonly FrozenDictionary<string, SlotShape> _byName;
    private readonly FrozenDictionary<string, IReadOnlyList<(string Alias, SlotShape Slot)>> _aliases;

    public FormShape(FormDialog form, Texts texts)
    {
        Form = form;
        Slots = [.. form.Slots.Select((s, i) => new SlotShape(form, s, i, texts))];
        _byName = Slots.ToFrozenDictionary(s => s.Name, StringComparer.Ordinal);
        _aliases = texts.Languages.ToFrozenDictionary(l => l, l => AliasesOf(l, texts), StringComparer.Ordinal);
    }

    public FormDialog Form { get; }

    public string Id => Form.Id;

    public IReadOnlyList<SlotShape> Slots { get; }

    public SlotShape? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The words that name a slot, folded, the longest first.</summary>
    public IReadOnlyList<(string Alias, SlotShape Slot)> Aliases(string language) => _aliases.GetValueOrDefault(language) ?? _aliases["id"];

    /// <summary>The slot that the folded text begins with by name; null: none.</summary>
    public SlotShape? NamedAtStart(string folded, string language, out int length)
    {
        foreach (var (alias, slot) in Aliases(language))
        {
            if (Phrase.LengthOfName(folded, alias) is not (> 0 and var named)) continue;
            length = named;
            return slot;
        }

        length = 0;
        return null;
    }

    /// <summary>The slot that the folded text names anywhere; null: none.</summary>
    public SlotShape? NamedIn(string folded, string language)
    {
        foreach (var (alias, slot) in Aliases(language))
        {
            if (Phrase.Contains(folded, alias)) return slot;
        }

        return null;
    }

    private IReadOnlyList<(string, SlotShape)> AliasesOf(string language, Texts texts)
    {
        var aliases = new Dictionary<string, SlotShape>(StringComparer.Ordinal);
        foreach (var slot in Slots)
        {
            foreach (var words in texts.Phrases(slot.AliasesKey, language)) Add(Phrase.Fold(words), slot);
        }

        foreach (var slot in Slots)
        {
            if (slot.LabelKey is { } label) Add(Phrase.Fold(texts.Label(label, language)), slot);
            Add(Phrase.Fold(slot.Name.Replace('_', ' ')), slot);
        }

        return [.. aliases.OrderByDescending(a => a.Key.Length).Select(a => (a.Key, a.Value))];

        void Add(string alias, SlotShape slot)
        {
            if (alias.Length > 0) aliases.TryAdd(alias, slot);
        }
    }
}

/// <summary>A slot with the keys of its texts, each already the one that exists.</summary>
internal sealed class SlotShape
{
    private readonly Texts _texts;
    private readonly string _prefix;

    public SlotShape(FormDialog form, Slot slot, int index, Texts texts)
    {
        (Slot, Index, _texts) = (slot, index, texts);
        _prefix = $"{form.Id}.{slot.Name}.";
        TypeName = slot.Type.ToString().ToLowerInvariant();
        AskKey = Existing("ask") ?? $"types.{TypeName}.ask";
        AliasesKey = _prefix + "aliases";
        WhyKey = Existing("why");
        LabelKey = Existing("label");
        ExampleKey = Existing("example") ?? Existing($"types.{TypeName}.example", whole: true);
        SkipKey = Existing("skip") ?? "buttons.skip";
        YesKey = Existing("yes") ?? "types.confirm.yes";
        NoKey = Existing("no") ?? "types.confirm.no";
        InvalidKey = Existing("invalid") ?? Existing($"types.{TypeName}.invalid", whole: true) ?? "turn.unrecognised";
    }

    public Slot Slot { get; }

    public string Name => Slot.Name;

    public SlotType Type => Slot.Type;

    /// <summary>Its place in the form, from 0.</summary>
    public int Index { get; }

    public string TypeName { get; }

    public string AskKey { get; }

    public string AliasesKey { get; }

    public string? WhyKey { get; }

    public string? LabelKey { get; }

    public string? ExampleKey { get; }

    public string SkipKey { get; }

    public string YesKey { get; }

    public string NoKey { get; }

    public string InvalidKey { get; }

    /// <summary>True when the answer is words of the person's own, which any message could be.</summary>
    public bool TakesAnyWords => Type == SlotType.Text;

    /// <summary>True when taps add to the answer until "done".</summary>
    public bool TakesSeveral => Type is SlotType.Choices or SlotType.Terms or SlotType.Photos;

    public ItemQuery? Items => Slot.From is ItemsFrom.Domain(var query) ? query : null;

    /// <summary>The text that says why a value was not taken: the slot's own, the type's, or the slot's general one.</summary>
    public string RefusalKey(string code) =>
        Existing(code) ?? Existing($"types.{TypeName}.{code}", whole: true) ?? InvalidKey;

    /// <summary>The slot's own text of this role; null: none.</summary>
    public string? Existing(string role) => Existing(_prefix + role, whole: true);

    private string? Existing(string key, bool whole)
    {
        var full = whole ? key : _prefix + key;
        return _texts.Has(full, "id") ? full : null;
    }
}
