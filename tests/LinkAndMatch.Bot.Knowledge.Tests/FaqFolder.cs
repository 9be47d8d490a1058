using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;

namespace LinkAndMatch.Bot.Knowledge.Tests;

/// <summary>A folder of answers made for one test and removed after it; the real one is <see cref="Dialogs"/>.</summary>
public sealed class FaqFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("faq-").FullName;

    public FaqFolder()
    {
        Directory.CreateDirectory(Path.Combine(_root, "faq", "id"));
        Directory.CreateDirectory(Path.Combine(_root, "faq", "en"));
        File.Copy(Path.Combine(Dialogs, "thresholds.yaml"), Path.Combine(_root, "thresholds.yaml"));
        File.WriteAllText(Path.Combine(_root, "faq", "sources.yaml"), "kantor:\n  title: \"Papan pengumuman\"\n  date: \"2026\"\n");
    }

    /// <summary>The folder <c>dialogs</c> of the project.</summary>
    public static string Dialogs { get; } = FindDialogs();

    /// <summary>Chat spelling written out, as the bot does it.</summary>
    public static Normaliser Spelling { get; } = Normaliser.Load(Path.Combine(Dialogs, "data"));

    public string Root => _root;

    public FaqFiles Files => new(Path.Combine(_root, "faq"));

    public AnswerFinder Finder(params IFaqSource[] others) => new([Files, .. others], Spelling, _root);

    public FaqFolder Write(string name, string content)
    {
        File.WriteAllText(Path.Combine(_root, "faq", name), content);
        return this;
    }

    public FaqFolder Answer(string id, string question, string body, params string[] variants) => Write(
        $"id/{id}.md",
        $"---\nquestion: \"{question}\"\nvariants:{(variants.Length == 0 ? " []" : "")}\n{string.Concat(variants.Select(v => $"- \"{v}\"\n"))}tags: [uji]\nsource: [kantor]\nstatus: sourced\nreviewed: 2026-11-24\n---\n{body}\n");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string FindDialogs()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var dialogs = Path.Combine(folder.FullName, "dialogs");
            if (Directory.Exists(Path.Combine(dialogs, "faq"))) return dialogs;
        }

        throw new DirectoryNotFoundException("The folder dialogs/faq was expected in a folder above the tests.");
    }
}
