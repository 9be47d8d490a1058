using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

internal static class DialogLinter
{
    public static void Check(DialogSource source, string root, IReadOnlyCollection<DialogDoorName> doors, FindingList findings) { }
}
