using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>The keys that sign tokens and links: derived from the secret, or from a random key kept in a file of its own.</summary>
public sealed class DirectLineKeys
{
    private const int Length = 32;

    private readonly byte[]? secret;

    /// <exception cref="OptionsValidationException">The key file cannot be used.</exception>
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
        try
        {
            return Keep(Path.GetFullPath(path));
        }
        catch (Exception barred) when (barred is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"DirectLine__KeyPath: the key file {path} can be neither read nor made ({barred.Message.TrimEnd('.')}); expected a file that the bot alone may read, or DirectLine__Secret.");
        }
    }

    private static byte[] Keep(string full)
    {
        if (!File.Exists(full)) Make(full);
        var key = File.ReadAllBytes(full);
        return key.Length == Length ? key : throw Wrong($"DirectLine__KeyPath: the key file {full} holds {key.Length} bytes; expected {Length}. Delete it and all tokens end.");
    }

    // Written aside and moved: of several bots that start together each reads a whole key, and all the same one.
    private static void Make(string full)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var aside = $"{full}.{Guid.CreateVersion7():N}";
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(aside, file)) stream.Write(RandomNumberGenerator.GetBytes(Length));
        try
        {
            File.Move(aside, full);
        }
        catch (IOException) when (File.Exists(full))
        {
            File.Delete(aside);
        }
    }

    private static OptionsValidationException Wrong(string sentence) => new("DirectLine", typeof(DirectLineOptions), [sentence]);
}
