namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The kinds of short remarks that are neither answer nor question; when a message is one of them the texts say.</summary>
internal static class Remarks
{
    public const string Why = "words.why";
    public const string Skip = "words.skip";
    public const string Later = "words.later";
    public const string Done = "words.done";
    public const string Example = "words.example";
    public const string Change = "words.change";
    public const string NeverMind = "words.nevermind";
    public const string Continue = "words.continue";
    public const string Wait = "words.wait";
    public const string Thanks = "talk.thanks";
    public const string Greeting = "talk.greeting";

    /// <summary>All kinds, those that steer the form before mere talk.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        Why, Skip, Later, Done, Example, Change, NeverMind, Continue, Wait,
        Thanks, Greeting, "talk.insult", "talk.who_are_you", "talk.how_are_you", "talk.goodbye", "talk.laugh", "talk.apology",
    ];

    public static bool IsTalk(string kind) => kind.StartsWith("talk.", StringComparison.Ordinal);

    /// <summary>The text key of the words that make it: <c>talk.phrases.thanks</c>, <c>words.skip</c>.</summary>
    public static string PhrasesKey(string kind) => IsTalk(kind) ? "talk.phrases." + kind["talk.".Length..] : kind;
}
