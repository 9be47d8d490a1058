using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Which language the bot begins in; from then on only the person changes it.</summary>
internal static class Languages
{
    public static void Guess(Pass pass)
    {
        if (!Understanding.IsFresh(pass.Input.State)) return;
        if (pass.Person("language") is "id" or "en")
        {
            pass.State = pass.State with { Language = (string)pass.Person("language")! };
            return;
        }

        if (pass.Activity.Type is ActivityType.Message or ActivityType.Joined && Guessed(pass) is { } language) pass.State = pass.State with { Language = language };
    }

    private static string? Guessed(Pass pass)
    {
        var english = pass.Activity.Locale?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true;
        if (pass.Text is not { Length: > 0 } text) return english ? "en" : null;
        throw new NotImplementedException();
    }
}
