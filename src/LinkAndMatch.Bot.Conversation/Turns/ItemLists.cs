using System.Text;
using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Asks the domain for its lists and cards.</summary>
internal static class ItemLists
{
    /// <summary>The query of a list, its arguments taken from the form's arguments and answers.</summary>
    public static Query.Items QueryOf(ItemQuery query, IReadOnlyDictionary<string, string> arguments, IReadOnlyDictionary<string, Answer>? answers)
    {
        if (query.With.Count == 0) return new Query.Items(query.Source, "");
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in query.With)
        {
            if (answers is not null && answers.TryGetValue(name, out var answer)) values[name] = answer.Value.Canonical;
            else if (arguments.TryGetValue(name, out var argument)) values[name] = argument;
        }

        return new Query.Items(query.Source, Encode(values));
    }

    public static Query.Items QueryOf(DialogFrame frame, ItemQuery query) => QueryOf(query, frame.Arguments, frame.Answers);

    public static Query.Items Card(string source, string subject) => new(source, "subject=" + Uri.EscapeDataString(subject));

    /// <summary>The card once the turn's action has changed its subject; what was read of it before is not true any more.</summary>
    public static Query.Items CardAfterwards(string source, string subject) => new(source, "after=act&subject=" + Uri.EscapeDataString(subject));

    public static string Title(Pass pass, ItemQuery query, Item item) => pass.Catalog.Texts.Label(query.Source + ".title", pass.Language, new WithGaps(item.Fields));

    public static Item? Find(IReadOnlyList<Item> items, string id)
    {
        foreach (var item in items)
        {
            if (item.Id == id) return item;
        }

        return null;
    }

    private static string Encode(SortedDictionary<string, string> values)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in values)
        {
            if (text.Length > 0) text.Append('&');
            text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return text.ToString();
    }
}
