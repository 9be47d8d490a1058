using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.Conversation.Answering;

/// <summary>The slow steps that a language model does, and the names of what they are asked and what they bring back.</summary>
public static class ModelSteps
{
    /// <summary>Asked <see cref="Text"/>, <see cref="Language"/>, <see cref="Entries"/>; brings <see cref="Shown"/> and <see cref="Language"/>, or an error.</summary>
    public const string Answer = "model.answer";

    /// <summary>Asked <see cref="Text"/>, <see cref="Language"/>, <see cref="Slots"/>; brings <see cref="Proposals"/>, or an error.</summary>
    public const string Propose = "model.propose";

    /// <summary>Asked an attachment and <see cref="Language"/>; brings <see cref="Text"/>, or an error.</summary>
    public const string Transcribe = "model.transcribe";

    public const string Text = "text";
    public const string Language = "language";

    /// <summary>Ids of the entries that the search found, with blanks between.</summary>
    public const string Entries = "entries";

    /// <summary>What to show, with blanks between: <c>id</c> is the whole entry, <c>id:0,2</c> its first and third statement. Never words of the model.</summary>
    public const string Shown = "shown";

    /// <summary>The open slots, as JSON of <see cref="ModelSlot"/>.</summary>
    public const string Slots = "slots";

    /// <summary>What was found in the message, as JSON of <see cref="ModelProposal"/> by slot.</summary>
    public const string Proposals = "proposals";

    /// <summary>Why there is no result: <c>late</c>, <c>failed</c>, <c>unreadable</c>, <c>budget</c>, <c>unknown</c>.</summary>
    public const string Error = "error";

    public static string Write(IReadOnlyList<ModelSlot> slots) => JsonSerializer.Serialize(slots, ModelJson.Default.IReadOnlyListModelSlot);

    public static string Write(IReadOnlyDictionary<string, ModelProposal> proposals) =>
        JsonSerializer.Serialize(proposals, ModelJson.Default.IReadOnlyDictionaryStringModelProposal);

    /// <summary>The slots in a request; none when it cannot be read.</summary>
    public static IReadOnlyList<ModelSlot> ReadSlots(string? json) =>
        Read(json, ModelJson.Default.IReadOnlyListModelSlot) ?? [];

    /// <summary>The proposals in an answer; none when it cannot be read.</summary>
    public static IReadOnlyDictionary<string, ModelProposal> ReadProposals(string? json) =>
        Read(json, ModelJson.Default.IReadOnlyDictionaryStringModelProposal) ?? new Dictionary<string, ModelProposal>();

    private static T? Read<T>(string? json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A slot that a model may propose a value for: what it is called and, for a choice, what may be chosen.</summary>
/// <param name="Type">The slot's type in small letters: text, integer, region, terms, ...</param>
public sealed record ModelSlot(string Name, string Label, string Type)
{
    public IReadOnlyList<ModelChoice> Choices { get; init; } = [];
}

public sealed record ModelChoice(string Key, string Label);

/// <summary>What a model claims to have found. Only the quote counts, and only when it stands in the message; the value only as the key of a choice.</summary>
public sealed record ModelProposal(string? Value, string Quote);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<ModelSlot>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, ModelProposal>))]
internal sealed partial class ModelJson : JsonSerializerContext;
