using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>What nobody could answer yet.</summary>
public sealed class Question : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null when somebody asked who has not registered.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Where the answer goes.</summary>
    [PersonalData]
    public required string ConversationId { get; set; }

    /// <summary>As it was asked, with marks in the place of names, numbers and addresses.</summary>
    [PersonalData]
    public required string Text { get; set; }

    /// <summary>Those who ask the same in other words share it: the id of the first of them, which may be erased by now.</summary>
    public required Guid ClusterId { get; init; }

    /// <summary>The entry that asks the same and has no answer yet; null when no entry does.</summary>
    [NotPersonal]
    public string? EntryId { get; init; }

    [NotPersonal]
    public required string Language { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    [NotPersonal("An officer's account.")]
    public string? Officer { get; set; }

    [NotPersonal("An officer's name, as their group shows it.")]
    public string? OfficerName { get; set; }

    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>The turn that asked it, hashed; unique.</summary>
    [NotPersonal]
    public string? MadeBy { get; init; }

    public List<Answer> Answers { get; init; } = [];
    public int Version { get; set; }
}

/// <summary>An officer's answer: sent to who asked, and kept as the draft of an entry for everybody.</summary>
public sealed class Answer : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Null after the question was erased; a published answer stays.</summary>
    public Guid? QuestionId { get; set; }

    /// <summary>The questions that it answers, see <see cref="Question.ClusterId"/>.</summary>
    public required Guid ClusterId { get; init; }

    [PersonalData]
    public required string Text { get; set; }

    [NotPersonal]
    public required string Language { get; init; }

    public AnswerStatus Status { get; set; }

    /// <summary>For a published answer: the entry it is or replaces, and the question as the entry asks it.</summary>
    [NotPersonal]
    public string? EntryId { get; set; }

    [NotPersonal("Edited by an officer before it is published.")]
    public string? EntryQuestion { get; set; }

    /// <summary>The ways in which it was asked when it was published; found, never shown.</summary>
    [NotPersonal("Only those that needed no mask.")]
    public List<string> EntryVariants { get; init; } = [];

    [NotPersonal("An officer's account.")]
    public required string Officer { get; init; }

    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? PublishedAt { get; set; }
    public int Version { get; set; }
}

public enum AnswerStatus { Draft, Published }
