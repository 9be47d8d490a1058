using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>
/// The step <c>model.answer</c>: shows the model the question (masked) and the entries that were retrieved, and brings back which entries, or
/// which of their statements, answer it. What the model writes is compared with the entries and never shown itself.
/// </summary>
public sealed class AnswerFromEntries(IAnswerFinder entries, AnswerLinks links, PersonalShield shield, ModelTalk talk, ModelPrompts prompts, EntryEmbeddings? embeddings = null) : ISlowStepWorker
{
    private const int MostEntries = 6;
    private const int MostShown = 2;
    private const int MostSentences = 6;

    // Long enough for every entry; one that is longer is cut for the model, never for the person.
    private const int MostLetters = 1_500;
    private const int LongestQuestion = 1_000;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(SlowStep step, ConversationReference conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(conversation);
        var question = step.Request.GetValueOrDefault(ModelSteps.Text, "");
        var language = LanguageOf(question, step.Request.GetValueOrDefault(ModelSteps.Language, "id"));
        var masked = await shield.MaskAsync(question.Length > LongestQuestion ? question[..LongestQuestion] : question, conversation, cancellation).ConfigureAwait(false);

        var ids = step.Request.GetValueOrDefault(ModelSteps.Entries, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (embeddings is not null) ids.AddRange(await embeddings.NearestAsync(masked.Text, PersonalShield.KeyOf(conversation), cancellation).ConfigureAwait(false));
        var retrieved = ids.Distinct().Select(id => entries.Read(id, language)).OfType<AnswerEntry>().Where(links.Allow).Take(MostEntries).ToDictionary(e => e.Id, StringComparer.Ordinal);
        // Nothing was found: then there is nothing to choose, and the model is not asked for what it thinks.
        if (retrieved.Count == 0) return Failed("unknown");

        var (json, error) = await talk.AskAsync(
            ModelSteps.Answer, PersonalShield.KeyOf(conversation), prompts.Answer, Write(masked.Text, language, retrieved.Values), Schema(retrieved.Keys), cancellation).ConfigureAwait(false);
        if (json is not { } said) return Failed(error ?? "failed");
        return Choose(said, retrieved) is { Length: > 0 } shown
            ? new Dictionary<string, string> { [ModelSteps.Shown] = shown, [ModelSteps.Language] = language }
            : Failed("unknown");
    }

    /// <summary>What of the retrieved entries the model's answer stands for.</summary>
    internal static string Choose(JsonElement said, IReadOnlyDictionary<string, AnswerEntry> retrieved)
    {
        if (!said.TryGetProperty("sentences", out var sentences) || sentences.ValueKind != JsonValueKind.Array) return "";
        var chosen = new List<(string Id, SortedSet<int>? Statements)>();
        var count = 0;
        foreach (var sentence in sentences.EnumerateArray())
        {
            if (sentence.ValueKind != JsonValueKind.Object
                || !sentence.TryGetProperty("entry", out var cited) || cited.ValueKind != JsonValueKind.String || cited.GetString() is not { } id || !retrieved.TryGetValue(id, out var entry)) continue;
            var at = chosen.FindIndex(c => c.Id == id);
            if (at < 0 && chosen.Count == MostShown) continue;
            if (at < 0) chosen.Add((id, []));
            at = at < 0 ? chosen.Count - 1 : at;
            var text = sentence.TryGetProperty("text", out var words) && words.ValueKind == JsonValueKind.String ? words.GetString() ?? "" : "";
            // A sentence that the entry does not say: the entry speaks for itself, whole.
            if (++count > MostSentences || Grounding.StatementOf(text, entry.Body) is not { } statement) chosen[at] = (id, null);
            else chosen[at].Statements?.Add(statement);
        }

        return string.Join(' ', chosen.Select(c => c.Statements is { Count: > 0 } some ? $"{c.Id}:{string.Join(',', some)}" : c.Id));
    }

    private static string LanguageOf(string question, string language) =>
        language != "en" && question.AsSpan().Trim().Count(' ') >= 2 && LanguageGuess.Of(question) == "en" ? "en" : language;

    private static string Write(string question, string language, IEnumerable<AnswerEntry> retrieved)
    {
        // As JSON, so that nothing a person wrote can look like the end of their words and the beginning of ours.
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("question", question);
            writer.WriteString("language", language);
            writer.WriteStartArray("entries");
            foreach (var entry in retrieved)
            {
                writer.WriteStartObject();
                writer.WriteString("id", entry.Id);
                writer.WriteString("question", entry.Question);
                writer.WriteStartArray("statements");
                var letters = 0;
                foreach (var statement in AnswerStatements.Of(entry.Body))
                {
                    if ((letters += statement.Length) > MostLetters) break;
                    writer.WriteStringValue(statement);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static JsonElement Schema(IEnumerable<string> ids)
    {
        const string Before = """
            {"type":"object","additionalProperties":false,"required":["sentences"],"properties":{"sentences":{"type":"array","items":
            {"type":"object","additionalProperties":false,"required":["entry","text"],"properties":{"text":{"type":"string"},"entry":{"type":"string","enum":[
            """;
        const string After = "]}}}}}}";
        var schema = Before + string.Join(',', ids.Select(id => JsonSerializer.Serialize(id, ModelSchemaJson.Default.String))) + After;
        using var document = JsonDocument.Parse(schema);
        return document.RootElement.Clone();
    }

    private static Dictionary<string, string> Failed(string code) => new() { [ModelSteps.Error] = code };
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class ModelSchemaJson : System.Text.Json.Serialization.JsonSerializerContext;
