using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Shows a menu and follows its items. Its buttons are standing ones: a menu further up in the chat still works.</summary>
internal static class Menus
{
    public const string Main = "main";

    /// <summary>The action name of a menu's standing buttons; their subject is <c>menu.item</c>.</summary>
    public const string Action = "menu";

    public static TurnStep Show(Pass pass, string id)
    {
        if (!pass.Catalog.Menus.TryGetValue(id, out var menu)) return pass.End();
        pass.Say(pass.FirstKey($"menu.{id}.ask", "turn.menu"));
        var choices = new List<string>();
        foreach (var item in menu.Items)
        {
            if (!pass.Holds(item.When)) continue;
            var data = Buttons.Standing(Action, $"{id}.{item.Name}", "0");
            choices.Add(data);
            pass.Offer(Label(pass, menu, item), data);
        }

        if (pass.Frame is null) pass.State = pass.State with { Asked = new Asked(pass.PromptId, null) { Topic = $"menu.{id}", Choices = choices }, Pending = null };
        pass.CloseBubble(pass.PromptId);
        return pass.End();
    }

    /// <summary>Follows a tapped item; one that is not for this person any more shows the menu as it is now.</summary>
    public static TurnStep Follow(Pass pass, string subject)
    {
        var dot = subject.IndexOf('.', StringComparison.Ordinal);
        var id = dot < 0 ? subject : subject[..dot];
        if (pass.Catalog.Menus.TryGetValue(id, out var menu) && dot >= 0)
        {
            foreach (var item in menu.Items)
            {
                if (item.Name == subject[(dot + 1)..] && pass.Holds(item.When)) return Commanding.Go(pass, item.Target, null);
            }
        }

        return Show(pass, Main);
    }

    /// <summary>The step that typed words mean among what the menu shows; null: none of it.</summary>
    public static TurnStep? Try(Pass pass, string text, string folded)
    {
        if (pass.Frame is not null || pass.State.Asked is not { Topic: { } topic, Choices: { Count: > 0 } choices } || !topic.StartsWith("menu.", StringComparison.Ordinal)) return null;
        if (PendingQuestions.ByNumber(text, choices) is { } data) return Tapping.Data(pass, data);
        if (!pass.Catalog.Menus.TryGetValue(topic["menu.".Length..], out var menu)) return null;
        foreach (var item in menu.Items)
        {
            if (Phrase.Fold(Label(pass, menu, item)) == folded && pass.Holds(item.When)) return Commanding.Go(pass, item.Target, null);
        }

        return null;
    }

    private static string Label(Pass pass, MenuDialog menu, MenuItem item) => pass.Label($"menu.{menu.Id}.{item.Name}");
}
