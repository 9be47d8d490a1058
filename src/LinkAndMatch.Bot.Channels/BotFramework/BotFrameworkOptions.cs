using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>What kind of identity the bot has in Microsoft's directory.</summary>
public enum BotAppType
{
    /// <summary>An app with a password, known to every tenant.</summary>
    MultiTenant,

    /// <summary>An app with a password in one tenant.</summary>
    SingleTenant,

    /// <summary>An identity that the hosting machine holds; there is no password.</summary>
    UserAssignedMSI,
}

/// <summary>Bot Framework's usual settings and those under <c>BotFramework</c>. Without an app id only a developer on the same machine may speak to <c>/api/messages</c>.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>Where Microsoft publishes the keys of its connector.</summary>
    public const string PublicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    /// <summary>Where Microsoft publishes the keys that sign the tokens of the Emulator and of other bots.</summary>
    public const string PublicEmulatorMetadata = "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration";

    /// <summary>Where the bot fetches its own tokens.</summary>
    public const string PublicLogin = "https://login.microsoftonline.com";

    public BotAppType AppType { get; init; } = BotAppType.MultiTenant;

    /// <summary>The bot's app id; null: no Azure in front.</summary>
    public string? AppId { get; init; }

    public string? AppPassword { get; init; }
    public string? TenantId { get; init; }
    public string OpenIdMetadataUrl { get; init; } = PublicMetadata;
    public string EmulatorOpenIdMetadataUrl { get; init; } = PublicEmulatorMetadata;
    public string LoginUrl { get; init; } = PublicLogin;

    /// <summary>True when the Emulator may speak to a bot that has an app id.</summary>
    public bool AllowEmulator { get; init; }

    /// <summary>App ids of other bots that may call this one.</summary>
    public IReadOnlyList<string> AllowedCallers { get; init; } = [];

    /// <summary>True when replies may go to private addresses: for tests and closed networks.</summary>
    public bool AllowPrivateServiceUrls { get; init; }

    /// <summary>True when an app id is set.</summary>
    public bool IsOn => AppId is not null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="OptionsValidationException">With a sentence for each wrong setting. A sentence never repeats a password.</exception>
    public static BotFrameworkOptions Read(IConfiguration configuration)
    {
        var wrong = new List<string>();
        var type = Value("MicrosoftAppType");
        var options = new BotFrameworkOptions
        {
            AppType = type switch
            {
                null => BotAppType.MultiTenant,
                _ when Enum.TryParse<BotAppType>(type, ignoreCase: true, out var known) && Enum.IsDefined(known) => known,
                _ => Wrong("MicrosoftAppType must be MultiTenant, SingleTenant or UserAssignedMSI.", BotAppType.MultiTenant),
            },
            AppId = Value("MicrosoftAppId"),
            AppPassword = Value("MicrosoftAppPassword"),
            TenantId = Value("MicrosoftAppTenantId"),
            OpenIdMetadataUrl = Address("BotFramework:OpenIdMetadataUrl", PublicMetadata),
            EmulatorOpenIdMetadataUrl = Address("BotFramework:EmulatorOpenIdMetadataUrl", PublicEmulatorMetadata),
            LoginUrl = Address("BotFramework:LoginUrl", PublicLogin).TrimEnd('/'),
            AllowEmulator = Switch("BotFramework:AllowEmulator"),
            AllowPrivateServiceUrls = Switch("BotFramework:AllowPrivateServiceUrls"),
            AllowedCallers = Callers(),
        };

        if (options.AppId is { } id && !Guid.TryParse(id, out _)) wrong.Add("MicrosoftAppId must be the bot's app id, a GUID.");
        if (options.AppId is null && (options.AppPassword ?? options.TenantId) is not null)
            wrong.Add("MicrosoftAppPassword or MicrosoftAppTenantId is set, but MicrosoftAppId is missing.");
        if (options.AppId is not null && options.AppType != BotAppType.UserAssignedMSI && options.AppPassword is null)
            wrong.Add("MicrosoftAppId is set, so MicrosoftAppPassword must be the app's client secret (or MicrosoftAppType UserAssignedMSI).");
        if (options.AppId is not null && options.AppType == BotAppType.SingleTenant && options.TenantId is null)
            wrong.Add("MicrosoftAppType is SingleTenant, so MicrosoftAppTenantId must name the tenant.");
        if (options.AppId is null && options.AllowedCallers.Count > 0)
            wrong.Add("BotFramework__AllowedCallers is set, but MicrosoftAppId, which their tokens are made for, is missing.");
        return wrong.Count == 0 ? options : throw new OptionsValidationException("BotFramework", typeof(BotFrameworkOptions), wrong);

        string? Value(string key) => configuration[key] is { Length: > 0 } value ? value.Trim() : null;

        T Wrong<T>(string sentence, T instead)
        {
            wrong.Add(sentence);
            return instead;
        }

        string Address(string key, string usual) => Value(key) switch
        {
            null => usual,
            { } given when Uri.TryCreate(given, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)) => given,
            _ => Wrong($"{key.Replace(":", "__", StringComparison.Ordinal)} must be an https address (http on this machine alone).", usual),
        };

        bool Switch(string key) => Value(key) switch
        {
            null => false,
            { } given when bool.TryParse(given, out var on) => on,
            _ => Wrong($"{key.Replace(":", "__", StringComparison.Ordinal)} must be true or false.", false),
        };

        // One setting with commas or spaces, or a list.
        List<string> Callers()
        {
            var given = configuration.GetSection("BotFramework:AllowedCallers");
            var ids = given.GetChildren().Select(c => c.Value ?? "").Concat((given.Value ?? "").Split([',', ' '])).Select(c => c.Trim()).Where(c => c.Length > 0).ToList();
            return ids.TrueForAll(c => Guid.TryParse(c, out _)) ? ids : Wrong("BotFramework__AllowedCallers must be app ids (GUIDs) with commas between.", ids);
        }
    }
}
