using System.Net;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Decides who is speaking to <c>/api/messages</c>. Whatever is not proven is refused in the same way: 401.</summary>
public sealed class CallerCheck(BotFrameworkOptions options, SigningKeys keys, IHostEnvironment environment, TimeProvider clock)
{
    private const string ConnectorIssuer = "https://api.botframework.com";

    /// <summary>How far the clocks of sender and receiver may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    // The two tenants of the Emulator and of other bots, each by the first and the second version of tokens, and their twins of the US government.
    private static readonly string[] Tenants =
        ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a", "cab8a31a-1906-4287-a0d8-4eef66b95f6e"];

    private readonly HashSet<string> loginIssuers =
        [.. Tenants.Append(options.TenantId).OfType<string>().SelectMany(t =>
            (string[])[$"https://sts.windows.net/{t}/", $"https://login.microsoftonline.com/{t}/v2.0", $"https://login.microsoftonline.us/{t}/v2.0"])];

    private readonly JsonWebTokenHandler tokens = new() { MapInboundClaims = false };

    /// <summary>Looks at the request alone, before its body is read; null: refused.</summary>
    public async Task<Caller?> WhoAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!options.IsOn) return IsDeveloper(request) ? new Caller.Developer() : null;
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return null;

        JsonWebToken token;
        try
        {
            token = new JsonWebToken(header["Bearer ".Length..].Trim());
        }
        catch (Exception malformed) when (malformed is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
        if (token.Issuer == ConnectorIssuer) return await ConnectorAsync(token, cancellation).ConfigureAwait(false);
        return loginIssuers.Contains(token.Issuer) ? await LoginAsync(token, cancellation).ConfigureAwait(false) : null;
    }

    /// <summary>True when this caller may send this very activity.</summary>
    public static bool MaySend(Caller caller, WireActivity activity) => caller switch
    {
        // The documentation demands the match; Microsoft's own validator lets an activity without a serviceUrl pass.
        Caller.Connector connector => activity.ServiceUrl == connector.ServiceUrl
            && (connector.Endorsements.Count == 0 || connector.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal)),
        Caller.Developer => activity.ServiceUrl is null || (Uri.TryCreate(activity.ServiceUrl, UriKind.Absolute, out var service) && service.IsLoopback),
        _ => true,
    };

    /// <summary>
    /// Without an app id nothing can be proven, so only the developer's own programs are heard: in Development, over loopback, not through a
    /// proxy, and not from a page that some browser on this machine has opened.
    /// </summary>
    private bool IsDeveloper(HttpRequest request) =>
        environment.IsDevelopment()
        && ThisMachine.Asks(request)
        && IsLoopbackName(request.Host.Host)
        && !request.Headers.ContainsKey("Origin");

    private static bool IsLoopbackName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private async Task<Caller?> ConnectorAsync(JsonWebToken token, CancellationToken cancellation)
    {
        if (await SignedAsync(token, options.OpenIdMetadataUrl, cancellation).ConfigureAwait(false) is not { } key) return null;

        return Claim(token, "serviceurl") is { Length: > 0 } serviceUrl ? new Caller.Connector(serviceUrl, key.Endorsements) : null;
    }

    /// <summary>A token of the Emulator (made for this bot by itself) or of another bot (made for this bot by that one).</summary>
    private async Task<Caller?> LoginAsync(JsonWebToken token, CancellationToken cancellation)
    {
        if (await SignedAsync(token, options.EmulatorOpenIdMetadataUrl, cancellation).ConfigureAwait(false) is null) return null;

        var appId = Claim(token, "ver") switch
        {
            null or "" or "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        if (appId is null) return null;
        if (Same(appId, options.AppId!)) return options.AllowEmulator ? new Caller.Emulator() : null;
        return options.AllowedCallers.Any(c => Same(c, appId)) ? new Caller.OtherBot(appId.ToLowerInvariant()) : null;
    }

    /// <summary>The key that signed the token; null when signature, audience or lifetime is wrong.</summary>
    private async Task<SigningKey?> SignedAsync(JsonWebToken token, string metadataUrl, CancellationToken cancellation)
    {
        if (token.Kid is not { Length: > 0 } keyId) return null;
        if (await keys.FindAsync(metadataUrl, keyId, cancellation).ConfigureAwait(false) is not { } key) return null;

        var result = await tokens.ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512],
                IssuerSigningKey = key.Key,
                RequireSignedTokens = true,
                // The issuer chose the metadata, so it has been looked at.
                ValidIssuer = token.Issuer,
                ValidAudience = options.AppId,
                LifetimeValidator = (from, until, _, _) => IsNow(from, until),
            }).ConfigureAwait(false);
        return result.IsValid ? key : null;
    }

    private bool IsNow(DateTime? from, DateTime? until)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now <= end + Skew && (from is not { } begin || now >= begin - Skew);
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
