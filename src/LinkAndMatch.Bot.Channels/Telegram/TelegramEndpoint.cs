using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Where Telegram posts updates. It answers 200 once the update is durable, or once it is known that it never will be read.</summary>
internal static class TelegramEndpoint
{
    public const string Path = "/telegram/webhook";
    public const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";
    private const int LargestBody = 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync);

    // The body is read by hand: a bound Update would be parsed before the secret is looked at.
    private static async Task ReceiveAsync(
        HttpContext http, IOptions<TelegramOptions> options, TelegramFrontDoor door, IActivityInbox inbox, IHostApplicationLifetime host, ILogger<TelegramFrontDoor> logger)
    {
        if (!Knows(http.Request.Headers[SecretHeader], options.Value.WebhookSecret!))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (host.ApplicationStopping.IsCancellationRequested)
        {
            Later(http, TimeSpan.FromSeconds(5));
            return;
        }

        var (body, length) = await ReadAsync(http.Request).ConfigureAwait(false);
        try
        {
            if (length < 0)
            {
                http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            await AcceptAsync(http, body.AsMemory(0, length), door, inbox, logger).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    private static async Task AcceptAsync(HttpContext http, ReadOnlyMemory<byte> body, TelegramFrontDoor door, IActivityInbox inbox, ILogger logger)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = TelegramFrontDoor.MaxDepth });
        }
        catch (JsonException)
        {
            // Telegram would repeat it for a day, and it would never read better.
            door.Malformed("not JSON");
            return;
        }

        using (json)
        {
            if (door.Take(json.RootElement) is not { } activity) return;
            try
            {
                // Not tied to the request: a caller that hangs up must not undo what is half stored.
                await inbox.AcceptAsync(activity, CancellationToken.None).ConfigureAwait(false);
            }
            // Whatever keeps the store from taking it, Telegram keeps the update for a day and comes again.
            catch (Exception failure)
            {
                logger.InboxFailed(failure.GetType().Name);
                Later(http, TimeSpan.FromSeconds(30));
            }
        }
    }

    /// <summary>One header, of the very value, compared in a time that does not tell how much of it was right.</summary>
    private static bool Knows(Microsoft.Extensions.Primitives.StringValues given, string secret) =>
        given is [{ } only] && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(only)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <returns>A rented buffer and how much of it is filled; -1 for a body that is too large.</returns>
    private static async Task<(byte[] Body, int Length)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > LargestBody) return ([], -1);
        var body = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 8 * 1024) + 1);
        var length = 0;
        while (await request.Body.ReadAsync(body.AsMemory(length), request.HttpContext.RequestAborted).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length > LargestBody) return (body, -1);
            if (length < body.Length) continue;
            var larger = ArrayPool<byte>.Shared.Rent(body.Length * 2);
            body.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(body);
            body = larger;
        }

        return (body, length);
    }

    private static void Later(HttpContext http, TimeSpan after)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = ((int)after.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
