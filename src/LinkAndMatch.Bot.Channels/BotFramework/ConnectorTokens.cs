using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>The bot's own tokens, kept until shortly before they end. One is only ever sent to a serviceUrl that an authenticated activity carried.</summary>
public sealed class ConnectorTokens(BotFrameworkOptions options, IHttpClientFactory clients, TimeProvider clock, ILogger<ConnectorTokens> logger)
{
    /// <summary>The name of the HTTP client that fetches them.</summary>
    public const string Client = "botframework-login";

    private const string ConnectorScope = "https://api.botframework.com";

    // Renewed while the old one is still good, so that none ends on its way.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Held> held = new(StringComparer.Ordinal);

    /// <summary>A token for the other side; null when none can be had now.</summary>
    /// <param name="caller">Who vouched for the conversation: azure, emulator, or another bot's app id.</param>
    public async Task<string?> GetAsync(string caller, CancellationToken cancellation)
    {
        var audience = Guid.TryParse(caller, out _) ? caller : ConnectorScope;
        var mine = held.GetOrAdd(audience, _ => new Held());
        if (clock.GetUtcNow() < mine.RenewAt) return mine.Token;

        await mine.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (clock.GetUtcNow() < mine.RenewAt) return mine.Token;

            using var client = clients.CreateClient(Client);
            using var request = options.AppType == BotAppType.UserAssignedMSI ? IdentityRequest(audience) : SecretRequest(audience);
            using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            mine.Token = answer.RootElement.GetProperty("access_token").GetString();
            // A number in one of Microsoft's services, text in another.
            var seconds = int.Parse(answer.RootElement.GetProperty("expires_in").ToString(), System.Globalization.CultureInfo.InvariantCulture);
            mine.RenewAt = clock.GetUtcNow() + TimeSpan.FromSeconds(seconds) - Shorter(RenewBefore, TimeSpan.FromSeconds(seconds / 2.0));
            return mine.Token;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.NoConnectorToken(fault.GetType().Name);
            return null;
        }
        finally
        {
            mine.Turn.Release();
        }
    }

    /// <summary>The other side does not take this token: the next one is fetched anew.</summary>
    public void Forget(string token)
    {
        foreach (var mine in held.Values)
        {
            if (mine.Token == token) mine.RenewAt = DateTimeOffset.MinValue;
        }
    }

    private HttpRequestMessage SecretRequest(string audience) =>
        new(HttpMethod.Post, $"{options.LoginUrl}/{(options.AppType == BotAppType.SingleTenant ? options.TenantId : "botframework.com")}/oauth2/v2.0/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = options.AppId!,
                ["client_secret"] = options.AppPassword!,
                ["scope"] = $"{audience}/.default",
            }),
        };

    /// <summary>Asks the machine's own identity service: App Service names it in the environment, a virtual machine has it at a fixed address.</summary>
    private HttpRequestMessage IdentityRequest(string audience)
    {
        var (endpoint, header, value, version) = Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT") is { Length: > 0 } service
            ? (service, "X-IDENTITY-HEADER", Environment.GetEnvironmentVariable("IDENTITY_HEADER") ?? "", "2019-08-01")
            : ("http://169.254.169.254/metadata/identity/oauth2/token", "Metadata", "true", "2018-02-01");
        var request = new HttpRequestMessage(
            HttpMethod.Get, $"{endpoint}?api-version={version}&resource={Uri.EscapeDataString(audience)}&client_id={Uri.EscapeDataString(options.AppId!)}");
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private sealed class Held
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public string? Token { get; set; }
        public DateTimeOffset RenewAt { get; set; } = DateTimeOffset.MinValue;
    }
}
