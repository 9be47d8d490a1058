using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;

namespace LinkAndMatch.Bot.Testing;

/// <summary>Reads activities of the Bot Framework as a person sees them, and remembers what their buttons carry.</summary>
internal sealed class SeenActivity
{
    private readonly Dictionary<string, JsonElement> buttons = new(StringComparer.Ordinal);

    /// <summary>What a tap on the newest button of this label sends.</summary>
    public JsonElement ValueOf(string label) => buttons.TryGetValue(label, out var value)
        ? value
        : throw new InvalidOperationException($"No button '{label}' was shown, only {string.Join(", ", buttons.Keys)}.");

    public SeenReply See(JsonElement activity)
    {
        var text = activity.TryGetProperty("text", out var words) ? words.GetString()! : "";
        if (activity.TryGetProperty("textFormat", out var format) && format.GetString() == "markdown") text = MarkdownText.Unescaped(text);
        var labels = new List<string>();
        if (activity.TryGetProperty("suggestedActions", out var suggested)) Add(suggested.GetProperty("actions"));
        if (activity.TryGetProperty("attachments", out var attachments))
        {
            foreach (var card in attachments.EnumerateArray().Where(a => a.GetProperty("contentType").GetString() == ReplyWriter.HeroCard))
                Add(card.GetProperty("content").GetProperty("buttons"));
        }
        return new SeenReply(text, labels);

        void Add(JsonElement actions)
        {
            foreach (var action in actions.EnumerateArray())
            {
                var label = action.GetProperty("title").GetString()!;
                labels.Add(label);
                buttons[label] = action.GetProperty("value").Clone();
            }
        }
    }
}
