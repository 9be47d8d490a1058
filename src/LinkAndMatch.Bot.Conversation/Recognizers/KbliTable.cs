using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A class of the Indonesian standard classification of businesses (KBLI).</summary>
/// <param name="Code">Five digits.</param>
/// <param name="Version">The edition, <c>KBLI2020</c>: a code means something else in another edition, so it is stored with it.</param>
/// <param name="Id">Title in Indonesian.</param>
/// <param name="En">Title in English.</param>
public sealed record KbliClass(string Code, string Version, string Id, string En);

/// <summary>The classes of <c>kbli-short.csv</c>.</summary>
public sealed class KbliTable
{
    private readonly FrozenDictionary<string, KbliClass> _classes;

    private KbliTable(FrozenDictionary<string, KbliClass> classes) => _classes = classes;

    /// <summary>All classes, by code.</summary>
    public IReadOnlyCollection<KbliClass> Classes => _classes.Values;

    /// <summary>Reads the table.</summary>
    /// <exception cref="DataFileException">The file is missing or a line of it is not as expected.</exception>
    public static KbliTable Load(string path)
    {
        var classes = new Dictionary<string, KbliClass>(StringComparer.Ordinal);
        foreach (var (line, fields) in CsvFile.Read(path, "code", "version", "title_id", "title_en_own"))
        {
            if (fields[0].Length != 5 || !fields[0].All(char.IsAsciiDigit)) throw new DataFileException(path, line, $"expected a code of five digits, found '{fields[0]}'.");
            if (!classes.TryAdd(fields[0], new KbliClass(fields[0], fields[1], fields[2], fields[3]))) throw new DataFileException(path, line, $"the code {fields[0]} stands twice.");
        }

        return new KbliTable(classes.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>The class of a code; null when the table does not have it.</summary>
    public KbliClass? Get(string code) => _classes.GetValueOrDefault(code);

    /// <summary>Codes of the table found in a text. Rows of five digits that are no code of it are left out.</summary>
    public IReadOnlyList<Found<KbliClass>> Find(string text)
    {
        List<Found<KbliClass>>? found = null;
        foreach (var digits in Digits.Find(text, 5))
        {
            if (Get(digits.Value) is { } known) (found ??= []).Add(new Found<KbliClass>(known, digits.Start, digits.Length));
        }

        return found ?? (IReadOnlyList<Found<KbliClass>>)[];
    }
}
