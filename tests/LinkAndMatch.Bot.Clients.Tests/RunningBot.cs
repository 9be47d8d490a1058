using System.Globalization;
using System.Security.Cryptography;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Testing;

namespace LinkAndMatch.Bot.Clients.Tests;

/// <summary>A bot in Development, open to this machine, with a Direct Line secret.</summary>
public sealed class RunningBot : IAsyncLifetime
{
    public const string Secret = "secret-of-the-tests.with-more-than.32-letters";

    /// <summary>The page that jsdom pretends to be.</summary>
    public const string Page = "http://page.example.com";

    public BotProcess Process { get; private set; } = null!;

    /// <summary>A token of this bot that was good a minute ago.</summary>
    public static string ExpiredToken() => new DirectLineTokens(new DirectLineKeys(new DirectLineOptions { Secret = Secret }), TimeProvider.System)
        .Make(new DirectLineToken(DirectLineTokens.NewUser(), DirectLineTokens.NewId(), Started: true, []), TokenUse.Conversation, -TimeSpan.FromMinutes(1));

    public async ValueTask InitializeAsync() => Process = await BotProcess.StartAsync(
        ("DirectLine__Secret", Secret), ("DirectLine__TrustedOrigins", Page), ("DirectLine__PostBurst", "100000"));

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}

/// <summary>A bot in Production with an app id, whose issuer, login and connector a script plays.</summary>
public sealed class RegisteredBot : IAsyncLifetime
{
    public const string AppId = "11111111-2222-4333-8444-555555555555";
    public const string OtherBot = "99999999-8888-4777-8666-555555555555";

    public BotProcess Process { get; private set; } = null!;

    /// <summary>Where the script must listen.</summary>
    public int IssuerPort { get; } = BotProcess.FreePort();

    private readonly string key = NewKey();

    /// <summary>What every script needs to know.</summary>
    public (string, string)[] Environment =>
    [
        ("BOT_URL", Process.Url), ("ISSUER_PORT", IssuerPort.ToString(CultureInfo.InvariantCulture)), ("APP_ID", AppId), ("OTHER_BOT", OtherBot), ("ISSUER_KEY", key),
    ];

    public async ValueTask InitializeAsync()
    {
        var issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{IssuerPort}");
        Process = await BotProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Production"), ("MicrosoftAppId", AppId), ("MicrosoftAppPassword", "a password of the tests"),
            ("BotFramework__OpenIdMetadataUrl", $"{issuer}/metadata"), ("BotFramework__EmulatorOpenIdMetadataUrl", $"{issuer}/metadata"),
            ("BotFramework__LoginUrl", issuer), ("BotFramework__AllowedCallers", OtherBot), ("BotFramework__AllowPrivateServiceUrls", "true"));
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static string NewKey()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportPkcs8PrivateKeyPem();
    }
}
