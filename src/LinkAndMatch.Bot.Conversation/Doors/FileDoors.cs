using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>Photos and documents by the SHA-256 of their content (lower-case hex).</summary>
public interface IFileStore
{
    /// <summary>Stores once: the same content again is no new file.</summary>
    Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Null when there is no such file.</summary>
    Task<Stream?> OpenAsync(string hash, CancellationToken cancellation);

    Task DeleteAsync(string hash, CancellationToken cancellation);
}

/// <summary>Fetches what a person sent along, from where the channel keeps it. Registered by channel (keyed).</summary>
public interface IAttachmentSource
{
    /// <summary>Reads at most <paramref name="limit"/> bytes; null when it is larger or gone.</summary>
    Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation);
}
