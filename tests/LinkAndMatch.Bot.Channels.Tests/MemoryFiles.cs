using System.Security.Cryptography;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.Tests;

internal sealed class MemoryFiles : IFileStore
{
    private readonly Dictionary<string, byte[]> _files = [];

    public Exception? Fails { get; set; }

    public Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        _files[hash] = content.ToArray();
        return Task.FromResult(hash);
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation) =>
        Fails is { } failure ? Task.FromException<Stream?>(failure)
        : Task.FromResult<Stream?>(_files.TryGetValue(hash, out var content) ? new MemoryStream(content) : null);

    public Task DeleteAsync(string hash, CancellationToken cancellation)
    {
        _files.Remove(hash);
        return Task.CompletedTask;
    }
}
