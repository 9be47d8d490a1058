using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds amounts with a unit and perhaps a period: "25rb pcs sebulan", "2 ton/bulan", "sebulan 25 ribu biji", "10 lusin per minggu".</summary>
public sealed partial class Quantities
{
    // How many words may lie between a period that is said first and its amount: "sebulan paling bisa sampai 25 ribu biji".
    private const int WordsBetween = 4;

    private readonly Vocabulary _vocabulary;
    private readonly PhraseIndex _units = new();
    private readonly Dictionary<string, string> _periods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _standing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _periodsBySpan;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _standingBySpan;

    /// <summary>A recognizer for the lists <c>units</c> and <c>periods</c> of the vocabulary.</summary>
    public Quantities(Vocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        _vocabulary = vocabulary;
        var units = vocabulary.List("units");
        for (var i = 0; i < units.Count; i++)
        {
            foreach (var synonym in units[i].Synonyms) _units.Add(synonym, i);
            _units.Add(units[i].Key, i);
            _units.Add(units[i].En, i);
            _units.Add(units[i].En + "s", i);
        }

        foreach (var period in vocabulary.List("periods"))
        {
            foreach (var word in period.Synonyms.Append(period.Id).Append(period.En))
            {
                var letters = string.Concat(word.Where(char.IsLetter));
                _periods.TryAdd(letters, period.Key);
                if (letters.StartsWith("se", StringComparison.Ordinal) || letters.StartsWith("sa", StringComparison.Ordinal) || letters.StartsWith("per", StringComparison.Ordinal)) _standing.Add(letters);
            }
        }

        foreach (var (word, key) in (ReadOnlySpan<(string, string)>)[("daily", "day"), ("weekly", "week"), ("monthly", "month"), ("yearly", "year"), ("annually", "year"), ("bulanan", "month"), ("harian", "day"), ("mingguan", "week"), ("tahunan", "year"), ("sebln", "month"), ("sbulan", "month"), ("sehri", "day")])
        {
            if (vocabulary.Get("periods", key) is null) continue;
            _periods.TryAdd(word, key);
            _standing.Add(word);
        }

        _periodsBySpan = _periods.GetAlternateLookup<ReadOnlySpan<char>>();
        _standingBySpan = _standing.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Quantities in the order of the text.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="defaultUnit">The unit of a number that stands without one; null: such numbers are not quantities. A default is used only where nothing but a period follows the number.</param>
    public IReadOnlyList<Found<Quantity>> Find(string text, string? defaultUnit = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<Quantity>>? found = null;
        foreach (var (value, high, start, end) in Scan(folded.Text, defaultUnit))
        {
            if (high is null) (found ??= []).Add(folded.Found(value, start, end));
        }

        return found ?? (IReadOnlyList<Found<Quantity>>)[];
    }

    /// <summary>Ranges of quantities ("20-30 ton sebulan"), which have to be asked: the low and the high end.</summary>
    public IReadOnlyList<Found<(Quantity Low, Quantity High)>> FindRanges(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        List<Found<(Quantity, Quantity)>>? found = null;
        foreach (var (value, high, start, end) in Scan(folded.Text, null))
        {
            if (high is { } top) (found ??= []).Add(folded.Found((value, value with { Amount = top }), start, end));
        }

        return found ?? (IReadOnlyList<Found<(Quantity, Quantity)>>)[];
    }

    private List<(Quantity Value, decimal? High, int Start, int End)> Scan(string text, string? defaultUnit)
    {
        var quantities = new List<(Quantity, decimal?, int, int)>();
        List<Word>? words = null;
        var used = 0;
        foreach (var (start, low, high) in Numbers.Scan(text, metres: true))
        {
            words ??= Words.Of(text);
            var end = (high ?? low).End;
            var unit = ReadUnit(text, words, end, out var unitEnd);
            if (unit is null && defaultUnit is null) continue;

            var after = unit is null ? end : unitEnd;
            var period = ReadPeriodAfter(text, after, out var periodEnd);
            var begin = start;
            if (ReadPeriodBefore(text, words, start, used, out var periodStart, out var adjacent) is { } before && (period is null || adjacent))
            {
                (period, begin, periodEnd) = (before, periodStart, after);
            }

            // "25" among other words is no quantity only because a unit could be thought of.
            if (unit is null && period is null && !NothingElse(text, start, end)) continue;
            used = period is null ? after : periodEnd;
            var range = high is { } top ? Numbers.Range(low, top) : null;
            quantities.Add((new Quantity(range?.Low ?? low.Value, unit ?? defaultUnit!, period), range?.High, begin, used));
        }

        return quantities;
    }

    private string? ReadUnit(string text, List<Word> words, int end, out int unitEnd)
    {
        unitEnd = end;
        var at = Words.SkipBlanks(text, end);
        if (at >= text.Length || !char.IsLetter(text[at])) return null;
        // A unit may be glued to the digits ("25pcs"), so the word is cut at the number's end.
        var letters = Words.At(text, at);
        if (!_units.TryGet(letters, out var unit)) return null;
        unitEnd = at + letters.Length;
        return _vocabulary.List("units")[unit].Key;
    }

    private string? ReadPeriodAfter(string text, int at, out int periodEnd)
    {
        periodEnd = at;
        var match = PeriodMark().Match(text, at);
        if (!match.Success) return null;
        var wordAt = match.Index + match.Length;
        var word = Words.At(text, wordAt);
        if (word.IsEmpty || !_periodsBySpan.TryGetValue(word, out var key)) return null;
        var marked = match.Groups["mark"].Success;
        if (!marked && !_standingBySpan.Contains(word)) return null;
        periodEnd = wordAt + word.Length;
        return key;
    }

    private string? ReadPeriodBefore(string text, List<Word> words, int start, int used, out int periodStart, out bool adjacent)
    {
        periodStart = start;
        adjacent = false;
        var index = words.FindIndex(w => w.Start >= start) - 1;
        if (index < -1) index = words.Count - 1;
        for (var back = 0; back <= WordsBetween && index - back >= 0; back++)
        {
            var word = words[index - back];
            if (word.Start < used) return null;
            var following = back == 0 ? start : words[index - back + 1].Start;
            if (text.AsSpan(word.End, following - word.End).IndexOfAny(".;\n") >= 0 && back > 0) return null;
            var letters = word.In(text);
            if (char.IsAsciiDigit(letters[0])) return null;
            if (!_periodsBySpan.TryGetValue(letters, out var key)) continue;
            var previous = index - back - 1 >= 0 ? words[index - back - 1].In(text) : default;
            var marked = previous is "per" or "tiap" or "setiap" or "saben" or "dalam" or "each" or "every" or "a";
            if (!marked && !_standingBySpan.Contains(letters)) return null;
            periodStart = marked && !_standingBySpan.Contains(letters) ? words[index - back - 1].Start : word.Start;
            if (periodStart < used) return null;
            adjacent = back == 0;
            return key;
        }

        return null;
    }

    private static bool NothingElse(string text, int start, int end)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((i < start || i >= end) && char.IsLetterOrDigit(text[i])) return false;
        }

        return true;
    }

    [GeneratedRegex(@"\G\s{0,2}(?:(?<mark>/|per\b|@|tiap\b|setiap\b|saben\b|dalam\b|dlm\b|untuk\b|each\b|every\b|a\b|in a\b)\s{0,2}|(?=[a-z]))(?:dalam\s|per\s)?", RegexOptions.CultureInvariant)]
    private static partial Regex PeriodMark();
}
