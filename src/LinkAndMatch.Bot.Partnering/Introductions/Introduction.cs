using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>A match on its way: its stage, why it was thought to fit, and what happened to it.</summary>
public sealed class Introduction : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ProductId { get; init; }
    public required Guid IkmId { get; init; }
    public required Guid NeedId { get; init; }
    public required Guid IndustryId { get; init; }

    /// <summary>Whom to tell: who asked for it, or who is asked; null after erasure.</summary>
    public Guid? PersonId { get; set; }

    public IntroductionStage Stage { get; private set; }
    public EndReason? EndReason { get; private set; }

    /// <summary>The match's score when the introduction began, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The match's reasons when the introduction began, as JSON; never computed again.</summary>
    [NotPersonal("Keys and figures of the match.")]
    public required string Reasons { get; init; }

    /// <summary>What the owner wants to tell the industry.</summary>
    [PersonalData]
    public string? Note { get; set; }

    /// <summary>The officer who looks after it.</summary>
    [NotPersonal("An officer's account.")]
    public string? Officer { get; set; }

    [NotPersonal("An officer's name, as their group shows it.")]
    public string? OfficerName { get; set; }

    /// <summary>The officer who moved it to its stage; null when an owner or a clock did.</summary>
    [NotPersonal("An officer's name, as their group shows it.")]
    public string? MovedBy { get; set; }

    /// <summary>When the contact data went out.</summary>
    public DateTimeOffset? DisclosedAt { get; set; }

    /// <summary>The run of the form that made it, hashed; unique.</summary>
    [NotPersonal]
    public string? MadeBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; set; }

    public List<StageChange> History { get; init; } = [];

    /// <summary>Starts it in its first stage.</summary>
    public void Begin(IntroductionStage stage, string actor, DateTimeOffset now)
    {
        if (History.Count > 0) throw new InvalidOperationException($"Introduction {Id} has begun already; it is {Stage}.");
        Stage = stage;
        ChangedAt = now;
        History.Add(new StageChange { From = null, To = stage, At = now, Actor = actor });
    }

    /// <summary>Moves it on and writes its history; the version rises at once, so that what is said about the move can carry it.</summary>
    /// <exception cref="InvalidOperationException">That stage does not follow the present one. Ask <see cref="IntroductionStages"/> first.</exception>
    public void MoveTo(IntroductionStage stage, string actor, DateTimeOffset now, EndReason? why = null, string? words = null)
    {
        if (!Stage.Next.Contains(stage)) throw new InvalidOperationException($"Introduction {Id} is {Stage}: {stage} does not follow.");
        if ((stage == IntroductionStage.Ended) != (why is not null)) throw new InvalidOperationException("An introduction ends with a reason, and with nothing else.");
        History.Add(new StageChange { From = Stage, To = stage, At = now, Actor = actor, EndReason = why, Words = words });
        Stage = stage;
        EndReason = why;
        ChangedAt = now;
        Version++;
    }
}

/// <summary>One step of an introduction's history.</summary>
public sealed class StageChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid IntroductionId { get; init; }
    public IntroductionStage? From { get; init; }
    public required IntroductionStage To { get; init; }
    public EndReason? EndReason { get; init; }
    public required DateTimeOffset At { get; init; }

    [NotPersonal("A pseudonym, or an officer's account.")]
    public required string Actor { get; init; }

    /// <summary>Why, as the officer or the owner put it.</summary>
    [PersonalData]
    public string? Words { get; set; }
}
