using System.Security.Cryptography;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Files;

/// <summary>Files in a folder, named by the SHA-256 of their content, in subfolders of its first two letters.</summary>
internal sealed class FolderFileStore(string folder) : IFileStore
{
    public async Task<string> SaveAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(hash);
        if (File.Exists(path)) return hash;

        // Written aside and moved: a crash leaves no half file under a name that promises its content.
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Guid.CreateVersion7():N}";
        await using (var file = File.Create(aside))
        {
            await file.WriteAsync(content, cancellation);
            file.Flush(flushToDisk: true);
        }
        File.Move(aside, path, overwrite: true);
        return hash;
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellation)
    {
        var path = PathOf(hash);
        return Task.FromResult<Stream?>(File.Exists(path) ? File.OpenRead(path) : null);
    }

    public Task DeleteAsync(string hash, CancellationToken cancellation)
    {
        File.Delete(PathOf(hash));
        return Task.CompletedTask;
    }

    private string PathOf(string hash) =>
        hash.Length == 64 && hash.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c))
            ? Path.Combine(folder, hash[..2], hash)
            : throw new ArgumentException("A file is named by 64 lower-case hexadecimal digits.", nameof(hash));
}
