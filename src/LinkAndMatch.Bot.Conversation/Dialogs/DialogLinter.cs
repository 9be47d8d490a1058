using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Looks whether everything that the dialogs name exists and everything that they will say has words.</summary>
internal sealed class DialogLinter
{
    private static readonly string[] Facts = ["registered", "known", "blocked", "name", "firm", "language", "products", "introductions", "open_questions"];

    private readonly DialogSource _source;
    private readonly string _root;
    private readonly FindingList _findings;
    private readonly HashSet<string> _actions;
    private readonly HashSet<string> _checks;
    private readonly HashSet<string> _items;

    private DialogLinter(DialogSource source, string root, IReadOnlyCollection<DialogDoorName> doors, FindingList findings)
    {
        _source = source;
        _root = root;
        _findings = findings;
        _actions = Names(DialogDoorKind.Action);
        _checks = Names(DialogDoorKind.Check);
        _items = Names(DialogDoorKind.Items);

        HashSet<string> Names(DialogDoorKind kind) => [.. doors.Where(d => d.Kind == kind).Select(d => d.Name)];
    }

    /// <summary>Adds what it finds to the list.</summary>
    public static void Check(DialogSource source, string root, IReadOnlyCollection<DialogDoorName> doors, FindingList findings)
    {
        var linter = new DialogLinter(source, root, doors, findings);
        foreach (var form in source.Forms.Values) linter.CheckForm(form);
        linter.CheckMenus();
        linter.CheckCommands();
        linter.CheckNotices();
        linter.CheckLanguages();
        TextLinter.Check(source, doors, findings);
        ReleasedStructure.Compare(source, root, findings);
    }

    private void CheckForm(FormDialog form)
    {
        var at = _source.At(form.Id);
        if (form.StartsWhen is not null) CheckFacts(form.StartsWhen, $"{form.Id}.starts_when");
        foreach (var dialog in form.DialogInterrupts.Where(d => !_source.Forms.ContainsKey(d))) _findings.Error(at, $"'interrupt' names the dialog '{dialog}', which does not exist.");
        if (form.Prefill is { } prefill) CheckQuery(prefill, form.Arguments, at, "prefill");

        Needs(at, $"{form.Id}.title");
        if (form.Commands.Count > 0) Needs(at, $"{form.Id}.start");
        if (form.Review) Needs(at, $"{form.Id}.review.ask");

        var before = new List<string>(form.Arguments);
        foreach (var slot in form.Slots)
        {
            CheckSlot(form, slot, before);
            before.Add(slot.Name);
        }

        CheckModel(form);
        CheckSubmit(form);
        CheckMigrations(form);
        foreach (var language in _source.Texts.Languages) CheckAliases(form, language);
    }

    private void CheckSlot(FormDialog form, Slot slot, List<string> before)
    {
        var path = $"{form.Id}.{slot.Name}";
        var at = _source.At(path);
        CheckLimits(slot, at);
        CheckChoices(form, slot, before, path, at);

        if (slot.When is { } when)
        {
            foreach (var name in when.Names.Distinct().Where(n => !before.Contains(n) && !IsFact(n)))
            {
                _findings.Error(_source.At($"{path}.when"), $"the condition looks at '{name}'; expected a slot that is asked earlier ({string.Join(", ", before)}) or person.<{string.Join("|", Facts)}>.");
            }
        }

        if (slot.Check is { } check && !_checks.Contains(check)) _findings.Error(at, $"unknown check '{check}'; expected one of: {List(_checks)}.");
        if (slot.Propose is { } propose && propose is not ("channel.phone" or "channel.name" or "said.goods") && !IsFact(propose)) _findings.Error(at, $"unknown proposal '{propose}'; expected channel.phone, channel.name, said.goods or person.<{string.Join("|", Facts)}>.");
        if (slot.RefusalEnds && slot.MaySkip) _findings.Error(at, "a confirm whose refusal ends the form cannot be skipped.");

        Needs(at, $"{path}.label");
        Needs(at, $"{path}.ask");
        Needs(at, $"{path}.why");
        Needs(at, $"{path}.aliases");
        Needs(at, $"{path}.invalid");
        if (slot.MaySkip && !_source.Texts.Has($"{path}.skip")) Needs(at, "buttons.skip");
        if (slot.RefusalEnds) Needs(at, $"{path}.refused");
        if (slot.Consent is not null) Needs(at, $"{path}.version");
        if (slot.Type == SlotType.Confirm)
        {
            Needs(at, $"{path}.yes");
            Needs(at, $"{path}.no");
        }

        if (_source.Texts.Words($"{path}.invalid", "id") is { Count: > 0 and var attempts } && attempts < Math.Min(form.Retries, 3))
        {
            _findings.Warn(_source.Texts.At($"{path}.invalid", "id"), $"'{path}.invalid' has {attempts} text(s) for {form.Retries} attempts; each attempt should help more than the last.");
        }
    }

