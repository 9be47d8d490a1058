using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>Something in the answers' files that should be mended.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">Counted from 1.</param>
public sealed record FaqFinding(string Path, int Line, string Message);

/// <summary>Looks through the answers for what a writer forgets.</summary>
internal static partial class FaqLint
{
    /// <summary>So many ways to ask, in Indonesian, let the search meet most people's words.</summary>
    private const int EnoughVariants = 30;

    public static IReadOnlyList<FaqFinding> Look(string folder)
    {
        var findings = new List<FaqFinding>();
        var sources = FaqSources.Load(Path.Combine(folder, "sources.yaml"));
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(folder, "id"), "*.md").Order(StringComparer.Ordinal))
        {
            var file = FaqFile.Load(path);
            findings.AddRange(file.Sources.Where(s => sources.Find(s.Key) is null).Select(s => new FaqFinding(path, s.Line, $"the source '{s.Key}' is not in sources.yaml.")));
            if (file.Sources.Count == 0) findings.Add(new FaqFinding(path, 1, "no source is named."));
            if (file.Reviewed is null) findings.Add(new FaqFinding(path, 1, "no review date is given."));
            if (file.Text.Variants.Count < EnoughVariants) findings.Add(new FaqFinding(path, 3, $"only {file.Text.Variants.Count} ways to ask; {EnoughVariants} are wanted."));
            findings.AddRange(MarksIn(path, file));
            foreach (var phrase in file.Text.Variants.Prepend(file.Text.Question))
            {
                if (!seen.TryAdd(phrase, path) && seen[phrase] != path) findings.Add(new FaqFinding(path, 3, $"'{phrase}' is also a way to ask for {Path.GetFileNameWithoutExtension(seen[phrase])}."));
            }

            var english = Path.Combine(folder, "en", Path.GetFileName(path));
            if (File.Exists(english)) findings.AddRange(MarksIn(english, FaqFile.Load(english)));
            else findings.Add(new FaqFinding(path, 1, "there is no English answer of that name."));
        }

        var home = Path.Combine(folder, "id");
        var orphans = Directory.Exists(Path.Combine(folder, "en")) ? Directory.EnumerateFiles(Path.Combine(folder, "en"), "*.md") : [];
        findings.AddRange(orphans.Where(e => !File.Exists(Path.Combine(home, Path.GetFileName(e)))).Select(e => new FaqFinding(e, 1, "there is no Indonesian answer of that name.")));
        return findings;
    }

    // "[… PETUGAS …]" marks what only an officer of the programme knows: not to be shown as an answer.
    private static IEnumerable<FaqFinding> MarksIn(string path, FaqFile file) => file.Text.Body.Split('\n')
        .Select((line, index) => (line, index))
        .Where(l => Mark().IsMatch(l.line))
        .Select(l => new FaqFinding(path, file.BodyLine + l.index, "a mark for the officers stands in the answer."));

    [GeneratedRegex(@"\[[^\]]*PETUGAS[^\]]*\]", RegexOptions.IgnoreCase)]
    private static partial Regex Mark();
}
