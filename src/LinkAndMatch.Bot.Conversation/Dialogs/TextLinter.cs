namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Looks at the words themselves: do they read as templates, use only what is given, fit a message, exist in every language.</summary>
internal static class TextLinter
{
    // One message of Telegram; values come on top.
    private const int MaximumLength = 4096;
    private const int MaximumButton = 64;

    private static readonly string[] Plain = ["label", "why", "example", "skip", "yes", "no", "version", "aliases", "title", "start", "start_refused", "again", "intro"];
    // What code says beside dialogs, actions and events.
    private static readonly string[] Areas = ["menu", "commands", "privacy", "types", "words", "talk", "values", "stages", "ends", "refusals", "telegram", "terminal", "webchat", "inbox", "masks"];
    private static readonly string[] FormRoles = ["title", "start", "label", "start_refused", "intro", "again", "review", "submit"];

    public static void Check(DialogSource source, IReadOnlyCollection<Doors.DialogDoorName> doors, FindingList findings)
    {
        CheckTurn(source, findings);
        CheckOwners(source, findings);
        CheckAreas(source, doors, findings);
        foreach (var key in source.Texts.OwnKeys.Order(StringComparer.Ordinal)) CheckKey(source, key, findings);
    }

    private static void CheckTurn(DialogSource source, FindingList findings)
    {
        foreach (var key in TurnTexts.Given.Keys.Where(k => !source.Texts.Has(k, "id")))
        {
            findings.Error(new Place("texts/id.yaml", 1), $"the text '{key}' is missing; the bot itself says it.");
        }
    }

    /// <summary>Words below a dialog's name that belong to none of its slots: a slot was renamed, or the key is misspelt.</summary>
    private static void CheckOwners(DialogSource source, FindingList findings)
    {
        foreach (var key in source.Texts.OwnKeys)
        {
            var parts = key.Split('.');
            switch (parts)
            {
                case ["menu", var menu, not "ask"] when source.Menus.TryGetValue(menu, out var items) && items.Items.All(i => i.Name != parts[2]):
                    findings.Error(source.Texts.WhereWritten(key), $"'{key}' has words, but the menu '{menu}' has no item '{parts[2]}'.");
                    continue;
                case ["commands", var command, ..] when source.Commands.All(c => c.Key != command) && source.Forms.Values.All(f => f.Commands.All(n => n != $"/{command}")):
                    findings.Error(source.Texts.WhereWritten(key), $"'{key}' has words, but there is no command /{command}.");
                    continue;
                default:
                    break;
            }

            if (parts.Length < 2 || !source.Forms.TryGetValue(parts[0], out var form)) continue;
            if (FormRoles.Contains(parts[1]) || form.Slots.Any(s => s.Name == parts[1])) continue;
            // The words of one that others are like may serve a slot that only they have.
            if (source.Forms.Values.Any(f => f.Like == form.Id && f.Slots.Any(s => s.Name == parts[1]))) continue;
            findings.Error(source.Texts.WhereWritten(key), $"'{key}' has words, but '{parts[1]}' is no slot of {form.Id}.");
        }
    }

    /// <summary>Words of something that nobody knows: a dialog whose file was forgotten, or a misspelt name.</summary>
    private static void CheckAreas(DialogSource source, IReadOnlyCollection<Doors.DialogDoorName> doors, FindingList findings)
    {
        var known = source.Forms.Keys.Concat(source.Retired).Concat(TurnTexts.Given.Keys.Select(Area)).Concat(doors.Select(d => Area(d.Name))).Concat(source.Notices.Keys.Select(Area)).Concat(Areas).ToHashSet(StringComparer.Ordinal);
        foreach (var area in source.Texts.OwnKeys.GroupBy(Area).Where(a => !known.Contains(a.Key)))
        {
            findings.Error(source.Texts.WhereWritten(area.First()), $"'{area.Key}' has words, but there is no dialog, no event and no part of the bot of that name.");
        }

        static string Area(string key) => key.Split('.')[0];
    }

