using System.Text.Json.Serialization;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>What a token or a conversation is asked for with.</summary>
public sealed record StartParameters
{
    public WireAccount? User { get; init; }
    public IReadOnlyList<string>? TrustedOrigins { get; init; }
    public string? Locale { get; init; }
}

/// <summary>A conversation, the token for it and where its stream is.</summary>
public sealed record StartedConversation(
    string ConversationId,
    string? Token,
    [property: JsonPropertyName("expires_in")] int? ExpiresIn,
    string? StreamUrl);

/// <summary>What our own page is told.</summary>
/// <param name="Resumed">True when the conversation had begun before.</param>
public sealed record PageToken(string ConversationId, string Token, [property: JsonPropertyName("expires_in")] int ExpiresIn, string UserId, bool Resumed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = WireJson.MaxDepth)]
[JsonSerializable(typeof(StartParameters))]
[JsonSerializable(typeof(StartedConversation))]
[JsonSerializable(typeof(PageToken))]
internal sealed partial class DirectLineJson : JsonSerializerContext;
