using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>That somebody's data was erased, and when; nothing of who it was. A restored backup is erased again by it.</summary>
public sealed class Tombstone
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The actor's pseudonym, as in the audit.</summary>
    [NotPersonal]
    public required string Pseudonym { get; init; }

    /// <summary>The person's id, which is random; null when there was only a conversation.</summary>
    public Guid? PersonId { get; init; }

    public required DateTimeOffset ErasedAt { get; init; }
    public required int Rows { get; init; }

    /// <summary>Files that are still to be deleted.</summary>
    [NotPersonal("Hashes; the pictures go with the next run of DeleteErasedFiles.")]
    public List<string> Files { get; set; } = [];
}
