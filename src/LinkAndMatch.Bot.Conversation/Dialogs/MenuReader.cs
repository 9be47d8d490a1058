namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Reads <c>menu.yaml</c>: menus, commands and the actions behind "belum tahu" and "petugas".</summary>
internal static class MenuReader
{
    private const string File = "menu.yaml";

    private static readonly string[] Targets = ["go", "do", "answer", "menu", "text", "builtin"];

    public static void Read(string root, DialogSource source, FindingList findings)
    {
        if (YamlPart.Read(root, File, findings) is not { } file) return;
        file.AllowOnly("menus", "commands", "defaults");
        source.Places["menu"] = file.Place;
        ReadMenus(file, source);
        ReadCommands(file, source);
        if (!file.TryGet("defaults", out var defaults))
        {
            file.Error("expected 'defaults: {unanswered: <action>, officer: <action>}'.");
            return;
        }

        defaults.Value.AllowOnly("unanswered", "officer");
        source.Places["menu.defaults"] = defaults.Value.Place;
        source.Defaults = new DefaultActions(defaults.Value.Text("unanswered"), defaults.Value.Text("officer"));
    }

    private static void ReadMenus(YamlPart file, DialogSource source)
    {
        if (!file.TryGet("menus", out var menus))
        {
            file.Error("expected 'menus' with a menu 'main'.");
            return;
        }

        foreach (var (id, list, at) in menus.Value.Entries())
        {
            source.Places[$"menu.{id}"] = at;
            var items = new List<MenuItem>();
            foreach (var part in list.Items())
            {
                part.AllowOnly([.. Targets, "name", "when"]);
                if (ReadTarget(part) is not { } target) continue;
                var name = part.TryText("name") ?? OwnName(target);
                source.Places[$"menu.{id}.{name}"] = part.Place;
                if (items.Exists(i => i.Name == name)) part.Error($"a second item of this menu is called '{name}'; expected another name.");
                items.Add(new MenuItem(name, target, FormReader.ReadCondition(part, "when", $"menu.{id}.{name}.when", source)));
            }

            source.Menus[id] = new MenuDialog(id, items);
        }
    }

    private static void ReadCommands(YamlPart file, DialogSource source)
    {
        if (file.TryGet("commands", out var commands))
        {
            foreach (var part in commands.Value.Items())
            {
                part.AllowOnly([.. Targets, "names", "when"]);
                var names = part.Texts("names");
                if (names.Count == 0) part.Error("expected 'names: [/command]'.");
                if (names.Count == 0 || ReadTarget(part) is not { } target) continue;
                source.Places[$"command.{names[0]}"] = part.Place;
                source.Commands.Add(new Command(names, target) { When = FormReader.ReadCondition(part, "when", $"command.{names[0]}.when", source) });
            }
        }

        foreach (var form in source.Forms.Values.Where(f => f.Commands.Count > 0))
        {
            source.Places.TryAdd($"command.{form.Commands[0]}", source.At($"{form.Id}.start"));
            source.Commands.Add(new Command(form.Commands, new MenuTarget.Dialog(form.Id)) { When = form.StartsWhen });
        }
    }

    private static MenuTarget? ReadTarget(YamlPart part)
    {
        var said = Targets.Where(part.Has).ToArray();
        if (said is not [var kind])
        {
            part.Error($"expected one of: {string.Join(", ", Targets)}.");
            return null;
        }

        var text = part.Text(kind);
        switch (kind)
        {
            case "go": return new MenuTarget.Dialog(text);
            case "do": return new MenuTarget.Action(text);
            case "answer": return new MenuTarget.Answer(text);
            case "menu": return new MenuTarget.Menu(text);
            case "text": return new MenuTarget.Text(text);
            default:
                if (Enum.TryParse<BuiltinCommand>(text, ignoreCase: true, out var builtin) && !char.IsAsciiDigit(text[0])) return new MenuTarget.Builtin(builtin);
                part.Error($"unknown builtin '{text}'; expected one of: {string.Join(", ", Enum.GetNames<BuiltinCommand>().Select(n => n.ToLowerInvariant()))}.");
                return null;
        }
    }

    private static string OwnName(MenuTarget target) => target switch
    {
        MenuTarget.Dialog dialog => dialog.Id,
        MenuTarget.Action action => action.Name.Replace('.', '_'),
        MenuTarget.Answer answer => answer.EntryId,
        MenuTarget.Menu menu => menu.Id,
        MenuTarget.Text text => text.Key.Replace('.', '_'),
        MenuTarget.Builtin builtin => builtin.Command.ToString().ToLowerInvariant(),
        _ => throw new InvalidOperationException($"Unknown target {target.GetType().Name}."),
    };
}