    private static void CheckKey(DialogSource source, string key, FindingList findings)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var language in source.Texts.Languages)
        {
            // Indonesian comes first: what it uses, the others may use.
            var at = source.Texts.At(key, language);
            if (!source.Texts.Has(key, language))
            {
                if (language != "id") findings.Warn(source.Texts.At(key, "id"), $"'{key}' has no words in {language}; the Indonesian ones are shown.");
                else findings.Error(source.Texts.WhereWritten(key), $"'{key}' has words in another language but none in Indonesian.");
                continue;
            }

            foreach (var words in source.Texts.Words(key, language)) CheckWords(source, key, language, words, at, known, findings);
        }
    }

    private static void CheckWords(DialogSource source, string key, string language, string words, Place at, HashSet<string> known, FindingList findings)
    {
        if (words.Length > MaximumLength) findings.Error(at, $"'{key}' has {words.Length} characters; expected at most {MaximumLength}, which is one message.");
        if (IsButton(key) && words.Length > MaximumButton) findings.Warn(at, $"'{key}' has {words.Length} characters; a small phone shows about {MaximumButton} of a button.");
        TextTemplate template;
        try
        {
            template = TextTemplate.Parse(words);
        }
        catch (FormatException broken)
        {
            findings.Error(at, $"'{key}' is no template: {broken.Message}");
            return;
        }

        if (Given(source, key) is { } given)
        {
            foreach (var name in template.Required.Concat(template.Optional).Distinct().Where(n => !given.Contains(n)))
            {
                findings.Error(at, $"'{key}' uses '{name}', which is never given; given: {(given.Count == 0 ? "nothing" : string.Join(", ", given))}.");
            }
        }
        else if (language == "id")
        {
            known.UnionWith(template.Required);
            known.UnionWith(template.Optional);
        }
        else
        {
            foreach (var name in template.Required.Where(n => !known.Contains(n))) findings.Error(at, $"'{key}' uses '{name}', which the Indonesian text does not; expected one of: {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
        }

        foreach (var said in template.SaidKeys.Where(k => !source.Texts.Has(k) && !source.Texts.HasBelow(k))) findings.Error(at, $"'{key}' says '{said}', but there are no words for it.");
        foreach (var list in template.Lists.Where(l => !source.Vocabulary.ContainsKey(l))) findings.Error(at, $"'{key}' labels from '{list}', which is no list of data/vocab.yaml.");
    }

    /// <summary>The names that are given to a text; null where only the domain knows.</summary>
    private static IReadOnlyList<string>? Given(DialogSource source, string key)
    {
        if (TurnTexts.Given.TryGetValue(key, out var given)) return given;
        var parts = key.Split('.');
        if (parts[0] is "menu" or "commands" or "privacy" or "link" or "buttons" or "words" or "stages" or "ends" or "refusals") return parts[0] is "stages" or "ends" ? ["value"] : [];
        if (parts is ["types", _, var ofType, ..]) return OfSlot(ofType);
        if (!source.Forms.TryGetValue(parts[0], out var form)) return null;
        if (parts is [_, "submit", "done"]) return ["result"];
        if (parts is [_, "submit", ..]) return null;
        if (parts is [_, "review", ..]) return [];
        // A button that opens a dialog may say for what.
        if (parts is [_, "label"]) return null;
        if (parts is [_, var role]) return Plain.Contains(role) ? [] : null;
        // A check of the store names what it likes.
        if (parts is [_, var name, var code] && form.Slots.FirstOrDefault(s => s.Name == name)?.Check is not null && !IsRole(code)) return null;
        return OfSlot(parts[2]);
    }

    private static IReadOnlyList<string> OfSlot(string role) => role switch
    {
        "ask" or "invalid" => TurnTexts.OfSlot,
        "choices" => [],
        "refused" or "none" => ["label"],
        _ when Plain.Contains(role) => [],
        _ => [.. TurnTexts.OfSlot, .. TurnTexts.OfRule],
    };

    private static bool IsRole(string role) => role is "ask" or "invalid" or "choices" or "refused" or "none" || Plain.Contains(role);

    private static bool IsButton(string key) =>
        key.StartsWith("buttons.", StringComparison.Ordinal) || key.EndsWith(".skip", StringComparison.Ordinal) || key.EndsWith(".yes", StringComparison.Ordinal) || key.EndsWith(".no", StringComparison.Ordinal);
}
