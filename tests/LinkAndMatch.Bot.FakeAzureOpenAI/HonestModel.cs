using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.FakeAzureOpenAI;

/// <summary>Answers as a modest model would: picks the entry with most words in common, quotes the words that name a choice or a number.</summary>
public static partial class HonestModel
{
    public static FakeAnswer? Answer(RecordedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.IsTranscription) return FakeAnswer.Heard("halo saya mau tanya syarat ikut program");
        if (!call.IsChat) return null;
        var asked = call.Asked;
        return asked.TryGetProperty("entries", out var entries) ? Pick(asked.GetProperty("question").GetString()!, entries) : Quote(asked);
    }

    private static FakeAnswer Pick(string question, JsonElement entries)
    {
        var words = WordsOf(question);
        var best = entries.EnumerateArray()
            .Select(e => (Entry: e, Common: WordsOf(e.GetRawText()).Intersect(words).Count()))
            .OrderByDescending(e => e.Common).FirstOrDefault();
        if (best.Common == 0) return FakeAnswer.Sentences();
        return FakeAnswer.Sentences([.. best.Entry.GetProperty("statements").EnumerateArray().Take(2).Select(s => (best.Entry.GetProperty("id").GetString()!, s.GetString()!))]);
    }

    private static FakeAnswer Quote(JsonElement asked)
    {
        var message = asked.GetProperty("message").GetString()!;
        var said = new JsonObject();
        foreach (var slot in asked.GetProperty("slots").EnumerateObject())
        {
            said[slot.Name] = null;
            if (slot.Value.GetProperty("type").GetString() == "integer" && Count().Match(message) is { Success: true } count)
            {
                said[slot.Name] = new JsonObject { ["value"] = null, ["quote"] = count.Value };
            }
            else if (slot.Value.TryGetProperty("choices", out var choices))
            {
                foreach (var choice in choices.EnumerateObject())
                {
                    var label = choice.Value.GetString()!;
                    if (message.Contains(label, StringComparison.OrdinalIgnoreCase)) said[slot.Name] = new JsonObject { ["value"] = choice.Name, ["quote"] = label };
                }
            }
        }

        return FakeAnswer.Chat(said.ToJsonString());
    }

    private static HashSet<string> WordsOf(string text) => [.. Word().Matches(text).Select(m => m.Value.ToLowerInvariant())];

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\d+ (?:orang|pekerja|karyawan)")]
    private static partial Regex Count();
}
