using System.Text;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Many places by code and by name in little memory: 84,000 villages take about 3 MB, as records they would take 12.</summary>
internal sealed class PlaceTable
{
    private readonly long[] _codes;
    private readonly int[] _nameStarts;
    private readonly byte[] _names;
    private readonly uint[] _hashes;
    private readonly int[] _byHash;
    private readonly int _parts;

    private PlaceTable(List<long> codes, List<int> nameStarts, byte[] names, uint[] hashes, int parts)
    {
        _codes = [.. codes];
        _nameStarts = [.. nameStarts];
        _names = names;
        _parts = parts;
        _byHash = new int[hashes.Length];
        for (var i = 0; i < _byHash.Length; i++) _byHash[i] = i;
        Array.Sort(hashes, _byHash);
        _hashes = hashes;
    }

    /// <summary>Reads a table of code, code of the parent, and name; the codes must be in order and have this many parts.</summary>
    /// <exception cref="DataFileException">The file is missing or a line of it is not as expected.</exception>
    public static PlaceTable Load(string path, string parentColumn, int parts)
    {
        var (codes, starts, hashes) = (new List<long>(), new List<int> { 0 }, new List<uint>());
        using var names = new MemoryStream();
        foreach (var (line, fields) in CsvFile.Read(path, "code", parentColumn, "name"))
        {
            var code = Pack(fields[0]);
            if (code < 0 || fields[0].Count(c => c == '.') != parts - 1) throw new DataFileException(path, line, $"expected a code of {parts} parts, found '{fields[0]}'.");
            if (codes.Count > 0 && code <= codes[^1]) throw new DataFileException(path, line, $"expected codes in rising order, found '{fields[0]}' too late.");
            codes.Add(code);
            names.Write(Encoding.UTF8.GetBytes(fields[2]));
            starts.Add((int)names.Length);
            hashes.Add(Hash(Letters(fields[2])));
        }

        return new PlaceTable(codes, starts, names.ToArray(), [.. hashes], parts);
    }

    public int Count => _codes.Length;

    /// <summary>The name of a code; null when the table does not have it.</summary>
    public string? Name(string code)
    {
        var at = Array.BinarySearch(_codes, Pack(code));
        return at >= 0 ? NameAt(at) : null;
    }

    /// <summary>The codes of the places with this name, given as folded letters without blanks.</summary>
    /// <returns>Whether there are any; then <paramref name="codes"/> holds only these.</returns>
    public bool TryGetNamed(ReadOnlySpan<char> letters, List<string> codes)
    {
        var hash = Hash(letters);
        var at = Array.BinarySearch(_hashes, hash);
        if (at < 0) return false;
        var any = false;
        while (at > 0 && _hashes[at - 1] == hash) at--;
        for (; at < _hashes.Length && _hashes[at] == hash; at++)
        {
            if (!letters.SequenceEqual(Letters(NameAt(_byHash[at])))) continue;
            if (!any) codes.Clear();
            any = true;
            codes.Add(Unpack(_codes[_byHash[at]]));
        }

        return any;
    }

    /// <summary>The places whose code begins with the parent's.</summary>
    public IEnumerable<(string Code, string Name)> Within(string parent)
    {
        var first = Array.BinarySearch(_codes, Pack(parent));
        if (first < 0) first = ~first;
        for (; first < _codes.Length; first++)
        {
            var code = Unpack(_codes[first]);
            if (!code.StartsWith(parent, StringComparison.Ordinal)) yield break;
            if (code.Length > parent.Length && code[parent.Length] == '.') yield return (code, NameAt(first));
        }
    }

    internal static string Letters(string name)
    {
        var folded = Folded.Of(name).Text;
        return string.Concat(folded.Where(char.IsLetterOrDigit));
    }

    private string NameAt(int at) => Encoding.UTF8.GetString(_names, _nameStarts[at], _nameStarts[at + 1] - _nameStarts[at]);

    // "33.28.12.2003" as 33 28 12 2003, padded on the right so that a parent sorts just before its children.
    private static long Pack(string code)
    {
        long packed = 0;
        var digits = 0;
        foreach (var letter in code)
        {
            if (letter == '.') continue;
            if (!char.IsAsciiDigit(letter) || digits == 10) return -1;
            packed = (packed * 10) + (letter - '0');
            digits++;
        }

        for (; digits < 10; digits++) packed *= 10;
        return packed;
    }

    private string Unpack(long packed)
    {
        var digits = packed.ToString("D10", System.Globalization.CultureInfo.InvariantCulture);
        return _parts == 3 ? $"{digits[..2]}.{digits[2..4]}.{digits[4..6]}" : $"{digits[..2]}.{digits[2..4]}.{digits[4..6]}.{digits[6..]}";
    }

    private static uint Hash(ReadOnlySpan<char> letters)
    {
        var hash = 2166136261u;
        foreach (var letter in letters) hash = (hash ^ letter) * 16777619u;
        return hash;
    }
}
