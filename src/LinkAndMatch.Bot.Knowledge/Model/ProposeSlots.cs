using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Masking;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>The step <c>model.propose</c>: shows the model one message (masked) and the open slots, and brings back which words may answer which. The turn reads the words itself and asks the person.</summary>
public sealed class ProposeSlots(PersonalShield shield, ModelTalk talk, ModelPrompts prompts) : ISlowStepWorker
{
    private const int LongestMessage = 2_000;
    private const int LongestQuote = 300;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(conversation);
        var slots = ModelSteps.ReadSlots(step.Request.GetValueOrDefault(ModelSteps.Slots));
        var message = step.Request.GetValueOrDefault(ModelSteps.Text, "");
        if (slots.Count == 0 || message.Length is 0 or > LongestMessage) return Failed("unknown");

        var masked = await shield.MaskAsync(message, conversation, cancellation).ConfigureAwait(false);
        var (json, error) = await talk.AskAsync(
            ModelSteps.Propose, PersonalShield.KeyOf(conversation), prompts.Propose, Write(masked.Text, slots), Schema(slots), cancellation).ConfigureAwait(false);
        if (json is not { } said) return Failed(error ?? "failed");

        var proposals = Read(said, slots, masked, message);
        return proposals.Count > 0 ? new Dictionary<string, string> { [ModelSteps.Proposals] = ModelSteps.Write(proposals) } : Failed("unknown");
    }

    /// <summary>Keeps what has the right shape, names a slot that was offered and quotes the message.</summary>
    internal static Dictionary<string, ModelProposal> Read(JsonElement said, IReadOnlyList<ModelSlot> slots, MaskedText masked, string message)
    {
        var proposals = new Dictionary<string, ModelProposal>(StringComparer.Ordinal);
        foreach (var slot in slots)
        {
            if (!said.TryGetProperty(slot.Name, out var found) || found.ValueKind != JsonValueKind.Object) continue;
            if (Text(found, "quote") is not { Length: > 0 and <= LongestQuote } quote) continue;
            quote = masked.Restore(quote);
            if (!OneBlank(message).Contains(OneBlank(quote), StringComparison.OrdinalIgnoreCase)) continue;
            var value = Text(found, "value");
            proposals[slot.Name] = new ModelProposal(slot.Choices.Any(c => c.Key == value) ? value : null, quote);
        }

        return proposals;
    }

    private static string? Text(JsonElement found, string name) =>
        found.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static string OneBlank(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Write(string message, IReadOnlyList<ModelSlot> slots)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("message", message);
            writer.WriteStartObject("slots");
            foreach (var slot in slots)
            {
                writer.WriteStartObject(slot.Name);
                writer.WriteString("label", slot.Label);
                writer.WriteString("type", slot.Type);
                if (slot.Choices.Count > 0)
                {
                    writer.WriteStartObject("choices");
                    foreach (var choice in slot.Choices) writer.WriteString(choice.Key, choice.Label);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement Schema(IReadOnlyList<ModelSlot> slots)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            Object(slots.Select(s => s.Name), slot =>
            {
                writer.WriteStartArray("anyOf");
                writer.WriteStartObject();
                writer.WriteString("type", "null");
                writer.WriteEndObject();
                Object(["value", "quote"], part =>
                {
                    if (part == "quote")
                    {
                        writer.WriteString("type", "string");
                        return;
                    }

                    writer.WriteStartArray("type");
                    writer.WriteStringValue("string");
                    writer.WriteStringValue("null");
                    writer.WriteEndArray();
                });
                writer.WriteEndArray();
            });

            void Object(IEnumerable<string> names, Action<string> property)
            {
                writer.WriteStartObject();
                writer.WriteString("type", "object");
                writer.WriteBoolean("additionalProperties", false);
                writer.WriteStartArray("required");
                foreach (var name in names) writer.WriteStringValue(name);
                writer.WriteEndArray();
                writer.WriteStartObject("properties");
                foreach (var name in names)
                {
                    writer.WriteStartObject(name);
                    property(name);
                    writer.WriteEndObject();
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static Dictionary<string, string> Failed(string code) => new() { [ModelSteps.Error] = code };
}
