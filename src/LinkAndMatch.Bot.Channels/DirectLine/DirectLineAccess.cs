using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using Microsoft.AspNetCore.Http;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>With what right a call comes.</summary>
public abstract record Access
{
    /// <summary>The operator's secret: any conversation.</summary>
    public sealed record Master : Access;

    /// <summary>A token: its own conversation, as its own user.</summary>
    public sealed record Holder(DirectLineToken Token) : Access;

    public sealed record Refused(int Status, WireError Error) : Access;
}

/// <summary>Reads the Authorization header of Direct Line's calls.</summary>
public sealed class DirectLineAccess(DirectLineOptions options, DirectLineKeys keys, DirectLineTokens tokens)
{
    internal static readonly WireError Expired = new("TokenExpired", "The token has expired.");

    private static readonly WireError Foreign = new("Forbidden", "This page may not use this token.");

    public async Task<Access> OfAsync(HttpRequest request)
    {
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return new Access.Refused(StatusCodes.Status401Unauthorized, new WireError("Unauthorized", "A token is needed: Authorization: Bearer."));

        var given = header["Bearer ".Length..].Trim();
        if (keys.IsSecret(given))
        {
            return Origins.IsBrowser(request)
                ? new Access.Refused(StatusCodes.Status403Forbidden, new WireError("Forbidden", "The secret must never be in a browser: exchange it for a token on your server."))
                : new Access.Master();
        }
        return await tokens.ReadAsync(given, TokenUse.Conversation).ConfigureAwait(false) switch
        {
            TokenVerdict.Good good when !MayUse(request, good.Token) => new Access.Refused(StatusCodes.Status403Forbidden, Foreign),
            TokenVerdict.Good good => new Access.Holder(good.Token),
            TokenVerdict.Expired => new Access.Refused(StatusCodes.Status403Forbidden, Expired),
            _ => new Access.Refused(StatusCodes.Status401Unauthorized, new WireError("Unauthorized", "The token is not one of ours.")),
        };
    }

    /// <summary>True when no page asks, or one that the token and the settings trust.</summary>
    public bool MayUse(HttpRequest request, DirectLineToken token) =>
        Origins.IsTrusted(request, token.Origins.Count > 0 ? token.Origins : options.TrustedOrigins);
}
