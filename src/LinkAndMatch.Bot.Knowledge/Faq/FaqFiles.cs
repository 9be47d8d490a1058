using System.Globalization;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>The entries under <c>dialogs/faq</c>: <c>id/&lt;id&gt;.md</c>, <c>en/&lt;id&gt;.md</c> and <c>sources.yaml</c>.</summary>
/// <param name="folder">The folder <c>dialogs/faq</c>.</param>
public sealed class FaqFiles(string folder) : IFaqSource
{
    /// <inheritdoc/>
    public string Revision
    {
        get
        {
            if (!Directory.Exists(folder)) return "";
            var (newest, count, length) = (DateTime.MinValue, 0, 0L);
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                if (file.LastWriteTimeUtc > newest) newest = file.LastWriteTimeUtc;
                count++;
                length += file.Length;
            }

            return string.Create(CultureInfo.InvariantCulture, $"{newest:O} {count} {length}");
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DataFileException">A file cannot be read; the message names file and line.</exception>
    public IReadOnlyList<FaqEntry> Read()
    {
        var sources = FaqSources.Load(Path.Combine(folder, "sources.yaml"));
        var home = Path.Combine(folder, "id");
        if (!Directory.Exists(home)) throw new DataFileException(home, 0, "the folder of the Indonesian answers is missing.");
        return [.. Directory.EnumerateFiles(home, "*.md").Order(StringComparer.Ordinal).Select(path => ReadEntry(path, sources))];
    }

    private FaqEntry ReadEntry(string path, FaqSources sources)
    {
        var indonesian = FaqFile.Load(path);
        var texts = new Dictionary<string, FaqText>(StringComparer.Ordinal) { ["id"] = indonesian.Text };
        foreach (var other in Directory.EnumerateDirectories(folder))
        {
            var language = Path.GetFileName(other);
            var translation = Path.Combine(other, Path.GetFileName(path));
            if (language != "id" && File.Exists(translation)) texts[language] = FaqFile.Load(translation).Text;
        }

        return new FaqEntry
        {
            Id = Path.GetFileNameWithoutExtension(path),
            Texts = texts,
            Tags = indonesian.Tags,
            Status = indonesian.Status ?? throw new DataFileException(path, 1, "expected status: sourced, partly, staff, officer or design."),
            Sources = [.. indonesian.Sources.Select(s => sources.Find(s.Key) ?? throw new DataFileException(path, s.Line, $"the source '{s.Key}' is not in sources.yaml."))],
            Reviewed = indonesian.Reviewed,
        };
    }
}

/// <summary>The list of sources: key to title, link and date.</summary>
internal sealed class FaqSources
{
    private readonly Dictionary<string, AnswerSource> _byKey = new(StringComparer.Ordinal);

    public static FaqSources Load(string path)
    {
        var sources = new FaqSources();
        foreach (var (key, fields, line) in YamlFile.Mapping(path))
        {
            if (fields is null || !fields.TryGetValue("title", out var title)) throw new DataFileException(path, line, $"expected a title for the source '{key}'.");
            sources._byKey[key] = new AnswerSource(title, fields.GetValueOrDefault("link"), fields.GetValueOrDefault("date"));
        }

        return sources;
    }

    public AnswerSource? Find(string key) => _byKey.GetValueOrDefault(key);
}