    private void CheckLimits(Slot slot, Place at)
    {
        switch (slot.Type)
        {
            case SlotType.Text when slot.Length is null: _findings.Error(at, "expected 'length: [3, 120]' for a text."); break;
            case SlotType.Text when slot.Length is { Max: > 2000 }: _findings.Error(at, "expected at most 2000 characters for a text."); break;
            case SlotType.Digits when slot.Length is not { } length || length.Min != length.Max: _findings.Error(at, "expected 'length: 13' (an exact number) for digits."); break;
            case SlotType.Integer when slot.Range is null: _findings.Error(at, "expected 'range: [1, 100000]' for an integer."); break;
            case SlotType.Region when slot.Level is null: _findings.Error(at, "expected 'level: regency' for a region."); break;
            case SlotType.Photos when slot.Max is null: _findings.Error(at, "expected 'max: 5' for photos."); break;
            case SlotType.Terms when slot.From is not ItemsFrom.Vocabulary: _findings.Error(at, "expected 'from: vocab.<list>' for terms."); break;
            case SlotType.Choice or SlotType.Choices when slot.From is null && slot.Add.Count == 0: _findings.Error(at, "expected 'from' or 'add' with what can be chosen."); break;
            case SlotType.Choices when slot.From is ItemsFrom.Domain: _findings.Error(at, "only one item of the domain can be chosen: expected the type choice."); break;
            default: break;
        }

        if (slot.Max is < 1 or > 50) _findings.Error(at, "expected 'max' from 1 to 50.");
        foreach (var unit in slot.Units.Where(u => !Vocabulary("units").Contains(u))) _findings.Error(at, $"unknown unit '{unit}'; expected keys of 'units' in data/vocab.yaml.");
        foreach (var period in slot.Periods.Where(p => !Vocabulary("periods").Contains(p))) _findings.Error(at, $"unknown period '{period}'; expected keys of 'periods' in data/vocab.yaml.");
    }

    private void CheckChoices(FormDialog form, Slot slot, List<string> before, string path, Place at)
    {
        switch (slot.From)
        {
            case ItemsFrom.Vocabulary(var list) when !_source.Vocabulary.ContainsKey(list):
                _findings.Error(at, $"there is no list '{list}' in data/vocab.yaml; expected one of: {List(_source.Vocabulary.Keys)}.");
                break;
            case ItemsFrom.Vocabulary(var list):
                foreach (var key in Vocabulary(list)) CheckChoiceKey(key, at);
                break;
            case ItemsFrom.Domain(var query):
                CheckQuery(query, before, at, "from");
                Needs(at, $"{query.Source}.title");
                Needs(at, $"{query.Source}.card");
                break;
            default:
                break;
        }

        foreach (var key in slot.Add)
        {
            CheckChoiceKey(key, at);
            Needs(at, $"{path}.choices.{key}");
            if (slot.From is ItemsFrom.Vocabulary(var list) && Vocabulary(list).Contains(key)) _findings.Error(at, $"'add' repeats '{key}', which is in the list already.");
        }
    }

    /// <summary>A button of a prompt is <c>p:</c>, eight letters, a colon and the key, within 64 bytes.</summary>
    private void CheckChoiceKey(string key, Place at)
    {
        if (Encoding.UTF8.GetByteCount(key) > 64 - "p:12345678:".Length) _findings.Error(at, $"the choice '{key}' does not fit a button: expected at most {64 - "p:12345678:".Length} bytes.");
    }

    /// <summary>A standing button is <c>a:</c>, the action, a colon, a subject of 22 letters, a colon and a version of up to six digits, within 64 bytes.</summary>
    private void CheckStandingButton(string action, Place at)
    {
        if (Encoding.UTF8.GetByteCount(action) > 64 - "a::1234567890123456789012:123456".Length) _findings.Error(at, $"the action '{action}' does not fit a button: expected at most {64 - "a::1234567890123456789012:123456".Length} bytes.");
    }

    private void CheckQuery(ItemQuery query, IReadOnlyCollection<string> known, Place at, string what)
    {
        if (!_items.Contains(query.Source)) _findings.Error(at, $"'{what}' asks the unknown source '{query.Source}'; expected one of: {List(_items)}.");
        foreach (var name in query.With.Where(n => !known.Contains(n))) _findings.Error(at, $"'{what}' passes on '{name}'; expected a slot that is asked earlier or one of 'arguments'.");
    }

