namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>What was read from the files, with the place of everything, before it is checked.</summary>
internal sealed class DialogSource
{
    public Dictionary<string, FormDialog> Forms { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes that a form's submit may be refused with, the slot to open again or null.</summary>
    public Dictionary<string, IReadOnlyDictionary<string, string?>> RefusedCodes { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Retired { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> RetiredVersions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, MenuDialog> Menus { get; } = new(StringComparer.Ordinal);

    public List<Command> Commands { get; } = [];

    public Dictionary<string, Notice> Notices { get; } = new(StringComparer.Ordinal);

    public DefaultActions? Defaults { get; set; }

    public TextSource Texts { get; } = new();

    /// <summary>List to the keys in it.</summary>
    public Dictionary<string, IReadOnlyList<string>> Vocabulary { get; } = new(StringComparer.Ordinal);

    /// <summary>By path: <c>register</c>, <c>register.nib</c>, <c>register.submit</c>, <c>menu.main.status</c>, <c>command./status</c>, <c>notice.form.warn</c>.</summary>
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    public Place At(string path)
    {
        for (var p = path; ;)
        {
            if (Places.TryGetValue(p, out var place)) return place;
            var dot = p.LastIndexOf('.');
            if (dot < 0) return new Place("dialogs", 1);
            p = p[..dot];
        }
    }

    /// <summary>Reads everything under the folder; what cannot be read becomes a finding.</summary>
    public static DialogSource Read(string root, FindingList findings)
    {
        var source = new DialogSource();
        source.ReadVocabulary(root, findings);
        FormReader.ReadAll(root, source, findings);
        MenuReader.Read(root, source, findings);
        NoticeReader.Read(root, source, findings);
        source.Texts.ReadAll(root, findings);
        return source;
    }

    private void ReadVocabulary(string root, FindingList findings)
    {
        if (YamlPart.Read(root, "data/vocab.yaml", findings) is not { } file) return;
        foreach (var (list, items, _) in file.Entries())
        {
            Vocabulary[list] = items.IsList ? [.. items.Items().Where(i => i.IsMap && i.Has("key")).Select(i => i.Text("key"))] : [];
        }
    }
}
