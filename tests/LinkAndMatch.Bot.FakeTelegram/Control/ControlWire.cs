using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.FakeTelegram.Control;

internal sealed record GroupOrder(long ChatId, string Title);

internal sealed record RefuseOrder(long ChatId, string? Description);

internal sealed record MigrateOrder(long ChatId, long NewChatId);

internal sealed record RestartIdsOrder(long NextUpdateId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, UseStringEnumConverter = true, AllowOutOfOrderMetadataProperties = true, ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip)]
[JsonSerializable(typeof(List<UserAct>))]
[JsonSerializable(typeof(IReadOnlyList<UserAct>))]
[JsonSerializable(typeof(IReadOnlyList<SentUpdate>))]
[JsonSerializable(typeof(List<SentUpdate>))]
[JsonSerializable(typeof(ChatRecord))]
[JsonSerializable(typeof(IReadOnlyList<ApiCall>))]
[JsonSerializable(typeof(List<ApiCall>))]
[JsonSerializable(typeof(FakeCounters))]
[JsonSerializable(typeof(BotProfile))]
[JsonSerializable(typeof(FakeBehaviour))]
[JsonSerializable(typeof(Fault))]
[JsonSerializable(typeof(GroupOrder))]
[JsonSerializable(typeof(RefuseOrder))]
[JsonSerializable(typeof(MigrateOrder))]
[JsonSerializable(typeof(RestartIdsOrder))]
[JsonSerializable(typeof(Scenario))]
internal sealed partial class ControlJson : JsonSerializerContext;
