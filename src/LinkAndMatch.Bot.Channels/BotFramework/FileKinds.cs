using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>What a file is. What it says of itself is one thing, its first bytes another.</summary>
public static class FileKinds
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const int LargestFile = 10 * 1024 * 1024;

    /// <summary>What the sender says it is.</summary>
    public static AttachmentKind OfContentType(string? contentType) => contentType?.Split('/', ';')[0].Trim() switch
    {
        "image" => AttachmentKind.Photo,
        "audio" => AttachmentKind.Voice,
        "video" => AttachmentKind.Video,
        "application" when contentType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) => AttachmentKind.Document,
        _ => AttachmentKind.Other,
    };

    /// <summary>The content type that the first bytes tell; null for anything but JPEG, PNG, WebP and PDF.</summary>
    public static string? Sniff(ReadOnlySpan<byte> content) => content switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        _ => null,
    };
}
