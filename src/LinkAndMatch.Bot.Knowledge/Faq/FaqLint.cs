using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Faq;

// Of this room's folders one has the name of the type.
using Finding = LinkAndMatch.Bot.Conversation.Dialogs.Finding;

/// <summary>Looks through the answers for what would go wrong and for what a writer forgets.</summary>
internal sealed partial class FaqLint
{
    /// <summary>So many ways to ask, in Indonesian, let the search meet most people's words.</summary>
    private const int EnoughVariants = 30;

    private readonly List<Finding> _findings = [];
    private readonly string _folder;
    private readonly string _root;

    private FaqLint(string folder)
    {
        _folder = folder;
        _root = Path.GetDirectoryName(folder)!;
    }

    /// <summary>Every file, those that cannot be read too.</summary>
    /// <param name="folder">The folder <c>faq</c> in <c>dialogs</c>.</param>
    public static IReadOnlyList<Finding> Look(string folder)
    {
        var lint = new FaqLint(Path.GetFullPath(folder));
        lint.Look();
        return lint._findings;
    }

    private void Look()
    {
        var home = Path.Combine(_folder, "id");
        if (!Directory.Exists(home))
        {
            Error(home, 1, "the folder of the Indonesian answers is missing.");
            return;
        }

        var sources = Load(() => FaqSources.Load(Path.Combine(_folder, "sources.yaml")));
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in FilesOf("id"))
        {
            if (Load(() => FaqFile.Load(path)) is not { } file) continue;
            if (file.Status is null) Error(path, 1, "expected status: sourced, partly, staff or design.");
            foreach (var (key, line) in file.Sources.Where(s => sources is not null && sources.Find(s.Key) is null)) Error(path, line, $"the source '{key}' is not in sources.yaml.");
            if (file.Sources.Count == 0) Warn(path, 1, "no source is named.");
            if (file.Reviewed is null) Warn(path, 1, "no review date is given.");
            if (file.Text.Variants.Count < EnoughVariants) Warn(path, 3, $"only {file.Text.Variants.Count} ways to ask; {EnoughVariants} are wanted.");
            LookForMarks(path, file);
            foreach (var phrase in file.Text.Variants.Prepend(file.Text.Question))
            {
                if (!owners.TryAdd(phrase, path) && owners[phrase] != path) Error(path, LineOf(path, phrase), $"'{phrase}' is also a way to ask for {Path.GetFileNameWithoutExtension(owners[phrase])}; expected it in one answer.");
            }

            if (!File.Exists(Path.Combine(_folder, "en", Path.GetFileName(path)))) Warn(path, 1, "there is no English answer of that name.");
        }

        foreach (var translation in Directory.EnumerateDirectories(_folder).Select(f => Path.GetFileName(f)!).Where(l => l != "id").Order(StringComparer.Ordinal).SelectMany(FilesOf))
        {
            if (!File.Exists(Path.Combine(home, Path.GetFileName(translation)))) Error(translation, 1, "there is no Indonesian answer of that name.");
            if (Load(() => FaqFile.Load(translation)) is { } file) LookForMarks(translation, file);
        }
    }

    // "[… PETUGAS …]" marks what only an officer of the programme knows: not to be shown as an answer.
    private void LookForMarks(string path, FaqFile file)
    {
        foreach (var (index, _) in file.Text.Body.Split('\n').Index().Where(l => Mark().IsMatch(l.Item)))
            Error(path, file.BodyLine + index, "a mark for the officers stands in the answer.");
    }

    private IEnumerable<string> FilesOf(string language) => Directory.EnumerateFiles(Path.Combine(_folder, language), "*.md").Order(StringComparer.Ordinal);

    private T? Load<T>(Func<T> load) where T : class
    {
        try
        {
            return load();
        }
        catch (DataFileException broken)
        {
            _findings.Add(Finding.Of(broken, _root));
            return null;
        }
    }

    private static int LineOf(string path, string phrase) => Array.FindIndex(File.ReadAllLines(path), l => l.Contains(phrase, StringComparison.Ordinal)) + 1;

    private void Error(string path, int line, string message) => _findings.Add(new Finding(FindingSeverity.Error, Finding.Below(_root, path), Math.Max(1, line), message));

    private void Warn(string path, int line, string message) => _findings.Add(new Finding(FindingSeverity.Warning, Finding.Below(_root, path), line, message));

    [GeneratedRegex(@"\[[^\]]*PETUGAS[^\]]*\]", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
