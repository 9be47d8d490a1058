using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>What the model is told, from <c>dialogs/model</c>. There is no secret in it: whoever reads it learns nothing that is not in the repository.</summary>
public sealed record ModelPrompts(string Answer, string Propose)
{
    /// <exception cref="DataFileException">A file is missing or empty.</exception>
    public static ModelPrompts Load(string dialogsPath)
    {
        var folder = Path.Combine(dialogsPath, "model");
        return new ModelPrompts(Read("answer.md"), Read("propose.md"));

        string Read(string name)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) throw new DataFileException(path, 0, "the file is missing; with a model configured it must say what the model is asked to do.");
            var text = File.ReadAllText(path).Trim();
            return text.Length > 0 ? text : throw new DataFileException(path, 1, "the file is empty; it must say what the model is asked to do.");
        }
    }
}
