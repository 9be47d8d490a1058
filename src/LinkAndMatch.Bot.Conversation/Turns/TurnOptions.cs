namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What the bot can do beyond rules, as it is configured.</summary>
public sealed record TurnOptions
{
    public static TurnOptions Default { get; } = new();

    /// <summary>Voice notes are written down by a model (step <c>model.transcribe</c>); otherwise the person is asked for text.</summary>
    public bool Transcription { get; init; }

    /// <summary>How long a photo may take to be fetched and stored.</summary>
    public TimeSpan PhotoBudget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a voice note may take to be written down.</summary>
    public TimeSpan TranscriptionBudget { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same words again within this time, when they have filled their slot, are a second try and no new answer.</summary>
    public TimeSpan RetryWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longer messages are asked to be said shorter, unless the slot takes that much.</summary>
    public int LongestMessage { get; init; } = 2000;
}
