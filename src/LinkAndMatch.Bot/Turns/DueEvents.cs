using System.Text.Json;
using System.Text.Json.Serialization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>A slow step and the conversation that waits for it, as the due table keeps them.</summary>
internal sealed record DueStep(ConversationReference Conversation, SlowStep Slow);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DueStep))]
internal sealed partial class DueJson : JsonSerializerContext;

/// <summary>What lies in the due table: reminders and time-outs as the event they become, steps as the work to do.</summary>
internal static class DueEvents
{
    private const string StepPrefix = "step:";

    public static DueRow Reminder(ConversationReference conversation, DueChange due, DateTimeOffset at) => new()
    {
        Id = $"{conversation.Id}#{due.Purpose}",
        Subject = conversation.Id,
        Purpose = due.Purpose,
        At = at,
        Payload = Write(EventOf(conversation, $"due:{conversation.Id}:{due.Purpose}:{at.ToUnixTimeMilliseconds()}", due.Purpose, due.Subject, due.Data, at)),
    };

    public static DueRow Step(ConversationReference conversation, SlowStep slow, DateTimeOffset now) => new()
    {
        Id = $"{conversation.Id}#{StepPrefix}{slow.Id}",
        Subject = conversation.Id,
        Purpose = StepPrefix + slow.Id,
        At = now,
        Payload = JsonSerializer.Serialize(new DueStep(conversation, slow), DueJson.Default.DueStep),
    };

    /// <summary>The same event key as the step's own answer: whichever is written first is the one that counts.</summary>
    public static DueRow Late(ConversationReference conversation, SlowStep slow, DateTimeOffset now) => new()
    {
        Id = $"{conversation.Id}#late:{slow.Id}",
        Subject = conversation.Id,
        Purpose = "late:" + slow.Id,
        At = now + slow.Budget,
        Payload = Write(StepAnswer(conversation, slow, new Dictionary<string, string> { ["error"] = "late" }, now + slow.Budget)),
    };

    public static Activity StepAnswer(
        ConversationReference conversation, SlowStep slow, IReadOnlyDictionary<string, string> answer, DateTimeOffset at) =>
        EventOf(conversation, StepPrefix + slow.Id, slow.Kind, slow.Id, answer, at);

    /// <summary>Under which keys the replies of a turn were written: its own, and those of the steps that it and its steps may have begun.</summary>
    public static IReadOnlySet<string> KeysOfTurn(string conversationId, string inboxKey)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { inboxKey };
        foreach (var step in StepsOf(inboxKey))
        {
            keys.Add(step);
            // What a voice note says may be a question for the model.
            keys.UnionWith(StepsOf(step));
        }

        return keys;

        IEnumerable<string> StepsOf(string key) => Enumerable.Range(0, SlowStep.MostInTurn).Select(i => StepPrefix + SlowStep.IdOf(conversationId, key, i));
    }

    /// <summary>The step in a row; null when the row is a reminder or a time-out.</summary>
    public static DueStep? StepIn(DueRow row) =>
        row.Purpose.StartsWith(StepPrefix, StringComparison.Ordinal) ? JsonSerializer.Deserialize(row.Payload, DueJson.Default.DueStep) : null;

    public static Activity EventIn(DueRow row) => JsonSerializer.Deserialize(row.Payload, ConversationJson.Default.Activity)!;

    private static Activity EventOf(
        ConversationReference conversation, string key, string name, string? subject, IReadOnlyDictionary<string, string> data, DateTimeOffset at) => new()
        {
            Key = key,
            Conversation = conversation,
            Type = ActivityType.Event,
            Event = new InternalEvent(name, subject) { Data = data },
            Timestamp = at,
        };

    private static string Write(Activity activity) => JsonSerializer.Serialize(activity, ConversationJson.Default.Activity);
}
