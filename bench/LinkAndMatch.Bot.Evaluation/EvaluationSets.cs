using System.Text.Json;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>One question with the entries that answer it; none when nobody should answer.</summary>
/// <param name="Kind">Why it must not be answered; null for a question that an entry answers.</param>
internal sealed record Question(string Text, string Language, IReadOnlyList<string> Expected, bool Multi, string? Kind, string Split);

/// <summary>One message with what it wants and what it says.</summary>
/// <param name="Intent">Null for descriptions of products, where only the slots count.</param>
internal sealed record Utterance(string Text, string? Intent, JsonElement Slots, string Split);

/// <summary>Reads <c>tests/evaluation</c>, with the messages under <c>unseen</c> as the third split.</summary>
internal static class EvaluationSets
{
    public static IReadOnlyList<Question> Questions(string folder) =>
    [
        .. Lines(folder, "faq.jsonl").Select(l => new Question(
            Text(l), l.GetProperty("language").GetString()!, [.. l.GetProperty("expected").EnumerateArray().Select(e => e.GetString()!)], l.TryGetProperty("multi", out _), null, Split(l))),
        .. Lines(folder, "faq-out-of-scope.jsonl").Select(l => new Question(Text(l), l.GetProperty("language").GetString()!, [], false, l.GetProperty("kind").GetString(), Split(l))),
    ];

    public static IReadOnlyList<Utterance> Utterances(string folder) => [.. Read(folder, "utterances.jsonl")];

    public static IReadOnlyList<Utterance> Products(string folder) => [.. Read(folder, "products.jsonl")];

    private static IEnumerable<Utterance> Read(string folder, string name) => Lines(folder, name)
        .Select(l => new Utterance(Text(l), l.TryGetProperty("intent", out var intent) ? intent.GetString() : null, l.GetProperty("slots"), Split(l)));

    private static IEnumerable<JsonElement> Lines(string folder, string name) => File.ReadLines(Path.Combine(folder, name))
        .Concat(File.ReadLines(Path.Combine(folder, "unseen", name)))
        .Where(l => l.Length > 0)
        .Select(l => JsonDocument.Parse(l).RootElement);

    private static string Text(JsonElement line) => line.GetProperty("text").GetString()!;

    private static string Split(JsonElement line) => line.GetProperty("split").GetString()!;
}
