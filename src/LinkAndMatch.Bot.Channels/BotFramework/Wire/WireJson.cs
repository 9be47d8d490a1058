using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LinkAndMatch.Bot.Channels.BotFramework.Wire;

/// <summary>How activities are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = MaxDepth)]
[JsonSerializable(typeof(WireActivity))]
[JsonSerializable(typeof(WireHeroCard))]
[JsonSerializable(typeof(WireChoice))]
[JsonSerializable(typeof(WireReplies))]
[JsonSerializable(typeof(WireActivitySet))]
[JsonSerializable(typeof(WireResource))]
[JsonSerializable(typeof(WireFailure))]
[JsonSerializable(typeof(string))]
public sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Nesting beyond this is refused: no honest activity comes near.</summary>
    public const int MaxDepth = 32;

    /// <summary>The context to use: letters of every script stand as they are.</summary>
    public static WireJson Wire { get; } = new(
        new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = MaxDepth,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        });
}
