using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Reads <c>notices.yaml</c>: what an internal event looks like in the chat.</summary>
internal static class NoticeReader
{
    private static readonly Dictionary<string, DeliveryClass> Classes = new(StringComparer.Ordinal)
    {
        ["question"] = DeliveryClass.Question,
        ["must_arrive"] = DeliveryClass.MustArrive,
        ["nice_to_have"] = DeliveryClass.NiceToHave,
    };

    public static void Read(string root, DialogSource source, FindingList findings)
    {
        if (YamlPart.Read(root, "notices.yaml", findings) is not { } file) return;
        foreach (var (name, part, at) in file.Entries())
        {
            source.Places[$"notice.{name}"] = at;
            part.AllowOnly("card", "buttons", "class", "do");
            var text = part.Text("class");
            if (!Classes.TryGetValue(text, out var delivery) && text.Length > 0) part.Error($"unknown class '{text}'; expected one of: {string.Join(", ", Classes.Keys)}.");
            source.Notices[name] = new Notice(name, part.TryText("card"), part.Texts("buttons"), delivery) { Do = part.TryText("do") };
        }
    }
}
