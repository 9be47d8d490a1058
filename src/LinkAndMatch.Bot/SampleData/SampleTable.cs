using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.SampleData;

/// <summary>One of the sample tables that lie in the program itself, read by the names of its columns.</summary>
internal static class SampleTable
{
    public static IReadOnlyList<SampleRow> Read(string file)
    {
        using var content = typeof(SampleTable).Assembly.GetManifestResourceStream($"{typeof(SampleTable).Namespace}.{file}")
            ?? throw new InvalidOperationException($"The program holds no sample table '{file}'; see EmbeddedResource in its project file.");
        using var reader = new StreamReader(content, Encoding.UTF8);
        var columns = Split(reader.ReadLine() ?? "");
        var rows = new List<SampleRow>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            var fields = Split(line);
            if (fields.Count != columns.Count) throw new InvalidOperationException($"{file}: row {rows.Count + 2} has {fields.Count} fields; its head has {columns.Count}.");
            rows.Add(new SampleRow(columns.Zip(fields).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal)));
        }

        return rows;
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (letter == '"') quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(letter);
        }

        fields.Add(field.ToString());
        return fields;
    }
}

internal sealed class SampleRow(IReadOnlyDictionary<string, string> fields)
{
    public string Text(string column) => fields[column];

    public string? TextOrNull(string column) => fields[column] is { Length: > 0 } text ? text : null;

    public List<string> List(string column) => [.. fields[column].Split(';', StringSplitOptions.RemoveEmptyEntries)];

    public bool Flag(string column) => fields[column] == "true";

    public int? Integer(string column) => TextOrNull(column) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public decimal? Number(string column) => TextOrNull(column) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    public DateOnly? Day(string column) => TextOrNull(column) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public PhoneNumber? Phone(string column) => TextOrNull(column) is { } text ? new PhoneNumber(text) : null;
}
