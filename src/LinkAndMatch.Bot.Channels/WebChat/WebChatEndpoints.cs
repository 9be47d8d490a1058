using System.Security.Cryptography;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Conversation.Doors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LinkAndMatch.Bot.Channels.WebChat;

/// <summary>The page at <c>/</c>, what it is made of, and its own way to a token.</summary>
internal sealed class WebChatEndpoints(
    WebChatPage page, WebChatAssets assets, DirectLineTokens tokens, DirectLineOptions options, RateLimits limits, IConversationLog log, TimeProvider clock)
{
    private const string Cookie = "webchat";

    // Web Chat adds one empty style of its own; this is the hash of nothing, so that browsers do not complain of it.
    private const string EmptyStyle = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    /// <summary>Who comes back within half a year finds their conversation again.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(180);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext http, WebChatEndpoints e) => e.ShowAsync(http));
        routes.MapGet("/webchat/{file}", (string file, HttpContext http, WebChatEndpoints e) => e.ServeAsync(http, file));
        routes.MapPost("/webchat/token", (HttpContext http, WebChatEndpoints e) => http.GuardAsync(() => e.TokenAsync(http)));
        routes.MapPost("/webchat/forget", (HttpContext http) => ForgetAsync(http));
    }

    private async Task ShowAsync(HttpContext http)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var host = http.Request.Host.Value ?? "localhost";
        var headers = http.Response.Headers;
        // Nothing but our own: no other host is asked for anything, and nothing runs that this answer did not name.
        headers.ContentSecurityPolicy =
            $"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self' blob: ws://{host} wss://{host}; "
            + $"img-src 'self' blob: data:; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'nonce-{nonce}' '{EmptyStyle}'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
        headers.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(page.Write(nonce), http.RequestAborted).ConfigureAwait(false);
    }

    private Task ServeAsync(HttpContext http, string file) => assets.ServeAsync(http, file);

    /// <summary>A token for the page itself; with the cookie of an earlier visit for the conversation of that visit.</summary>
    private async Task TokenAsync(HttpContext http)
    {
        if (!await IsOurPageAsync(http).ConfigureAwait(false)) return;
        if (limits.Starts.Take(RateLimits.KeyOf(http)) is var wait && wait > TimeSpan.Zero)
        {
            http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
            await http.Response.RefuseAsync(StatusCodes.Status429TooManyRequests, "TooManyRequests", "Too much at once; wait a little.").ConfigureAwait(false);
            return;
        }

        var known = http.Request.Cookies[Cookie] is { } cookie && await tokens.ReadAsync(cookie, TokenUse.Page).ConfigureAwait(false) is TokenVerdict.Good good ? good.Token : null;
        var token = known ?? new DirectLineToken(DirectLineTokens.NewUser(), DirectLineTokens.NewId(), Started: false, []);
        var resumed = known is not null && await log.KnowsConversationAsync(DirectLineNames.IdOf(token.Conversation), http.RequestAborted).ConfigureAwait(false);
        http.Response.Cookies.Append(Cookie, tokens.Make(token, TokenUse.Page, Remembered), CookieFor(http.Request, clock.GetUtcNow() + Remembered));
        var answer = new PageToken(
            token.Conversation, tokens.Make(token with { Started = resumed }, TokenUse.Conversation, options.TokenLife), (int)options.TokenLife.TotalSeconds, token.User, resumed);
        await http.Response.WriteWireAsync(StatusCodes.Status200OK, answer, DirectLineJson.Default.PageToken).ConfigureAwait(false);
    }

    /// <summary>This device forgets the conversation: for a borrowed telephone. What was said stays as it is.</summary>
    private static async Task ForgetAsync(HttpContext http)
    {
        if (!await IsOurPageAsync(http).ConfigureAwait(false)) return;
        http.Response.Cookies.Delete(Cookie, CookieFor(http.Request, null));
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Only a page of ours may ask. A browser says where a call comes from, and no script can make it say otherwise.</summary>
    private static async Task<bool> IsOurPageAsync(HttpContext http)
    {
        var request = http.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var own = request.Headers.Origin is [{ } origin] ? Origins.IsOwn(request, origin) : site == "same-origin";
        if (own && site is "" or "same-origin") return true;

        await http.Response.RefuseAsync(StatusCodes.Status403Forbidden, "Forbidden", "Only the page that this server serves may ask for this.").ConfigureAwait(false);
        return false;
    }

    private static CookieOptions CookieFor(HttpRequest request, DateTimeOffset? until) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = Origins.Scheme(request) == "https",
        Path = "/webchat",
        Expires = until,
        IsEssential = true,
    };
}