    private void CheckModel(FormDialog form)
    {
        if (form.Model is not { } model) return;
        var at = _source.At($"{form.Id}.model");
        foreach (var name in model.Slots)
        {
            switch (form.Slots.FirstOrDefault(s => s.Name == name))
            {
                case null: _findings.Error(at, $"'model.fill' names '{name}', which is no slot of this dialog."); break;
                case { Sensitive: true }: _findings.Error(at, $"'model.fill' names '{name}', which is sensitive: it must never reach a model."); break;
                case { Type: SlotType.Confirm or SlotType.Photos } or { From: ItemsFrom.Domain }: _findings.Error(at, $"'model.fill' names '{name}'; a consent, a photo or an item of the domain is the person's own to give."); break;
                default: break;
            }
        }
    }

    private void CheckSubmit(FormDialog form)
    {
        var at = _source.At($"{form.Id}.submit");
        var submit = form.Submit;
        if (submit.Action.Length > 0 && !_actions.Contains(submit.Action)) _findings.Error(at, $"unknown action '{submit.Action}'; expected one of: {List(_actions)}.");
        if (submit.Then == "again") Needs(at, $"{form.Id}.again");
        else if (submit.Then != "menu" && !_source.Forms.ContainsKey(submit.Then)) _findings.Error(at, $"'then' leads to '{submit.Then}'; expected menu, again or a dialog.");

        NeedsOne(at, $"{form.Id}.submit.done", $"{submit.Action}.done");
        foreach (var (code, reopens) in _source.RefusedCodes[form.Id])
        {
            var codeAt = _source.At($"{form.Id}.submit.{code}");
            NeedsOne(codeAt, $"{form.Id}.submit.{code}", $"{submit.Action}.{code}");
            if (reopens is not null && form.Slots.All(s => s.Name != reopens)) _findings.Error(codeAt, $"'reopen' names '{reopens}', which is no slot of this dialog.");
        }
    }

    private void CheckMigrations(FormDialog form)
    {
        foreach (var migration in form.Migrations)
        {
            var at = _source.At($"{form.Id}.migrate.{migration.From.ToString(CultureInfo.InvariantCulture)}");
            if (migration.From >= form.Version) _findings.Error(at, $"'from: {migration.From}' must be an older version than {form.Version}.");
            foreach (var (old, now) in migration.Rename)
            {
                if (form.Slots.All(s => s.Name != now)) _findings.Error(at, $"'rename' leads to '{now}', which is no slot of this dialog.");
                if (form.Slots.Any(s => s.Name == old)) _findings.Error(at, $"'rename' takes '{old}' away, but it is still a slot of this dialog.");
            }

            foreach (var name in migration.Drop.Where(n => form.Slots.Any(s => s.Name == n))) _findings.Error(at, $"'drop' names '{name}', which is still a slot of this dialog.");
        }
    }

