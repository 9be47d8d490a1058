using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>A published key and the channels it speaks for.</summary>
public sealed record SigningKey(SecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>
/// The keys that an issuer publishes: fetched when first needed, again after a day, and at most once an hour for a key that is not among them.
/// </summary>
public sealed class SigningKeys(IHttpClientFactory clients, TimeProvider clock, ILogger<SigningKeys> logger)
{
    /// <summary>The name of the HTTP client that fetches them.</summary>
    public const string Client = "botframework-keys";

    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan NotBeforeAgain = TimeSpan.FromHours(1);

    // An issuer that is away is not asked anew by every request.
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Published> published = new(StringComparer.Ordinal);

    /// <summary>The key with this id; null when the issuer does not publish it or cannot be reached.</summary>
    public async Task<SigningKey?> FindAsync(string metadataUrl, string keyId, CancellationToken cancellation)
    {
        var keys = published.GetOrAdd(metadataUrl, _ => new Published());
        if (Known(keys, keyId, out var found)) return found;

        await keys.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (Known(keys, keyId, out found)) return found;

            try
            {
                keys.ById = await FetchAsync(metadataUrl, cancellation).ConfigureAwait(false);
                keys.FetchedAt = clock.GetUtcNow();
            }
            // An address may be one that no HTTP client follows, a key none that can be built.
            catch (Exception fault) when (fault is HttpRequestException or JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or NotSupportedException
                || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
            {
                keys.FailedAt = clock.GetUtcNow();
                logger.KeysNotFetched(fault.GetType().Name);
            }
            return keys.ById.GetValueOrDefault(keyId);
        }
        finally
        {
            keys.Turn.Release();
        }
    }

    /// <returns>True when there is nothing to fetch now.</returns>
    private bool Known(Published keys, string keyId, out SigningKey? found)
    {
        var now = clock.GetUtcNow();
        found = keys.ById.GetValueOrDefault(keyId);
        if (now - keys.FailedAt < AfterFailure) return true;

        return now - keys.FetchedAt < (found is null ? NotBeforeAgain : GoodFor);
    }

    private async Task<IReadOnlyDictionary<string, SigningKey>> FetchAsync(string metadataUrl, CancellationToken cancellation)
    {
        using var client = clients.CreateClient(Client);
        using var metadata = JsonDocument.Parse(await client.GetStringAsync(new Uri(metadataUrl), cancellation).ConfigureAwait(false));
        var address = new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString() ?? throw new FormatException("The metadata name no keys."));
        using var set = JsonDocument.Parse(await client.GetStringAsync(address, cancellation).ConfigureAwait(false));
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        foreach (var key in set.RootElement.GetProperty("keys").EnumerateArray())
        {
            if (key.TryGetProperty("kty", out var kind) && kind.GetString() == "RSA" && key.TryGetProperty("kid", out var id) && id.GetString() is { } keyId)
                keys[keyId] = new SigningKey(new JsonWebKey(key.GetRawText()), Endorsements(key));
        }
        logger.KeysFetched(keys.Count);
        return keys;
    }

    private static List<string> Endorsements(JsonElement key) =>
        key.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    private sealed class Published
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public IReadOnlyDictionary<string, SigningKey> ById { get; set; } = new Dictionary<string, SigningKey>();
        public DateTimeOffset FetchedAt { get; set; } = DateTimeOffset.MinValue;
        public DateTimeOffset FailedAt { get; set; } = DateTimeOffset.MinValue;
    }
}
