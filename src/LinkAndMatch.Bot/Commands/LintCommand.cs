using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Starting;

namespace LinkAndMatch.Bot.Commands;

/// <summary>Checks a folder of dialogs and says what is wrong, a finding a line.</summary>
internal static class LintCommand
{
    /// <summary>The option that keeps what is there as the released structure, once it is sound.</summary>
    public const string Release = "--release";

    /// <returns>0 when there is no error; warnings do not count.</returns>
    public static async Task<int> RunAsync(string dialogsPath, IReadOnlyCollection<DialogDoorName> doors, bool release, TextWriter output)
    {
        var (catalog, findings) = Checking.Look(dialogsPath, doors);
        foreach (var finding in findings) await output.WriteLineAsync(finding.ToString());
        if (catalog is null)
        {
            await output.WriteLineAsync("The dialogs have errors.");
            return 1;
        }

        await output.WriteLineAsync($"The dialogs are sound: {catalog.Forms.Count} forms, {findings.Count} warnings.");
        if (!release) return 0;
        ReleasedStructure.Write(catalog, dialogsPath);
        await output.WriteLineAsync($"Kept as released: {Path.Combine(dialogsPath, ReleasedStructure.File)}. Later changes are compared with it.");
        return 0;
    }
}
