using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>One uploaded file. <see cref="Content"/> is null when it was too large to be kept.</summary>
public sealed record UploadedFile(string? Name, string? ContentType, byte[]? Content, long Size);

/// <summary>What an upload holds, or why it is refused.</summary>
public abstract record UploadBody
{
    private const int MostFiles = 10;

    public sealed record Read(WireActivity Activity, IReadOnlyList<UploadedFile> Files) : UploadBody;

    public sealed record Refused(int Status, WireError Error) : UploadBody;

    /// <summary>Reads a raw file, or files and an activity in parts.</summary>
    public static async Task<UploadBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return Bad("An upload has a Content-Type.");
            return type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await PartsAsync(request, HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), cancellation).ConfigureAwait(false)
                : new Read(
                    new WireActivity { Type = "message" },
                    [await FileAsync(request.Body, NameOf(request.Headers.ContentDisposition), request.ContentType, cancellation).ConfigureAwait(false)]);
        }
        catch (InvalidDataException)
        {
            return Bad("The parts of the upload cannot be read.");
        }
        catch (BadHttpRequestException tooLarge)
        {
            return new Refused(tooLarge.StatusCode, new WireError("MessageSizeTooBig", "The upload is too large."));
        }
        catch (IOException)
        {
            return Bad("The upload broke off.");
        }
    }

    private static async Task<UploadBody> PartsAsync(HttpRequest request, string boundary, CancellationToken cancellation)
    {
        if (boundary.Length is 0 or > 200) return Bad("A multipart upload names its boundary.");

        var reader = new MultipartReader(boundary, request.Body);
        var activity = new WireActivity { Type = "message" };
        var files = new List<UploadedFile>();
        while (await reader.ReadNextSectionAsync(cancellation).ConfigureAwait(false) is { } part)
        {
            // directlinejs sends the activity as a blob of this type, named "activity".
            if (part.ContentType?.StartsWith("application/vnd.microsoft.activity", StringComparison.OrdinalIgnoreCase) == true)
            {
                var bytes = await WireBody.ReadBytesAsync(part.Body, null, WireBody.LargestBody, cancellation).ConfigureAwait(false);
                switch (bytes is null ? null : WireBody.Of(bytes))
                {
                    case WireBody.Read read:
                        activity = read.Activity;
                        break;
                    case WireBody.Refused refused:
                        return new Refused(refused.Status, refused.Error);
                    default:
                        return new Refused(StatusCodes.Status413PayloadTooLarge, new WireError("MessageSizeTooBig", "An activity has at most 256 K characters."));
                }
                continue;
            }
            if (files.Count == MostFiles) return Bad($"An upload has at most {MostFiles} files.");
            files.Add(await FileAsync(part.Body, NameOf(part.ContentDisposition), part.ContentType, cancellation).ConfigureAwait(false));
        }
        return new Read(activity, files);
    }

    /// <summary>Reads a file; of one too large only the size is kept, for the chat to say so kindly.</summary>
    private static async Task<UploadedFile> FileAsync(Stream body, string? name, string? type, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var size = 0L;
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
        {
            size += count;
            if (size <= FileKinds.LargestFile) kept.Write(buffer, 0, count);
        }
        return new UploadedFile(name, type is { Length: <= 200 } ? type.Split(';')[0].Trim() : null, size <= FileKinds.LargestFile ? kept.ToArray() : null, size);
    }

    private static string? NameOf(string? disposition)
    {
        if (!ContentDispositionHeaderValue.TryParse(disposition, out var parsed)) return null;
        var name = HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).ToString();
        return name.Length is > 0 and <= 300 ? BotFrameworkAddress.Storable(name) : null;
    }

    private static Refused Bad(string message) => new(StatusCodes.Status400BadRequest, new WireError("BadArgument", message));
}
