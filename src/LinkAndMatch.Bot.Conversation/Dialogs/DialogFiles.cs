using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Reads and checks the folder of dialogs.</summary>
public static class DialogFiles
{
    /// <summary>Everything that the bot says and asks.</summary>
    /// <param name="dialogsPath">The folder <c>dialogs/</c>.</param>
    /// <param name="doors">The names of actions, checks and item sources that exist.</param>
    /// <param name="lookups">Labels and region names for texts; null: keys are shown as they are.</param>
    /// <exception cref="DialogFilesException">Something is not as expected; the message names every file and line.</exception>
    public static DialogCatalog Load(string dialogsPath, IReadOnlyCollection<DialogDoorName> doors, TextLookups? lookups = null)
    {
        var (catalog, findings) = Check(dialogsPath, doors, lookups);
        return catalog ?? throw new DialogFilesException(findings);
    }

    /// <summary>The same, with warnings: the catalog is null when there are errors.</summary>
    public static (DialogCatalog? Catalog, IReadOnlyList<Finding> Findings) Check(string dialogsPath, IReadOnlyCollection<DialogDoorName> doors, TextLookups? lookups = null)
    {
        ArgumentNullException.ThrowIfNull(doors);
        var findings = new FindingList();
        var source = DialogSource.Read(dialogsPath, findings);
        BorrowTexts(source, doors);
        DialogLinter.Check(source, dialogsPath, doors, findings);
        if (findings.HasErrors) return (null, findings.All);

        var catalog = new DialogCatalog(source.Forms, source.Menus, source.Notices, source.Commands, source.Defaults!, new Texts(source.Texts.ToWords(), lookups)) { Retired = source.Retired };
        return (catalog, findings.All);
    }

    /// <summary>So that whoever says <c>update-firm.phone.ask</c> need not know where its words come from: first the dialog it is like, then the slot's type, then the turn; refusals from those worded once for all.</summary>
    private static void BorrowTexts(DialogSource source, IReadOnlyCollection<DialogDoorName> doors)
    {
        var texts = source.Texts;
        foreach (var form in source.Forms.Values)
        {
            var prefix = $"{form.Id}.";
            if (form.Like is { } like)
            {
                foreach (var slot in form.Slots) BorrowBelow($"{like}.{slot.Name}.", $"{prefix}{slot.Name}.");
            }

            foreach (var slot in form.Slots) BorrowBelow($"types.{slot.Type.ToString().ToLowerInvariant()}.", $"{prefix}{slot.Name}.");
            texts.Borrow($"{prefix}review.ask", "turn.review.ask");
            texts.Borrow($"{prefix}start_refused", "turn.start_refused");
            BorrowBelow("refusals.", $"{prefix}submit.");
        }

        foreach (var action in doors.Where(d => d.Kind == DialogDoorKind.Action)) BorrowBelow("refusals.", $"{action.Name}.");

        void BorrowBelow(string from, string to)
        {
            foreach (var key in texts.Keys.Where(k => k.StartsWith(from, StringComparison.Ordinal)).ToArray()) texts.Borrow(to + key[from.Length..], key);
        }
    }
}
