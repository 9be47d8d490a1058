using System.Buffers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.BotFramework.Wire;

/// <summary>A request's activity, or why there is none.</summary>
public abstract record WireBody
{
    /// <summary>The longest activity in characters.</summary>
    public const int LongestActivity = 256 * 1024;

    /// <summary>The largest body in bytes: 256 K characters of four bytes each.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <param name="Json">As it came.</param>
    public sealed record Read(WireActivity Activity, string Json) : WireBody;

    /// <param name="Status">400 or 413.</param>
    public sealed record Refused(int Status, WireError Error) : WireBody;

    /// <summary>Reads the activity of a request, within the limits.</summary>
    public static async Task<WireBody> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        await ReadBytesAsync(request.Body, request.ContentLength, LargestBody, cancellation).ConfigureAwait(false) is { } bytes ? Of(bytes) : TooLarge;

    /// <summary>Reads an activity from bytes that are there already (a part of a multipart body).</summary>
    public static WireBody Of(ReadOnlyMemory<byte> bytes)
    {
        string json;
        try
        {
            json = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span);
        }
        catch (DecoderFallbackException)
        {
            return Malformed("The body is not UTF-8.");
        }
        if (json.Length > LongestActivity) return TooLarge;

        try
        {
            var activity = JsonSerializer.Deserialize(json, WireJson.Wire.WireActivity);
            if (activity is null) return Malformed("The body holds no activity.");
            return string.IsNullOrEmpty(activity.Type)
                ? new Refused(StatusCodes.Status400BadRequest, new WireError("MissingProperty", "The activity has no type."))
                : new Read(activity, json);
        }
        catch (JsonException)
        {
            return Malformed("The body is not an activity in JSON.");
        }
    }

    /// <returns>Null when there is more than <paramref name="limit"/>.</returns>
    public static async Task<byte[]?> ReadBytesAsync(Stream body, long? length, int limit, CancellationToken cancellation)
    {
        if (length > limit) return null;

        var read = new ArrayBufferWriter<byte>((int)Math.Clamp(length ?? 4096, 256, limit));
        while (true)
        {
            var room = read.GetMemory(4096);
            var count = await body.ReadAsync(room, cancellation).ConfigureAwait(false);
            if (count == 0) return read.WrittenSpan.ToArray();

            read.Advance(count);
            if (read.WrittenCount > limit) return null;
        }
    }

    private static Refused TooLarge { get; } =
        new(StatusCodes.Status413PayloadTooLarge, new WireError("MessageSizeTooBig", "An activity has at most 256 K characters."));

    private static Refused Malformed(string message) => new(StatusCodes.Status400BadRequest, new WireError("BadSyntax", message));
}
