using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Looks through the whole folder of dialogs: structure, words, data, answers. What the linter calls an error stops the start.</summary>
internal static class Checking
{
    /// <returns>Null when there is an error.</returns>
    public static (DialogCatalog? Catalog, IReadOnlyList<Finding> Findings) Look(string dialogsPath, IReadOnlyCollection<DialogDoorName> doors)
    {
        if (!File.Exists(Path.Combine(dialogsPath, "menu.yaml"))) throw new SettingException($"There is no menu.yaml in {dialogsPath}; expected the folder dialogs.");
        var (catalog, findings) = DialogFiles.Check(dialogsPath, doors);
        IReadOnlyList<Finding> all = [.. findings, .. Data(dialogsPath), .. KnowledgeFiles.Check(dialogsPath)];
        return (all.Any(f => f.Severity == FindingSeverity.Error) ? null : catalog, all);
    }

    private static IReadOnlyList<Finding> Data(string dialogsPath)
    {
        try
        {
            LanguageData.Load(Path.Combine(dialogsPath, "data"));
            return [];
        }
        catch (DataFileException broken)
        {
            return [Finding.Of(broken, dialogsPath)];
        }
    }
}
