namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What a button carries: <c>p:prompt:choice</c> for the prompt that shows it, <c>a:action:subject:version</c> for one that is good at any time.</summary>
internal static class Buttons
{
    /// <summary>Telegram's limit for the data of a button.</summary>
    public const int MostBytes = 64;

    public const string Yes = "yes";
    public const string No = "no";
    public const string Submit = "submit";

    // Keys of vocabularies and ids of items never hold a dot, so these cannot be taken for an answer.
    public const string Skip = "do.skip";
    public const string Done = "do.done";
    public const string Propose = "do.propose";
    public const string Officer = "do.officer";
    public const string Question = "do.question";
    public const string AnswerIt = "do.answer";
    public const string Back = "do.back";
    public const string Later = "do.later";
    public const string Resume = "do.resume";
    public const string Discard = "do.discard";
    public const string Page = "page.";
    public const string Why = "why.";
    public const string Edit = "edit.";
    public const string Which = "which.";
    public const string Faq = "faq.";
    public const string Slot = "slot.";

    public static string OfPrompt(string promptId, string choice) => $"p:{promptId}:{choice}";

    public static string Standing(string action, string subject, string version) => $"a:{action}:{subject}:{version}";

    public static bool TryReadPrompt(string data, out string promptId, out string choice)
    {
        (promptId, choice) = ("", "");
        if (!data.StartsWith("p:", StringComparison.Ordinal)) return false;
        var colon = data.IndexOf(':', 2);
        if (colon < 0) return false;
        (promptId, choice) = (data[2..colon], data[(colon + 1)..]);
        return true;
    }

    public static bool TryReadStanding(string data, out string action, out string subject, out string version)
    {
        (action, subject, version) = ("", "", "");
        if (!data.StartsWith("a:", StringComparison.Ordinal)) return false;
        var parts = data.Split(':');
        if (parts.Length != 4) return false;
        (action, subject, version) = (parts[1], parts[2], parts[3]);
        return true;
    }
}
