using SkiaSharp;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>Small pictures for people to send.</summary>
internal static class Pictures
{
    /// <summary>A JPEG of its own for each name; <c>broken</c> is text that only claims to be one.</summary>
    public static byte[] Named(string name)
    {
        if (name == "broken") return "this is no picture"u8.ToArray();
        if (name == "huge") return new byte[11 * 1024 * 1024];
        using var bitmap = new SKBitmap(48, 32);
        bitmap.Erase(new SKColor((uint)(0xFF000000 | (uint)(name.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)) & 0xFFFFFF))));
        using var image = SKImage.FromBitmap(bitmap);
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        return encoded.ToArray();
    }
}
