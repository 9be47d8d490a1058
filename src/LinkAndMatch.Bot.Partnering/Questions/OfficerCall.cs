using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>Somebody asks for a human. While an officer has taken it, the bot keeps silent in that conversation.</summary>
public sealed class OfficerCall : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid? PersonId { get; set; }

    [PersonalData]
    public required string ConversationId { get; set; }

    /// <summary>What they said when they called, if anything.</summary>
    [PersonalData]
    public string? Text { get; set; }

    public required DateTimeOffset CalledAt { get; init; }

    [NotPersonal("An officer's account.")]
    public string? Officer { get; set; }

    [NotPersonal("An officer's name, as their group shows it.")]
    public string? OfficerName { get; set; }

    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>Handed back to the bot; the call is over.</summary>
    public DateTimeOffset? ReleasedAt { get; set; }

    public int Version { get; set; }
}
