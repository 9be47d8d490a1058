namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Something that is wrong, or could be better, in the files under <c>dialogs/</c>.</summary>
/// <param name="File">Relative to the folder of dialogs.</param>
/// <param name="Line">From 1.</param>
/// <param name="Message">What was expected there.</param>
public sealed record Finding(FindingSeverity Severity, string File, long Line, string Message)
{
    /// <summary>What stops a data file from being used, with its place below the folder.</summary>
    public static Finding Of(Recognizers.DataFileException broken, string dialogsPath)
    {
        ArgumentNullException.ThrowIfNull(broken);
        return new Finding(FindingSeverity.Error, Below(dialogsPath, broken.FilePath), Math.Max(1, broken.Line), broken.Problem);
    }

    /// <summary>The path of a file as findings name it: from the folder of dialogs on, with slashes.</summary>
    public static string Below(string dialogsPath, string path) => Path.GetRelativePath(dialogsPath, path).Replace(Path.DirectorySeparatorChar, '/');

    public override string ToString() => $"{File}:{Line}: {(Severity == FindingSeverity.Warning ? "warning: " : "")}{Message}";
}

/// <summary>An error stops the start; a warning is only listed.</summary>
public enum FindingSeverity { Error, Warning }

/// <summary>The files under <c>dialogs/</c> cannot be used; the message lists every error with its file and line.</summary>
public sealed class DialogFilesException(IReadOnlyList<Finding> findings)
    : Exception(string.Join(Environment.NewLine, findings.Where(f => f.Severity == FindingSeverity.Error)))
{
    public IReadOnlyList<Finding> Findings => findings;
}

/// <summary>Where something was written.</summary>
internal readonly record struct Place(string File, long Line);

/// <summary>Gathers findings, so that one run names them all.</summary>
internal sealed class FindingList
{
    private readonly List<Finding> _all = [];

    public IReadOnlyList<Finding> All => _all;

    public bool HasErrors => _all.Exists(f => f.Severity == FindingSeverity.Error);

    public void Error(Place at, string message) => _all.Add(new Finding(FindingSeverity.Error, at.File, at.Line, message));

    public void Warn(Place at, string message) => _all.Add(new Finding(FindingSeverity.Warning, at.File, at.Line, message));
}
