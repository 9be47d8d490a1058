namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>
/// What people cannot do on a channel, act by act. This is the one place that says which conversations a channel cannot play and why; all others are
/// played there unchanged.
/// </summary>
public static class ChannelLimits
{
    /// <summary>Another bot calls and reads the replies in the answer.</summary>
    public const string ExpectReplies = "expect replies";

    /// <summary>A page or a program over Direct Line's socket.</summary>
    public const string DirectLine = "direct line";

    /// <summary>The same without the socket.</summary>
    public const string DirectLinePolled = "direct line polled";

    /// <summary>The page that the bot serves.</summary>
    public const string WebChat = "web chat";

    /// <summary>Why a driver cannot play a conversation; null: it can.</summary>
    public static string? WhyNot(Transcript transcript, string driver)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        if (transcript.Drivers.Count > 0 && !transcript.Drivers.Contains(driver)) return $"it is about {string.Join(", ", transcript.Drivers)} alone";
        if (driver is not (ExpectReplies or DirectLine or DirectLinePolled or WebChat)) return null;
        return transcript.Given.SelectMany(part => TranscriptReader.ReadPart(GoldenConversations.Folder, part)).Concat(transcript.Steps)
            .Where(step => !step.InGroup)
            .Select(step => WhyNot(step.Act, driver) ?? (driver is WebChat && step.Expect.Says.Contains("Budi") ? "the page does not know its visitor's name" : null))
            .FirstOrDefault(why => why is not null);
    }

    private static string? WhyNot(StepAct act, string driver) => act switch
    {
        StepAct.Edit when driver is not ExpectReplies => "Direct Line has no way to correct what was sent",
        StepAct.Contact { Own: false } => "only Telegram has contact cards; one's own number is typed",
        StepAct.Say { Forwarded: true } => "the Bot Framework does not say that a post was passed on",
        StepAct.Send { What: "sticker" } => "only Telegram has stickers",
        StepAct.Send { What: "block" or "unblock" } => "the Bot Framework does not say who blocks a bot",
        StepAct.Send { What: "voice" or "location" } when driver is not ExpectReplies => "the page sends pictures, documents and words",
        StepAct.Photo { Pictures: var pictures } when driver is not ExpectReplies && pictures.Contains("broken") => "Direct Line looks into a file at the door and says in other words that it is no picture",
        StepAct.Tap { On: not null } when driver is WebChat => "Web Chat takes its suggested answers away once the conversation goes on",
        StepAct.Say { Texts: var texts } when driver is WebChat && texts.Any(string.IsNullOrWhiteSpace) => "Web Chat sends no empty message",
        _ => null,
    };
}
