namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>How the fake server behaves towards every call and every update; set as a whole, at any time.</summary>
/// <remarks>Properties have setters because the generated JSON reader gives absent <c>init</c> properties no default.</remarks>
public sealed record FakeBehaviour
{
    /// <summary>Seed of all random choices: the same seed and the same order of calls give the same choices.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>The chance (0 to 1) that an update comes twice: half of the copies in the same batch, half later, even after it was confirmed.</summary>
    public double DuplicateProbability { get; set; }

    /// <summary>Hands out each batch of <c>getUpdates</c> in a random order.</summary>
    public bool ShuffleUpdates { get; set; }

    /// <summary>Shortest time of a call (all but <c>getUpdates</c>); half of the time passes before the call is processed, half after.</summary>
    public TimeSpan LatencyFrom { get; set; }

    /// <summary>Longest time of a call; drawn evenly between the two.</summary>
    public TimeSpan LatencyTo { get; set; }

    /// <summary>Answers 429 above 30 messages a second in all, 1 a second (bursts of 3) a private chat, 20 a minute a group.</summary>
    public bool EnforceLimits { get; set; }

    /// <summary>Keeps counters and the last few messages of each chat only, for load.</summary>
    public bool CountersOnly { get; set; }

    /// <summary>How often, at the least, one update is posted to the webhook.</summary>
    public int WebhookCopiesFrom { get; set; } = 1;

    /// <summary>How often, at the most, one update is posted to the webhook.</summary>
    public int WebhookCopiesTo { get; set; } = 1;

    /// <summary>Zero: one chat's updates are posted in order, one after another. More: every post waits a random time up to this, in no order.</summary>
    public TimeSpan WebhookShuffleWithin { get; set; }

    /// <summary>First pause after a post that failed; doubled each time, up to 60 times this.</summary>
    public TimeSpan WebhookRetryDelay { get; set; } = TimeSpan.FromSeconds(1);
}
