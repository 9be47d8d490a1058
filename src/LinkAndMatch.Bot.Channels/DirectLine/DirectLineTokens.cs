using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>What a token is good for.</summary>
public enum TokenUse
{
    /// <summary>The calls of one conversation.</summary>
    Conversation,

    /// <summary>To open one conversation's stream, within a minute.</summary>
    Stream,

    /// <summary>The cookie by which our own page finds its conversation again.</summary>
    Page,
}

/// <param name="User">Whoever holds the token speaks as this account, whatever they send.</param>
/// <param name="Conversation">The only conversation it opens.</param>
/// <param name="Started">True when the conversation had begun before the token was made.</param>
/// <param name="Origins">The only pages that may use it; empty: those of the settings.</param>
public sealed record DirectLineToken(string User, string Conversation, bool Started, IReadOnlyList<string> Origins);

/// <summary>What a token turned out to be.</summary>
public abstract record TokenVerdict
{
    public sealed record Good(DirectLineToken Token) : TokenVerdict;

    public sealed record Expired : TokenVerdict;

    public sealed record Forged : TokenVerdict;
}

/// <summary>Makes and reads tokens: JWTs with the claims <c>user</c> and <c>conv</c>, as Microsoft's clients look for them.</summary>
public sealed class DirectLineTokens(DirectLineKeys keys, TimeProvider clock)
{
    private const string Issuer = "linkandmatch";

    private readonly SymmetricSecurityKey key = new(keys.Tokens);
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };

    /// <summary>An account that nobody can guess.</summary>
    public static string NewUser() => "dl_" + NewId();

    /// <summary>128 random bits, 22 letters.</summary>
    public static string NewId() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16));

    public string Make(DirectLineToken token, TokenUse use, TimeSpan life)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object> { ["user"] = token.User, ["conv"] = token.Conversation };
        if (token.Started) claims["started"] = true;
        if (token.Origins.Count > 0) claims["origins"] = token.Origins;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience(use),
            IssuedAt = now,
            Expires = now + life,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }

    public async Task<TokenVerdict> ReadAsync(string text, TokenUse use)
    {
        var result = await handler.ValidateTokenAsync(
            text,
            new TokenValidationParameters
            {
                ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
                IssuerSigningKey = key,
                ValidIssuer = Issuer,
                ValidAudience = Audience(use),
                // Told apart below: who comes too late is told so, who forges is not.
                ValidateLifetime = false,
            }).ConfigureAwait(false);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return new TokenVerdict.Forged();
        if (!token.TryGetPayloadValue<string>("user", out var user) || !token.TryGetPayloadValue<string>("conv", out var conversation)) return new TokenVerdict.Forged();
        if (token.ValidTo <= clock.GetUtcNow().UtcDateTime) return new TokenVerdict.Expired();

        var origins = token.TryGetPayloadValue<JsonElement>("origins", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(o => o.GetString() ?? "").ToList()
            : [];
        return new TokenVerdict.Good(new DirectLineToken(user, conversation, token.TryGetPayloadValue<bool>("started", out var started) && started, origins));
    }

    private static string Audience(TokenUse use) => use switch
    {
        TokenUse.Conversation => "conversation",
        TokenUse.Stream => "stream",
        TokenUse.Page => "page",
    };
}
