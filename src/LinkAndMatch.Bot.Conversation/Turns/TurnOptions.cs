namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What the bot can do beyond rules, as it is configured.</summary>
public sealed record TurnOptions
{
    public static TurnOptions Default { get; } = new();

    /// <summary>Voice notes are written down by a model (step <c>model.transcribe</c>); otherwise the person is asked for text.</summary>
    public bool Transcription { get; init; }

    /// <summary>A model ranks the entries for a question that the search is not sure of (step <c>model.answer</c>), and proposes answers found in a long message (step <c>model.propose</c>).</summary>
    public bool Model { get; init; }

    /// <summary>The model's step looks for entries itself, too, so it is asked even when the search found none.</summary>
    public bool ModelSearches { get; init; }

    /// <summary>How long a question may wait for the model; then it goes to the officers.</summary>
    public TimeSpan AnswerBudget { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a message may wait for the model's proposals; then the form asks on.</summary>
    public TimeSpan ProposalBudget { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>How long a photo may take to be fetched and stored.</summary>
    public TimeSpan PhotoBudget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a voice note may take to be written down.</summary>
    public TimeSpan TranscriptionBudget { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The same words again within this time, when they have filled their slot, are a second try and no new answer.</summary>
    public TimeSpan RetryWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longer messages are asked to be said shorter, unless the slot takes that much.</summary>
    public int LongestMessage { get; init; } = 2000;
}
