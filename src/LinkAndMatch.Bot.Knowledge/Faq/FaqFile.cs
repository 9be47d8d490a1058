using System.Globalization;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>One Markdown file: front matter between two lines of dashes, then the answer.</summary>
internal sealed record FaqFile(FaqText Text, IReadOnlyList<string> Tags, IReadOnlyList<(string Key, int Line)> Sources, string? Status, DateOnly? Reviewed, int BodyLine)
{
    private static readonly string[] s_statuses = ["sourced", "partly", "staff", "officer", "design"];

    public static FaqFile Load(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0].TrimEnd() != "---") throw new DataFileException(path, 1, "expected front matter that begins with ---.");
        var end = Array.FindIndex(lines, 1, l => l.TrimEnd() == "---");
        if (end < 0) throw new DataFileException(path, lines.Length, "expected --- after the front matter.");

        string? question = null, status = null;
        DateOnly? reviewed = null;
        IReadOnlyList<(string Text, int Line)> variants = [], tags = [], sources = [];
        foreach (var (keyNode, value) in YamlFile.Parse(path, string.Join('\n', lines[1..end]), 1).Children)
        {
            var line = (int)keyNode.Start.Line + 1;
            switch (YamlFile.Text(path, keyNode, 1))
            {
                case "question": question = YamlFile.Text(path, value, 1); break;
                case "variants": variants = YamlFile.Texts(path, value, 1); break;
                case "tags": tags = YamlFile.Texts(path, value, 1); break;
                case "source": sources = YamlFile.Texts(path, value, 1); break;
                case "status":
                    status = YamlFile.Text(path, value, 1);
                    if (!s_statuses.Contains(status)) throw new DataFileException(path, line, $"expected status {string.Join(", ", s_statuses)}, found '{status}'.");
                    break;
                case "reviewed":
                    reviewed = DateOnly.TryParseExact(YamlFile.Text(path, value, 1), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                        ? date
                        : throw new DataFileException(path, line, "expected reviewed as year-month-day.");
                    break;
                case var other:
                    throw new DataFileException(path, line, $"unknown key '{other}'; expected question, variants, tags, source, status or reviewed.");
            }
        }

        if (string.IsNullOrWhiteSpace(question)) throw new DataFileException(path, 2, "expected a question.");
        var body = string.Join('\n', lines[(end + 1)..]).Trim();
        if (body.Length == 0) throw new DataFileException(path, end + 1, "expected an answer below the front matter.");
        return new FaqFile(new FaqText(question, [.. variants.Select(v => v.Text)], body), [.. tags.Select(t => t.Text)], sources, status, reviewed, end + 2);
    }
}
