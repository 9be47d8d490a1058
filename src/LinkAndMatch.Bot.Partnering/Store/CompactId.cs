using System.Buffers.Text;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>An id in 22 letters (base64url of its 16 bytes), so that a button's 64 bytes hold it.</summary>
public static class CompactId
{
    public static string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null when the text is no such id: somebody made it up, or it is of another kind.</summary>
    public static Guid? Read(string? text)
    {
        if (text is not { Length: 22 } || !Base64Url.IsValid(text)) return null;
        Span<byte> bytes = stackalloc byte[18];
        return Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == 16 ? new Guid(bytes[..16], bigEndian: true) : null;
    }
}
