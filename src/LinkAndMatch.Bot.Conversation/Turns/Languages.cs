using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Which language the bot begins in; from then on only the person changes it.</summary>
internal static class Languages
{
    public static void Guess(Pass pass)
    {
        if (!Understanding.IsFresh(pass.Input.State)) return;
        if (pass.Person("language") is string chosen && pass.Catalog.Texts.Languages.Contains(chosen))
        {
            pass.State = pass.State with { Language = chosen };
            return;
        }

        if (pass.Activity.Type is ActivityType.Message or ActivityType.Joined && Guessed(pass) is { } language) pass.State = pass.State with { Language = language };
    }

    private static string? Guessed(Pass pass)
    {
        if (pass.Text is not { Length: > 0 } text) return IsEnglish(pass.Activity.Locale) ? "en" : null;
        if (!text.StartsWith('/')) return LanguageGuess.Of(text) == "en" ? "en" : null;
        // A command says something only when it has another name in Indonesian: "/register", not "/start".
        var name = text.Split(' ', '@')[0];
        foreach (var command in pass.Catalog.Commands)
        {
            if (command.Names.Count > 1 && command.Names.Contains(name, StringComparer.OrdinalIgnoreCase)) return name.Equals(command.Names[0], StringComparison.OrdinalIgnoreCase) ? null : "en";
        }

        return IsEnglish(pass.Activity.Locale) ? "en" : null;
    }

    private static bool IsEnglish(string? locale) => locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
}
