using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Model;

namespace LinkAndMatch.Bot.Knowledge;

// Of this room's folders one has the name of the type.
using Found = LinkAndMatch.Bot.Conversation.Dialogs.Finding;

/// <summary>What this room reads from the folder of dialogs: answers, examples of what people say, thresholds, what a model is told.</summary>
public static class KnowledgeFiles
{
    private static readonly string[] s_intents = ["register", "describe-product", "request-introduction", "status", "help", "cancel", "human", "greeting"];

    /// <summary>Every finding in them, with file and line.</summary>
    /// <param name="dialogsPath">The folder <c>dialogs</c>.</param>
    public static IReadOnlyList<Found> Check(string dialogsPath)
    {
        ArgumentNullException.ThrowIfNull(dialogsPath);
        var faq = Path.Combine(dialogsPath, "faq");
        return
        [
            .. FaqLint.Look(faq),
            .. Broken(() => Wording.Load(null!, dialogsPath)),
            .. Broken(() => Unanswered.Load(faq)),
            .. Broken(() => Thresholds.Load(Path.Combine(dialogsPath, "thresholds.yaml"))),
            .. Broken(() => Intents(Path.Combine(dialogsPath, "intents.yaml"))),
            .. Broken(() => ModelPrompts.Load(dialogsPath)),
        ];

        IReadOnlyList<Found> Broken(Func<object> load)
        {
            try
            {
                load();
                return [];
            }
            catch (DataFileException broken)
            {
                return [Found.Of(broken, dialogsPath)];
            }
        }
    }

    private static object Intents(string path)
    {
        foreach (var (name, _, line) in YamlFile.Mapping(path).Where(i => !s_intents.Contains(i.Key))) throw new DataFileException(path, line, $"'{name}' is nothing that a message can want; expected one of: {string.Join(", ", s_intents)}.");
        return PhraseLists.Load(path);
    }
}
