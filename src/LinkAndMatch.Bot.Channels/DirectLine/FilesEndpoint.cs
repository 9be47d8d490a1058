using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Pictures, uploads and documents for those who read a conversation, by signed addresses.</summary>
internal sealed class FilesEndpoint(DirectLineLinks links, DirectLineUploads uploads, IFileStore files, IConversationLog log)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(DirectLineEndpoints.Root + "/files/{kind}/{id}", (string kind, string id, HttpContext http, FilesEndpoint endpoint) => http.GuardAsync(() => endpoint.ServeAsync(http, kind, id)));

    private async Task ServeAsync(HttpContext http, string kind, string id)
    {
        var found = links.IsGood(http.Request, kind, id) ? await FindAsync(http, kind, id).ConfigureAwait(false) : null;
        if (found is not { } file)
        {
            await http.Response.RefuseAsync(StatusCodes.Status404NotFound, "NotFound", "There is no such file, or no longer.").ConfigureAwait(false);
            return;
        }

        var headers = http.Response.Headers;
        headers.ContentType = file.Type;
        headers.ContentLength = file.Content.Length;
        headers.CacheControl = "private, max-age=86400";
        // Nothing in it may run here, whatever it is.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        await http.Response.Body.WriteAsync(file.Content, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task<(string Type, string Name, byte[] Content)?> FindAsync(HttpContext http, string kind, string id)
    {
        switch (kind)
        {
            case "document" when long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence):
                var rows = await log.ReadAfterAsync(DirectLineNames.IdOf(http.Request.Query["c"].ToString()), sequence - 1, 1, http.RequestAborted).ConfigureAwait(false);
                return rows is [{ Reply.Document: { } document } row] && row.Sequence == sequence
                    ? (document.ContentType, Plain(document.FileName), Encoding.UTF8.GetBytes(document.Content))
                    : null;
            case "upload" when await uploads.ReadAsync(DirectLineUploads.Scheme + id, FileKinds.LargestFile, http.RequestAborted).ConfigureAwait(false) is { } upload:
                return Picture(id, upload);
            case "photo" when id.All(char.IsAsciiHexDigitLower) && await files.OpenAsync(id, http.RequestAborted).ConfigureAwait(false) is { } stream:
                await using (stream.ConfigureAwait(false))
                    return await WireBody.ReadBytesAsync(stream, null, FileKinds.LargestFile, http.RequestAborted).ConfigureAwait(false) is { } photo ? Picture(id, photo) : null;
            default:
                return null;
        }
    }

    private static (string, string, byte[])? Picture(string id, byte[] content) =>
        FileKinds.Sniff(content) is { } type ? (type, $"{id[..8]}.{type.Split('/')[1]}", content) : null;

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
}
