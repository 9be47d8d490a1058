using System.IO.Compression;
using System.Text;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Reads the small comma-separated tables of <c>dialogs/data</c>: a head line, quotes where a field holds a comma, no line breaks in fields.</summary>
internal static class CsvFile
{
    /// <summary>The rows after the head, each with its line number.</summary>
    /// <param name="path">A file; one that ends in .gz is unpacked.</param>
    /// <param name="columns">The columns the head must begin with.</param>
    /// <exception cref="DataFileException">The file is missing, its head differs or a row has too few fields.</exception>
    public static IEnumerable<(int Line, string[] Fields)> Read(string path, params string[] columns)
    {
        if (!File.Exists(path)) throw new DataFileException(path, 0, "the file is missing.");
        using var file = File.OpenRead(path);
        using Stream content = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(content, Encoding.UTF8);

        var head = Next(reader, path, 1)?.Split(',') ?? [];
        if (head.Length < columns.Length || !head.AsSpan(0, columns.Length).SequenceEqual(columns))
        {
            throw new DataFileException(path, 1, $"expected the columns {string.Join(',', columns)}.");
        }

        for (var line = 2; Next(reader, path, line) is { } row; line++)
        {
            if (row.Length == 0) continue;
            var fields = row.Contains('"') ? SplitQuoted(row) : row.Split(',');
            if (fields.Length < columns.Length) throw new DataFileException(path, line, $"expected {columns.Length} fields, found {fields.Length}.");
            yield return (line, fields);
        }
    }

    private static string? Next(StreamReader reader, string path, int line)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (InvalidDataException broken)
        {
            throw new DataFileException(path, line, $"not readable as a packed file: {broken.Message}", broken);
        }
    }

    private static string[] SplitQuoted(string row)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            switch (row[i])
            {
                case '"' when quoted && i + 1 < row.Length && row[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    fields.Add(field.ToString());
                    field.Clear();
                    break;
                default:
                    field.Append(row[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return [.. fields];
    }
}
