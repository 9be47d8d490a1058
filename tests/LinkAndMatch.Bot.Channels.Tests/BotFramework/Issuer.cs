using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

/// <summary>A local stand-in for the services that publish keys and hand out tokens.</summary>
internal sealed class Issuer : IAsyncDisposable
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";
    public const string ConnectorIssuer = "https://api.botframework.com";
    public const string EmulatorV1 = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/";
    public const string EmulatorV2 = "https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0";

    // Keys take long to make; every test may use the same two.
    private static readonly RSA Shared = RSA.Create(2048);
    private static readonly RSA SharedUnpublished = RSA.Create(2048);

    private readonly WebApplication app;

    private Issuer(WebApplication app) => this.app = app;

    public RSA Key => Shared;

    public RSA Unpublished => SharedUnpublished;

    /// <summary>The keys by id, with the channels they speak for.</summary>
    public Dictionary<string, (RSA Key, string[] Endorsements)> Keys { get; } = [];

    public int KeysRead { get; private set; }

    public List<Dictionary<string, string>> TokensAsked { get; } = [];

    public bool TokensRefused { get; set; }

    /// <summary>What a path is answered instead.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Instead { get; } = [];

    public string Metadata => $"{app.Urls.First()}/metadata";

    public string Login => app.Urls.First();

    public static async Task<Issuer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var issuer = new Issuer(app);
        issuer.Keys["k1"] = (issuer.Key, ["test", "msteams"]);
        app.Use((HttpContext http, RequestDelegate next) => issuer.Instead.TryGetValue(http.Request.Path, out var answer) ? answer(http) : next(http));
        app.MapGet("/metadata", (HttpRequest r) => Results.Json(new { issuer = ConnectorIssuer, jwks_uri = $"http://{r.Host}/keys" }));
        app.MapGet("/keys", () =>
        {
            issuer.KeysRead++;
            return Results.Json(new { keys = issuer.Keys.Select(k => Published(k.Key, k.Value.Key, k.Value.Endorsements)) });
        });
        app.MapPost("/{tenant}/oauth2/v2.0/token", async (string tenant, HttpRequest r) =>
        {
            var form = (await r.ReadFormAsync()).ToDictionary(f => f.Key, f => f.Value.ToString());
            form["tenant"] = tenant;
            issuer.TokensAsked.Add(form);
            return issuer.TokensRefused ? Results.StatusCode(400) : Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = $"token-{issuer.TokensAsked.Count}" });
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return issuer;
    }

    public string Token(
        string issuer = ConnectorIssuer, string? audience = AppId, string? serviceUrl = "https://smba.example.com/", string kid = "k1", RSA? key = null,
        string algorithm = SecurityAlgorithms.RsaSha256, TimeSpan? expires = null, TimeSpan? begins = null, params (string Name, object Value)[] more)
    {
        var claims = more.ToDictionary(m => m.Name, m => m.Value);
        if (serviceUrl is not null) claims["serviceurl"] = serviceUrl;
        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now + (begins ?? -TimeSpan.FromMinutes(20)),
            NotBefore = now + (begins ?? -TimeSpan.FromMinutes(20)),
            Expires = now + (expires ?? TimeSpan.FromMinutes(30)),
            Claims = claims,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? Key) { KeyId = kid, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } }, algorithm),
        });
    }

    public Dictionary<string, string?> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            ["MicrosoftAppId"] = AppId,
            ["MicrosoftAppPassword"] = "a password",
            ["BotFramework:OpenIdMetadataUrl"] = Metadata,
            ["BotFramework:EmulatorOpenIdMetadataUrl"] = Metadata,
            ["BotFramework:LoginUrl"] = Login,
        };
        foreach (var (name, value) in more) settings[name] = value;
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private static object Published(string id, RSA key, string[] endorsements)
    {
        var open = key.ExportParameters(false);
        return new { kty = "RSA", use = "sig", kid = id, n = Base64UrlEncoder.Encode(open.Modulus), e = Base64UrlEncoder.Encode(open.Exponent), endorsements };
    }
}
