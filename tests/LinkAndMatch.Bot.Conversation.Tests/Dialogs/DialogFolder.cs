using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

/// <summary>A copy of the shipped dialogs to break; without the answers, which are read elsewhere.</summary>
internal sealed class DialogFolder : IDisposable
{
    public DialogFolder()
    {
        Path = Directory.CreateTempSubdirectory("dialogs-").FullName;
        Copy("", "*.yaml");
        Copy("texts", "*.yaml");
        Copy("data", "vocab.yaml");
        Copy("schema", "*.json");
        Copy(System.IO.Path.Combine("faq", "id"), "program-apa-itu.md");
    }

    public string Path { get; }

    /// <summary>Puts other words in the place of some; they must be there once or more.</summary>
    public DialogFolder Change(string file, string from, string to)
    {
        var path = System.IO.Path.Combine(Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(path, text[..at] + to + text[(at + from.Length)..]);
        return this;
    }

    public DialogFolder Write(string file, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), text);
        return this;
    }

    public DialogFolder Delete(string file)
    {
        File.Delete(System.IO.Path.Combine(Path, file));
        return this;
    }

    /// <summary>The number of the first line that holds this, from 1.</summary>
    public long LineOf(string file, string words)
    {
        var lines = File.ReadAllLines(System.IO.Path.Combine(Path, file));
        return Array.FindIndex(lines, l => l.Contains(words, StringComparison.Ordinal)) + 1;
    }

    public IReadOnlyList<Finding> Check(IReadOnlyCollection<DialogDoorName>? doors = null) => DialogFiles.Check(Path, doors ?? ShippedDialogs.Doors).Findings;

    public DialogCatalog Load() => DialogFiles.Load(Path, ShippedDialogs.Doors);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Copy(string folder, string pattern)
    {
        var to = Directory.CreateDirectory(System.IO.Path.Combine(Path, folder)).FullName;
        var from = System.IO.Path.Combine(ShippedDialogs.Folder, folder);
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, pattern)) File.Copy(file, System.IO.Path.Combine(to, System.IO.Path.GetFileName(file)));
    }
}
