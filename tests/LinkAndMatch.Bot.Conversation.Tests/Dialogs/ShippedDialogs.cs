using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

/// <summary>The dialogs that the product ships, with the names of all doors that they knock at.</summary>
internal static class ShippedDialogs
{
    public static string Folder { get; } = Find();

    public static IReadOnlyList<DialogDoorName> Doors { get; } =
    [
        .. Of(DialogDoorKind.Action,
            "firms.register", "firms.update", "firms.status", "products.describe", "products.update", "products.list", "products.withdraw",
            "introductions.request", "introductions.withdraw", "introductions.accept", "introductions.decline", "introductions.take", "introductions.approve", "introductions.refuse",
            "introductions.industry_agreed", "introductions.industry_declined", "introductions.met", "introductions.trial", "introductions.signed", "introductions.end",
            "questions.ask", "questions.take", "questions.answer", "questions.send", "questions.preview", "questions.reword", "questions.revise", "questions.publish", "questions.withdraw", "officers.call", "officers.take", "officers.say", "officers.release",
            "persons.language", "data.export", "data.erase", "persons.blocked", "persons.unblocked", "persons.link"),
        .. Of(DialogDoorKind.Check, "firms.nib_free"),
        .. Of(DialogDoorKind.Items,
            "firms.mine", "products.mine", "products.read", "matches.best", "introductions.mine", "introductions.card", "introductions.officer_card", "questions.officer_card", "officers.call_card"),
    ];

    public static Vocabulary Vocabulary { get; } = Vocabulary.Load(Path.Combine(Folder, "data", "vocab.yaml"));

    public static DialogCatalog Load() => DialogFiles.Load(Folder, Doors);

    private static IEnumerable<DialogDoorName> Of(DialogDoorKind kind, params string[] names) => names.Select(n => new DialogDoorName(kind, n));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var dialogs = Path.Combine(folder.FullName, "dialogs");
            if (File.Exists(Path.Combine(dialogs, "menu.yaml"))) return dialogs;
        }

        throw new DirectoryNotFoundException("No folder dialogs/ above the tests.");
    }
}
