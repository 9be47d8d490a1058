using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.SampleData;

/// <summary>One of the sample tables that lie in the program itself, read by the names of its columns.</summary>
internal static class SampleTable
{
    /// <exception cref="DataFileException">A row is not as expected.</exception>
    public static IReadOnlyList<SampleRow> Read(string file)
    {
        using var content = typeof(SampleTable).Assembly.GetManifestResourceStream($"{typeof(SampleTable).Namespace}.{file}")
            ?? throw new InvalidOperationException($"The program holds no sample table '{file}'; see EmbeddedResource in its project file.");
        using var reader = new StreamReader(content, Encoding.UTF8);
        return Read(file, reader);
    }

    /// <summary>The same from any text.</summary>
    public static IReadOnlyList<SampleRow> Read(string file, TextReader reader)
    {
        var columns = Split(reader.ReadLine() ?? "");
        var rows = new List<SampleRow>();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0) continue;
            var fields = Split(line);
            if (fields.Count != columns.Count) throw new DataFileException(file, rows.Count + 2, $"expected {columns.Count} fields as in the head, found {fields.Count}.");
            rows.Add(new SampleRow(file, rows.Count + 2, columns.Zip(fields).ToDictionary(f => f.First, f => f.Second, StringComparer.Ordinal)));
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

internal sealed class SampleRow(string file, int line, IReadOnlyDictionary<string, string> fields)
{
    public string Text(string column) => fields.TryGetValue(column, out var text) ? text : throw Wrong($"expected a column '{column}'.");

    public string? TextOrNull(string column) => Text(column) is { Length: > 0 } text ? text : null;

    public List<string> List(string column) => [.. Text(column).Split(';', StringSplitOptions.RemoveEmptyEntries)];

    public bool Flag(string column) => Text(column) == "true";

    public int? Integer(string column) => TextOrNull(column) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong($"expected a whole number as '{column}', found '{text}'.");

    public decimal? Number(string column) => TextOrNull(column) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong($"expected a number as '{column}', found '{text}'.");

    public DateOnly? Day(string column) => TextOrNull(column) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) ? day : throw Wrong($"expected '{column}' as year-month-day, found '{text}'.");

    public T Of<T>(string column) where T : struct, Enum =>
        Enum.TryParse<T>(Text(column), ignoreCase: true, out var one) ? one : throw Wrong($"expected '{column}' to be one of: {string.Join(", ", Enum.GetNames<T>())}; found '{Text(column)}'.");

    public DataFileException Wrong(string problem) => new(file, line, problem);
}
