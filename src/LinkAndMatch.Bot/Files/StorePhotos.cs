using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using SkiaSharp;

namespace LinkAndMatch.Bot.Files;

/// <summary>
/// The step that fetches a photo: its type is read from its content, it is decoded and written anew (so that place, camera and thumbnails
/// are gone), and stored once by content.
/// </summary>
internal sealed class StorePhotos(IServiceProvider services, IFileStore files) : ISlowStepWorker
{
    public const string Kind = "photos.store";

    private const long MostBytes = 10 * 1024 * 1024;
    private const long MostPixels = 40_000_000;
    private const int LongestSide = 2048;
    private const int Quality = 85;

    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation)
    {
        if (step.Attachment is not { } attachment) return Failed("not_a_picture");
        if (attachment.Size > MostBytes) return Failed("too_large");
        if (services.GetKeyedService<IAttachmentSource>(conversation.Channel) is not { } source) return Failed("gone");
        if (await source.ReadAsync(conversation, attachment, MostBytes, cancellation) is not { } content) return Failed(attachment.Size is null ? "too_large" : "gone");

        var written = await Task.Run(() => Rewrite(content), cancellation);
        return written is null
            ? Failed("not_a_picture")
            : new Dictionary<string, string> { ["hash"] = await files.SaveAsync(written, cancellation) };
    }

    /// <summary>The picture as a plain JPEG; null when the content is no picture that we take.</summary>
    public static byte[]? Rewrite(byte[] content)
    {
        using var data = SKData.CreateCopy(content);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)) return null;

        // Looked at before decoding: a small file may unfold to a huge picture.
        var info = codec.Info;
        if (info.Width <= 0 || info.Height <= 0 || (long)info.Width * info.Height > MostPixels) return null;

        using var decoded = SKBitmap.Decode(codec);
        if (decoded is null) return null;

        using var upright = Upright(decoded, codec.EncodedOrigin);
        using var fitted = Fit(upright);
        using var image = SKImage.FromBitmap(fitted);
        using var encoded = image.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return encoded?.ToArray();
    }

    // The turn that the camera wrote beside the picture is lost with the rest of its notes, so it is carried out.
    private static SKBitmap Upright(SKBitmap picture, SKEncodedOrigin origin)
    {
        var degrees = origin switch
        {
            SKEncodedOrigin.RightTop or SKEncodedOrigin.LeftTop => 90,
            SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft => 180,
            SKEncodedOrigin.LeftBottom or SKEncodedOrigin.RightBottom => 270,
            _ => 0,
        };
        var sideways = degrees is 90 or 270;
        var turned = new SKBitmap(sideways ? picture.Height : picture.Width, sideways ? picture.Width : picture.Height);
        using var canvas = new SKCanvas(turned);
        canvas.Clear(SKColors.White);
        canvas.Translate(turned.Width / 2f, turned.Height / 2f);
        canvas.RotateDegrees(degrees);
        canvas.DrawBitmap(picture, -picture.Width / 2f, -picture.Height / 2f);
        return turned;
    }

    private static SKBitmap Fit(SKBitmap picture)
    {
        var scale = Math.Min(1f, (float)LongestSide / Math.Max(picture.Width, picture.Height));
        var size = new SKImageInfo(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
        return picture.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)) ?? picture.Copy();
    }

    private static Dictionary<string, string> Failed(string code) => new() { ["error"] = code };
}
