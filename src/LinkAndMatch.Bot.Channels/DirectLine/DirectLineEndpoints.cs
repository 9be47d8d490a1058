using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Direct Line 3.0: tokens, conversations, activities and the stream.</summary>
internal sealed class DirectLineEndpoints(
    DirectLineOptions options,
    DirectLineAccess access,
    DirectLineTokens tokens,
    DirectLineStreams streams,
    DirectLineWriter writer,
    RateLimits limits,
    IConversationLog log,
    DirectLineInbox inbox)
{
    public const string Root = "/v3/directline";

    private const int MostAtOnce = 500;
    private const int LargestParameters = 16 * 1024;

    /// <summary>How long a stream's address may be used to open it.</summary>
    private static readonly TimeSpan StreamLife = TimeSpan.FromSeconds(60);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Post("/tokens/generate", (e, http) => e.GenerateAsync(http));
        Post("/tokens/refresh", (e, http) => e.RefreshAsync(http));
        Post("/conversations", (e, http) => e.StartAsync(http));
        Get("/conversations/{conversation}", (e, http) => e.ReconnectAsync(http));
        Get("/conversations/{conversation}/activities", (e, http) => e.ReadAsync(http));
        Post("/conversations/{conversation}/activities", (e, http) => e.PostAsync(http));
        Post("/conversations/{conversation}/upload", (e, http) => e.UploadAsync(http));
        routes.MapGet(Root + "/conversations/{conversation}/stream", (HttpContext http, DirectLineEndpoints e) => e.StreamAsync(http));
        routes.MapMethods(Root + "/{**rest}", ["OPTIONS"], (HttpContext http, DirectLineEndpoints e) => e.Preflight(http));
        routes.Map(Root + "/{**rest}", (HttpContext http) => http.Response.RefuseAsync(StatusCodes.Status404NotFound, "NotFound", "There is no such call."));

        void Post(string path, Func<DirectLineEndpoints, HttpContext, Task> call) =>
            routes.MapPost(Root + path, (HttpContext http, DirectLineEndpoints e) => e.WithOriginAsync(http, () => call(e, http)));
        void Get(string path, Func<DirectLineEndpoints, HttpContext, Task> call) =>
            routes.MapGet(Root + path, (HttpContext http, DirectLineEndpoints e) => e.WithOriginAsync(http, () => call(e, http)));
    }

    /// <summary>Refuses pages that are not trusted, and tells the browser of those that are that they may read the answer.</summary>
    private Task WithOriginAsync(HttpContext http, Func<Task> call)
    {
        if (!Origins.IsTrusted(http.Request, options.TrustedOrigins))
            return http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "This page is not among the trusted origins.");

        AllowOrigin(http);
        return http.GuardAsync(call);
    }

    private void Preflight(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        if (!Origins.IsBrowser(http.Request) || !Origins.IsTrusted(http.Request, options.TrustedOrigins)) return;

        AllowOrigin(http);
        http.Response.Headers.AccessControlAllowMethods = "GET, POST, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = "authorization, content-type, x-ms-bot-agent, x-requested-with";
        http.Response.Headers.AccessControlMaxAge = "7200";
    }

    private static void AllowOrigin(HttpContext http)
    {
        if (http.Request.Headers.Origin is not [{ } origin]) return;
        http.Response.Headers.AccessControlAllowOrigin = origin;
        http.Response.Headers.Vary = "Origin";
    }

    private async Task GenerateAsync(HttpContext http)
    {
        switch (await access.OfAsync(http.Request).ConfigureAwait(false))
        {
            case Access.Refused refused:
                await RefuseAsync(http, refused).ConfigureAwait(false);
                return;
            case Access.Holder:
                await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "Only the secret makes tokens; a token is refreshed.").ConfigureAwait(false);
                return;
        }
        if (await TooManyAsync(http, limits.Starts, RateLimits.KeyOf(http)).ConfigureAwait(false)) return;
        if (await ParametersAsync(http).ConfigureAwait(false) is not { } parameters) return;

        var token = new DirectLineToken(parameters.User?.Id ?? DirectLineTokens.NewUser(), DirectLineTokens.NewId(), Started: false, parameters.TrustedOrigins ?? []);
        await AnswerAsync(http, StatusCodes.Status200OK, token, after: null).ConfigureAwait(false);
    }

    private async Task RefreshAsync(HttpContext http)
    {
        switch (await access.OfAsync(http.Request).ConfigureAwait(false))
        {
            case Access.Holder holder:
                await AnswerAsync(http, StatusCodes.Status200OK, holder.Token, after: null).ConfigureAwait(false);
                return;
            case Access.Refused refused:
                await RefuseAsync(http, refused).ConfigureAwait(false);
                return;
            default:
                await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "The secret needs no refreshing.").ConfigureAwait(false);
                return;
        }
    }

    private async Task StartAsync(HttpContext http)
    {
        var given = await access.OfAsync(http.Request).ConfigureAwait(false);
        if (given is Access.Refused refused)
        {
            await RefuseAsync(http, refused).ConfigureAwait(false);
            return;
        }
        if (await TooManyAsync(http, limits.Starts, RateLimits.KeyOf(http)).ConfigureAwait(false)) return;
        if (await ParametersAsync(http).ConfigureAwait(false) is not { } parameters) return;

        // The user of a token is fixed; what the page says about it counts for nothing.
        var holder = (given as Access.Holder)?.Token;
        var token = holder ?? new DirectLineToken(parameters.User?.Id ?? DirectLineTokens.NewUser(), DirectLineTokens.NewId(), Started: false, parameters.TrustedOrigins ?? []);
        var existed = token.Started || (holder is not null && await KnowsAsync(http, token.Conversation).ConfigureAwait(false));
        // Also where the secret names nobody yet: from here on the conversation is known, to the secret, too.
        if (!existed)
            await inbox.JoinAsync(token.Conversation, new ChannelAccount(token.User, parameters.User?.Name), parameters.Locale).ConfigureAwait(false);
        await AnswerAsync(http, existed ? StatusCodes.Status200OK : StatusCodes.Status201Created, token with { Started = true }, after: 0).ConfigureAwait(false);
    }

    private async Task ReconnectAsync(HttpContext http)
    {
        if (await EnterAsync(http).ConfigureAwait(false) is not { } entered) return;
        if (await TooManyAsync(http, limits.Reads, entered.Conversation).ConfigureAwait(false)) return;
        if (!TryWatermark(http.Request, out var after))
        {
            await RefuseWatermarkAsync(http).ConfigureAwait(false);
            return;
        }

        // Without a watermark only what comes from now on is wanted.
        after ??= await EndAsync(entered.Conversation, http.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(http, StatusCodes.Status200OK, entered, after).ConfigureAwait(false);
    }

    private async Task ReadAsync(HttpContext http)
    {
        if (await EnterAsync(http).ConfigureAwait(false) is not { } entered) return;
        if (await TooManyAsync(http, limits.Reads, entered.Conversation).ConfigureAwait(false)) return;
        if (!TryWatermark(http.Request, out var after))
        {
            await RefuseWatermarkAsync(http).ConfigureAwait(false);
            return;
        }

        var rows = await log.ReadAfterAsync(DirectLineNames.IdOf(entered.Conversation), after ?? 0, MostAtOnce, http.RequestAborted).ConfigureAwait(false);
        var set = writer.Write(entered.Conversation, rows, after ?? 0, RootOf(http.Request), live: false);
        await http.Response.WriteWireAsync(StatusCodes.Status200OK, set, WireJson.Wire.WireActivitySet).ConfigureAwait(false);
    }

    private async Task PostAsync(HttpContext http)
    {
        if (await EnterAsync(http).ConfigureAwait(false) is not { } entered) return;
        if (await TooManyAsync(http, limits.Posts, entered.Conversation).ConfigureAwait(false)) return;

        switch (await WireBody.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false))
        {
            case WireBody.Refused bad:
                await http.Response.RefuseAsync(bad.Status, bad.Error.Code, bad.Error.Message).ConfigureAwait(false);
                return;
            case WireBody.Read read:
                await inbox.PostAsync(http, entered.Conversation, UserOf(entered, read.Activity.From?.Id), read.Activity, files: null).ConfigureAwait(false);
                return;
        }
    }

    private async Task UploadAsync(HttpContext http)
    {
        if (await EnterAsync(http).ConfigureAwait(false) is not { } entered) return;
        if (await TooManyAsync(http, limits.Uploads, entered.Conversation).ConfigureAwait(false)) return;

        switch (await UploadBody.ReadAsync(http.Request, http.RequestAborted).ConfigureAwait(false))
        {
            case UploadBody.Refused bad:
                await http.Response.RefuseAsync(bad.Status, bad.Error.Code, bad.Error.Message).ConfigureAwait(false);
                return;
            case UploadBody.Read read:
                var user = UserOf(entered, read.Activity.From?.Id ?? http.Request.Query["userId"].FirstOrDefault());
                await inbox.PostAsync(http, entered.Conversation, user, read.Activity, read.Files).ConfigureAwait(false);
                return;
        }
    }

    private async Task StreamAsync(HttpContext http)
    {
        var conversation = (string)http.Request.RouteValues["conversation"]!;
        if (!http.WebSockets.IsWebSocketRequest)
        {
            await http.Response.RefuseAsync(StatusCodes.Status400BadRequest, "BadArgument", "A stream is a WebSocket.").ConfigureAwait(false);
            return;
        }
        switch (await tokens.ReadAsync(http.Request.Query["t"].ToString(), TokenUse.Stream).ConfigureAwait(false))
        {
            case TokenVerdict.Good good when good.Token.Conversation == conversation && access.MayUse(http.Request, good.Token):
                // The address was made by us, so its watermark is one of ours.
                TryWatermark(http.Request, out var after);
                await streams.RunAsync(http, conversation, after ?? 0, RootOf(http.Request)).ConfigureAwait(false);
                return;
            case TokenVerdict.Expired:
                await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, DirectLineAccess.Expired.Code, DirectLineAccess.Expired.Message).ConfigureAwait(false);
                return;
            default:
                await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "This address opens no stream here.").ConfigureAwait(false);
                return;
        }
    }

    /// <summary>The conversation that the call is about, when the caller may speak in it; else it has been answered. With the secret the user is empty.</summary>
    private async Task<DirectLineToken?> EnterAsync(HttpContext http)
    {
        var conversation = (string)http.Request.RouteValues["conversation"]!;
        switch (await access.OfAsync(http.Request).ConfigureAwait(false))
        {
            case Access.Holder holder when holder.Token.Conversation != conversation:
                await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "The token is for another conversation.").ConfigureAwait(false);
                return null;
            case Access.Holder holder when holder.Token.Started || await KnowsAsync(http, conversation).ConfigureAwait(false):
                return holder.Token with { Started = true };
            case Access.Master when await KnowsAsync(http, conversation).ConfigureAwait(false):
                return new DirectLineToken("", conversation, Started: true, []);
            case Access.Refused refused:
                await RefuseAsync(http, refused).ConfigureAwait(false);
                return null;
            default:
                await http.Response.RefuseAsync(StatusCodes.Status404NotFound, "NotFound", "There is no such conversation.").ConfigureAwait(false);
                return null;
        }
    }

    private async Task<bool> KnowsAsync(HttpContext http, string conversation) =>
        conversation.Length <= 64 && (inbox.HasBegun(conversation) || await log.KnowsConversationAsync(DirectLineNames.IdOf(conversation), http.RequestAborted).ConfigureAwait(false));

    private static string? UserOf(DirectLineToken entered, string? said) => entered.User.Length > 0 ? entered.User : said;

    private static bool TryWatermark(HttpRequest request, out long? after)
    {
        after = null;
        var given = request.Query["watermark"].ToString();
        // directlinejs writes what it has not as these words.
        if (given is "" or "null" or "undefined" or "-") return true;
        if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        after = number;
        return true;
    }

    private static Task RefuseWatermarkAsync(HttpContext http) =>
        http.Response.RefuseAsync(StatusCodes.Status400BadRequest, "BadArgument", "The watermark is not one of ours.");

    private async Task<long> EndAsync(string conversation, CancellationToken cancellation)
    {
        var end = 0L;
        while (await log.ReadAfterAsync(DirectLineNames.IdOf(conversation), end, MostAtOnce, cancellation).ConfigureAwait(false) is { Count: > 0 } rows) end = rows[^1].Sequence;
        return end;
    }

    private async Task<StartParameters?> ParametersAsync(HttpContext http)
    {
        var bytes = await WireBody.ReadBytesAsync(http.Request.Body, http.Request.ContentLength, LargestParameters, http.RequestAborted).ConfigureAwait(false);
        StartParameters? parameters = null;
        try
        {
            if (bytes is not null) parameters = bytes.Length == 0 ? new StartParameters() : JsonSerializer.Deserialize(bytes, DirectLineJson.Default.StartParameters);
        }
        catch (JsonException)
        {
            // Told below.
        }
        var wrong = parameters switch
        {
            null => "The body holds no parameters in JSON.",
            { User.Id: { } id } when !id.StartsWith("dl_", StringComparison.Ordinal) || !BotFrameworkAddress.IsSound(id) || id.Length > 128 => "A user id begins with dl_ and has at most 128 letters.",
            { TrustedOrigins: { } origins } when origins.Any(o => !options.TrustedOrigins.Contains(o, StringComparer.OrdinalIgnoreCase)) => "A token can be trusted to no other origins than those of the settings.",
            _ => null,
        };
        // Web Chat sends the user of its own choice along; a token's user stands above it, so it is no error there.
        if (wrong is null || (parameters is { User: not null } && http.Request.Path.Value!.EndsWith("/conversations", StringComparison.Ordinal)))
            return wrong is null ? parameters : parameters! with { User = null };

        await http.Response.RefuseAsync(StatusCodes.Status400BadRequest, "BadArgument", wrong).ConfigureAwait(false);
        return null;
    }

    private async Task AnswerAsync(HttpContext http, int status, DirectLineToken token, long? after)
    {
        var answer = new StartedConversation(
            token.Conversation,
            token.User.Length > 0 ? tokens.Make(token, TokenUse.Conversation, options.TokenLife) : null,
            token.User.Length > 0 ? (int)options.TokenLife.TotalSeconds : null,
            after is { } watermark ? StreamUrl(http.Request, token, watermark) : null);
        await http.Response.WriteWireAsync(status, answer, DirectLineJson.Default.StartedConversation).ConfigureAwait(false);
    }

    private string StreamUrl(HttpRequest request, DirectLineToken token, long after)
    {
        var key = tokens.Make(token with { User = token.User.Length > 0 ? token.User : "-" }, TokenUse.Stream, StreamLife);
        var root = RootOf(request);
        return FormattableString.Invariant($"ws{root["http".Length..]}{Root}/conversations/{token.Conversation}/stream?watermark={after}&t={key}");
    }

    private static async Task<bool> TooManyAsync(HttpContext http, RateLimit limit, string key)
    {
        if (limit.Take(key) is var wait && wait <= TimeSpan.Zero) return false;

        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await http.Response.RefuseAsync(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too much at once; wait a little.").ConfigureAwait(false);
        return true;
    }

    private static Task RefuseAsync(HttpContext http, Access.Refused refused) =>
        http.Response.RefuseAsync(refused.Status, refused.Error.Code, refused.Error.Message);

    internal static string RootOf(HttpRequest request) => $"{Origins.Scheme(request)}://{request.Host}";
}
