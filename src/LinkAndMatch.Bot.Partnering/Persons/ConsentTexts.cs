using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>Which words a person agreed to.</summary>
public static class ConsentTexts
{
    /// <summary>The argument in which the turn passes on the version of the text that was shown with a consent's question.</summary>
    public const string Argument = "consent.text";

    public static string VersionOf(ActionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Arguments.TryGetValue(Argument, out var version) ? version : $"{request.Language}:{request.Name}";
    }
}
