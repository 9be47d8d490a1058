using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LinkAndMatch.Bot.FakeAzureOpenAI;

/// <summary>What the fake sends back.</summary>
/// <param name="Hangs">True: the headers never come, until the caller gives up.</param>
public sealed record FakeAnswer(int Status, string Body, string ContentType = "application/json", bool Hangs = false)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Never answers.</summary>
    public static FakeAnswer Never { get; } = new(200, "", Hangs: true);

    /// <summary>A chat completion with this content.</summary>
    public static FakeAnswer Chat(string content, int tokens = 120, string finish = "stop") => new(200, new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1_790_000_000,
        ["model"] = "fake",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = finish,
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = tokens - 20, ["completion_tokens"] = 20, ["total_tokens"] = tokens },
    }.ToJsonString());

    /// <summary>A refusal by the model itself.</summary>
    public static FakeAnswer Refusal(string words) => new(200, new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["object"] = "chat.completion",
        ["created"] = 1_790_000_000,
        ["model"] = "fake",
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["finish_reason"] = "stop",
            ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = null, ["refusal"] = words },
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 100, ["completion_tokens"] = 20, ["total_tokens"] = 120 },
    }.ToJsonString());

    /// <summary>Entries of the answer step: entry and text.</summary>
    public static FakeAnswer Sentences(params (string Entry, string Text)[] sentences) => Chat(new JsonObject
    {
        ["sentences"] = new JsonArray([.. sentences.Select(s => (JsonNode)new JsonObject { ["entry"] = s.Entry, ["text"] = s.Text })]),
    }.ToJsonString());

    /// <summary>Proposals of the fill-in step: slot, value, quote.</summary>
    public static FakeAnswer Proposals(params (string Slot, string? Value, string Quote)[] proposals)
    {
        var said = new JsonObject();
        foreach (var (slot, value, quote) in proposals) said[slot] = new JsonObject { ["value"] = value, ["quote"] = quote };
        return Chat(said.ToJsonString());
    }

    public static FakeAnswer Heard(string text) => new(200, new JsonObject { ["text"] = text }.ToJsonString());

    public static FakeAnswer Fails(int status, string? retryAfter = null) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = status.ToString(CultureInfo.InvariantCulture), ["message"] = "as told" } }.ToJsonString())
        {
            Headers = retryAfter is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
        };

    /// <summary>Vectors in which each word is a direction, so that texts with common words lie near each other.</summary>
    public static FakeAnswer Embeddings(RecordedCall call)
    {
        using var document = JsonDocument.Parse(call.Body);
        var input = document.RootElement.GetProperty("input");
        var texts = input.ValueKind == JsonValueKind.Array ? input.EnumerateArray().Select(i => i.GetString() ?? "").ToList() : [input.GetString() ?? ""];
        var data = new JsonArray();
        for (var i = 0; i < texts.Count; i++)
        {
            data.Add(new JsonObject { ["object"] = "embedding", ["index"] = i, ["embedding"] = Convert.ToBase64String(VectorOf(texts[i])) });
        }

        return new FakeAnswer(200, new JsonObject
        {
            ["object"] = "list",
            ["model"] = "fake",
            ["data"] = data,
            ["usage"] = new JsonObject { ["prompt_tokens"] = 10, ["total_tokens"] = 10 },
        }.ToJsonString());
    }

    private static byte[] VectorOf(string text)
    {
        const int Directions = 256;
        var vector = new float[Directions];
        foreach (var word in text.ToLowerInvariant().Split([' ', '?', '.', ',', '!'], StringSplitOptions.RemoveEmptyEntries))
        {
            var hash = 17u;
            foreach (var letter in word) hash = (hash * 31) + letter;
            vector[hash % Directions] += 1;
        }

        var bytes = new byte[Directions * 4];
        for (var i = 0; i < Directions; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), vector[i]);
        return bytes;
    }
}
