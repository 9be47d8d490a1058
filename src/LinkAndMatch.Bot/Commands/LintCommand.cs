using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Commands;

/// <summary>Checks the dialogs and texts and says what is wrong, a finding a line.</summary>
internal static class LintCommand
{
    /// <returns>0 when there is no error; warnings do not count.</returns>
    public static async Task<int> RunAsync(string dialogsPath, IReadOnlyCollection<DialogDoorName> doors, TextWriter output)
    {
        var (catalog, findings) = DialogFiles.Check(dialogsPath, doors);
        foreach (var finding in findings) await output.WriteLineAsync(finding.ToString());
        await output.WriteLineAsync(catalog is null ? "The dialogs have errors." : $"The dialogs are sound: {catalog.Forms.Count} forms, {findings.Count} warnings.");
        return catalog is null ? 1 : 0;
    }
}