    /// <summary>Two slots with one alias could not be told apart in "ganti ...".</summary>
    private void CheckAliases(FormDialog form, string language)
    {
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var slot in form.Slots)
        {
            var key = $"{form.Id}.{slot.Name}.aliases";
            foreach (var alias in _source.Texts.Words(key, language).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!owners.TryAdd(alias.Trim(), slot.Name) && owners[alias.Trim()] != slot.Name)
                {
                    _findings.Error(_source.Texts.At(key, language), $"the alias '{alias}' is given to '{owners[alias.Trim()]}' and to '{slot.Name}' of {form.Id}; expected it once.");
                }
            }
        }
    }

    private void CheckMenus()
    {
        if (!_source.Menus.ContainsKey("main")) _findings.Error(_source.At("menu"), "expected a menu 'main'.");
        foreach (var menu in _source.Menus.Values)
        {
            Needs(_source.At($"menu.{menu.Id}"), $"menu.{menu.Id}.ask");
            foreach (var item in menu.Items)
            {
                var path = $"menu.{menu.Id}.{item.Name}";
                Needs(_source.At(path), path);
                CheckTarget(item.Target, _source.At(path));
                if (item.When is not null) CheckFacts(item.When, $"{path}.when");
                CheckChoiceKey(item.Name, _source.At(path));
            }
        }
    }

    private void CheckCommands()
    {
        foreach (var command in _source.Commands)
        {
            var path = $"command.{command.Names[0]}";
            var at = _source.At(path);
            foreach (var name in command.Names.Where(n => !IsCommand(n))) _findings.Error(at, $"'{name}' is no command; expected a slash and up to 32 small letters, digits or underscores.");
            CheckTarget(command.Target, at);
            if (command.When is not null) CheckFacts(command.When, $"{path}.when");
            Needs(at, $"commands.{command.Key}.phrases");
            Needs(at, $"commands.{command.Key}.about");
        }

        foreach (var twice in _source.Commands.Where(c => c.When is null).SelectMany(c => c.Names.Select(n => (Name: n, Command: c))).GroupBy(n => n.Name).Where(g => g.Count() > 1))
        {
            _findings.Error(_source.At($"command.{twice.Last().Command.Names[0]}"), $"the command '{twice.Key}' is given twice without a condition; only the first would ever be taken.");
        }

        if (_source.Defaults is not { } defaults) return;
        foreach (var action in new[] { defaults.Unanswered, defaults.Officer }.Where(a => a.Length > 0)) CheckAction(action, _source.At("menu.defaults"));
    }

    private void CheckTarget(MenuTarget target, Place at)
    {
        switch (target)
        {
            case MenuTarget.Dialog(var id) when !_source.Forms.ContainsKey(id):
                _findings.Error(at, $"there is no dialog '{id}'; expected one of: {List(_source.Forms.Keys)}.");
                break;
            case MenuTarget.Action(var action):
                CheckAction(action, at);
                break;
            case MenuTarget.Menu(var id) when !_source.Menus.ContainsKey(id):
                _findings.Error(at, $"there is no menu '{id}'; expected one of: {List(_source.Menus.Keys)}.");
                break;
            case MenuTarget.Text(var key):
                Needs(at, key);
                break;
            case MenuTarget.Answer(var id) when !File.Exists(Path.Combine(_root, "faq", "id", $"{id}.md")):
                _findings.Error(at, $"there is no answer '{id}'; expected a file faq/id/{id}.md.");
                break;
            default:
                break;
        }
    }

    private void CheckAction(string action, Place at)
    {
        if (!_actions.Contains(action)) _findings.Error(at, $"unknown action '{action}'; expected one of: {List(_actions)}.");
        else Needs(at, $"{action}.done");
    }

    private void CheckNotices()
    {
        foreach (var notice in _source.Notices.Values)
        {
            var at = _source.At($"notice.{notice.Event}");
            if (notice.Card is { } card)
            {
                if (!_items.Contains(card)) _findings.Error(at, $"unknown card '{card}'; expected one of: {List(_items)}.");
                Needs(at, $"{card}.card");
            }
            else
            {
                Needs(at, $"{notice.Event}.text");
            }

            if (notice.Do is { } action) CheckAction(action, at);
            foreach (var button in notice.Buttons)
            {
                CheckAction(button, at);
                CheckStandingButton(button, at);
                Needs(at, $"{button}.label");
            }
        }
    }

    /// <summary>The question of the dialog <c>language</c> offers what there are words for.</summary>
    private void CheckLanguages()
    {
        if (!_source.Forms.TryGetValue("language", out var form) || form.Slots.FirstOrDefault(s => s.Name == "language") is not { } slot) return;
        var at = _source.At("language.language");
        foreach (var language in slot.Add.Where(l => !_source.Texts.Languages.Contains(l))) _findings.Warn(at, $"the language '{language}' is offered, but there is no file texts/{language}.yaml.");
        foreach (var language in _source.Texts.Languages.Where(l => !slot.Add.Contains(l))) _findings.Warn(new Place($"texts/{language}.yaml", 1), $"nobody can choose '{language}'; expected it among the choices of language.yaml.");
    }

    private void CheckFacts(Condition condition, string path)
    {
        foreach (var name in condition.Names.Distinct().Where(n => !IsFact(n))) _findings.Error(_source.At(path), $"the condition looks at '{name}'; expected person.<{string.Join("|", Facts)}>.");
    }

    private void Needs(Place at, string key)
    {
        if (!_source.Texts.Has(key, "id")) _findings.Error(at, $"the text '{key}' is missing in texts/id.yaml.");
    }

    private void NeedsOne(Place at, string key, string otherwise)
    {
        if (!_source.Texts.Has(key, "id") && !_source.Texts.Has(otherwise, "id")) _findings.Error(at, $"the text '{key}' (or '{otherwise}') is missing in texts/id.yaml.");
    }

    private IReadOnlyList<string> Vocabulary(string list) => _source.Vocabulary.GetValueOrDefault(list) ?? [];

    private static bool IsFact(string name) => name.StartsWith("person.", StringComparison.Ordinal) && Facts.Contains(name["person.".Length..]);

    private static bool IsCommand(string name) => name.Length is > 1 and <= 33 && name[0] == '/' && name.Skip(1).All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal));
}
