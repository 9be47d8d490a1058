using System.Security.Cryptography;
using System.Text;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>The keys that sign tokens and links: derived from the secret, or from a random key kept in a file of its own.</summary>
public sealed class DirectLineKeys
{
    private const int Length = 32;

    private readonly byte[]? secret;

    public DirectLineKeys(DirectLineOptions options)
    {
        secret = options.Secret is { } given ? SHA256.HashData(Encoding.UTF8.GetBytes(given)) : null;
        var root = options.Secret is { } master ? Encoding.UTF8.GetBytes(master) : Kept(options.KeyPath);
        Tokens = Derive(root, "linkandmatch direct line tokens");
        Links = Derive(root, "linkandmatch direct line links");
    }

    /// <summary>Signs tokens.</summary>
    public byte[] Tokens { get; }

    /// <summary>Signs the addresses of files.</summary>
    public byte[] Links { get; }

    /// <summary>True for the operator's secret, compared in a time that does not tell how much of it was right.</summary>
    public bool IsSecret(string given) => secret is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), secret);

    private static byte[] Derive(byte[] root, string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, root, Length, info: Encoding.UTF8.GetBytes(purpose));

    private static byte[] Kept(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        try
        {
            var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var stream = new FileStream(full, file);
            var key = RandomNumberGenerator.GetBytes(Length);
            stream.Write(key);
            return key;
        }
        catch (IOException) when (File.Exists(full))
        {
            var key = File.ReadAllBytes(full);
            return key.Length == Length ? key : throw new InvalidOperationException($"The key file {path} holds {key.Length} bytes instead of {Length}; delete it and all tokens end.");
        }
    }
}
