using System.Collections.Concurrent;
using System.Globalization;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Reads the value of a slot from a text and checks it by the slot's own rules; what needs the store is checked later.</summary>
internal sealed class SlotReader(LanguageData data, Texts texts)
{
    private const int MostOptions = 5;

    private static readonly Func<(SlotShape Slot, string Language), SlotReader, IReadOnlyList<ChoiceOption>> s_makeOptions = static (of, reader) => reader.MakeOptions(of.Slot, of.Language);

    private readonly ConcurrentDictionary<(SlotShape Slot, string Language), IReadOnlyList<ChoiceOption>> _options = new();

    /// <param name="items">The items of a choice of the domain, as they were read; null elsewhere.</param>
    public Reading Read(SlotShape slot, string text, string language, DateOnly today, IReadOnlyList<(string Id, string Title)>? items = null) => slot.Type switch
    {
        SlotType.Confirm => Confirm(text),
        SlotType.Text => Words(slot, text),
        SlotType.Digits => ExactDigits(slot, text),
        SlotType.Integer or SlotType.Decimal => Number(slot, text, language),
        SlotType.Money => Rupiah(slot, text, language),
        SlotType.Quantity => Amount(slot, text, language),
        SlotType.Date => Day(slot, text, language, today),
        SlotType.Phone => Phone(text),
        SlotType.Choice => items is null ? OneOf(slot, text, language) : OneItem(text, items),
        SlotType.Choices => SomeOf(slot, text, language),
        SlotType.Terms => Terms(slot, text),
        SlotType.Region => Region(slot, text, language),
        SlotType.Tolerance => Millimetres(text),
        SlotType.Photos => Reading.None,
    };

    /// <summary>Whether a value (of a button, of an earlier release) obeys the slot's rules today.</summary>
    public Reading Check(SlotShape slot, SlotValue value, string raw, string language)
    {
        var accepted = new Reading.Value(value, raw, []);
        switch (slot.Type, value)
        {
            case (_, SlotValue.Skipped):
                return slot.Slot.MaySkip ? accepted : Reading.None;
            case (SlotType.Confirm, SlotValue.Flag):
            case (SlotType.Phone, SlotValue.Phone):
            case (SlotType.Region, SlotValue.Text):
            case (SlotType.Terms, SlotValue.Terms):
                return accepted;
            case (SlotType.Text, SlotValue.Text(var text)):
                return Words(slot, text);
            case (SlotType.Digits, SlotValue.Text(var digits)):
                return slot.Slot.Length is not { } length || (digits.Length >= length.Min && digits.Length <= length.Max) ? accepted : WrongDigits(slot, digits);
            case (SlotType.Integer, SlotValue.Integer(var whole)):
                return InRange(slot, whole, accepted, language);
            case (SlotType.Decimal or SlotType.Money, SlotValue.Number(var number)):
                return InRange(slot, number, accepted, language);
            case (SlotType.Tolerance, SlotValue.Number):
                return accepted;
            case (SlotType.Quantity, SlotValue.Amount(var quantity)):
                return Complete(slot, quantity, accepted, language);
            case (SlotType.Date, SlotValue.Day(var day)):
                return InDates(slot, day, accepted, language);
            case (SlotType.Choice, SlotValue.Text) when slot.Items is not null:
                return accepted;
            case (SlotType.Choice or SlotType.Choices, SlotValue.Keys(var keys)):
                if (keys.Count == 0 || keys.Count > (slot.Type == SlotType.Choice ? 1 : slot.Slot.Max ?? int.MaxValue)) return Reading.None;
                foreach (var key in keys)
                {
                    if (!HasKey(slot, key)) return Reading.None;
                }

                return accepted;
            case (SlotType.Photos, SlotValue.Files(var hashes)):
                return hashes.Count > 0 ? accepted : Reading.None;
            default:
                return Reading.None;
        }
    }

    /// <summary>The value that a button of the slot stands for; null: it stands for none.</summary>
    public SlotValue? OfButton(SlotShape slot, string choice) => slot.Type switch
    {
        SlotType.Confirm => choice switch { Buttons.Yes => new SlotValue.Flag(true), Buttons.No => new SlotValue.Flag(false), _ => null },
        SlotType.Choice when slot.Items is not null => new SlotValue.Text(choice),
        SlotType.Choice or SlotType.Choices when HasKey(slot, choice) => new SlotValue.Keys([choice]),
        SlotType.Terms when HasKey(slot, choice) => new SlotValue.Terms([choice], []),
        _ => null,
    };

    /// <summary>The keys that a choice slot offers, in order.</summary>
    public List<string> Keys(SlotShape slot)
    {
        var keys = new List<string>();
        if (slot.Slot.From is ItemsFrom.Vocabulary(var list))
        {
            foreach (var term in data.Vocabulary.List(SlotWords.ListName(list))) keys.Add(term.Key);
        }

        foreach (var key in slot.Slot.Add)
        {
            if (!keys.Contains(key)) keys.Add(key);
        }

        return keys;
    }

    public bool HasKey(SlotShape slot, string key) =>
        slot.Slot.Add.Contains(key)
        || (slot.Slot.From is ItemsFrom.Vocabulary(var list) && data.Vocabulary.Get(SlotWords.ListName(list), key) is not null);

    private static Reading.Value Taken<T>(SlotValue value, string text, Found<T> found) =>
        new(value, text.Substring(found.Start, found.Length), [new Span(found.Start, found.Length)]);

    private static Reading Confirm(string text) => YesNo.Find(text) is not { } found
        ? Reading.None
        : found.Value switch
        {
            YesNo.Yes => Taken(new SlotValue.Flag(true), text, found),
            YesNo.No => Taken(new SlotValue.Flag(false), text, found),
            YesNo.Unclear => new Reading.Wrong("unclear", Pass.Named()),
            YesNo.None => Reading.None,
        };

    private static Reading Words(SlotShape slot, string text)
    {
        if (Names.Read(text) is not { } words || !words.Any(char.IsLetterOrDigit)) return Reading.None;
        if (slot.Slot.Length is { } length && (words.Length < length.Min || words.Length > length.Max))
        {
            return new Reading.Wrong(words.Length < length.Min ? "too_short" : "too_long", Pass.Named(("min", length.Min), ("max", length.Max), ("length", words.Length)));
        }

        return new Reading.Value(new SlotValue.Text(words), text, [new Span(0, text.Length)]);
    }

    private static Reading ExactDigits(SlotShape slot, string text)
    {
        var length = slot.Slot.Length ?? (1, 32);
        for (var wanted = length.Max; wanted >= length.Min; wanted--)
        {
            if (Digits.Find(text, wanted) is [var found, ..]) return Taken(new SlotValue.Text(found.Value), text, found);
        }

        return Digits.Longest(text) is { } seen ? WrongDigits(slot, seen.Value) : Reading.None;
    }

    private static Reading.Wrong WrongDigits(SlotShape slot, string digits) =>
        new("length", Pass.Named(("digits", digits.Length), ("min", slot.Slot.Length?.Min), ("max", slot.Slot.Length?.Max)));

    private Reading Number(SlotShape slot, string text, string language)
    {
        var found = Numbers.Find(text);
        if (found.Count == 0)
        {
            return Numbers.FindRanges(text) is [var range, ..]
                ? Either(slot, [range.Value.Low, range.Value.High], "turn.which.range", language)
                : Reading.None;
        }

        if (found.Count == 1) return Check(slot, ValueOf(slot, found[0].Value), text.Substring(found[0].Start, found[0].Length), language) is Reading.Value value
            ? value with { Spans = [new Span(found[0].Start, found[0].Length)] }
            : InRangeOrWhole(slot, found[0].Value, language);

        return Either(slot, [.. found.Select(f => f.Value).Distinct().Take(MostOptions)], "turn.which.ask", language);
    }

    private static Reading InRangeOrWhole(SlotShape slot, decimal number, string language) => slot.Type == SlotType.Integer && number != decimal.Truncate(number)
        ? new Reading.Wrong("whole", Pass.Named(("value", SlotWords.Format(number, language))))
        : InRange(slot, number, Reading.None, language);

    private Reading Either(SlotShape slot, IReadOnlyList<decimal> numbers, string textKey, string language)
    {
        var options = new List<(SlotValue, string)>();
        foreach (var number in numbers)
        {
            if (Check(slot, ValueOf(slot, number), "", language) is Reading.Value value) options.Add((value.Is, SayNumber(slot, number, language)));
        }

        return options.Count switch
        {
            0 => InRangeOrWhole(slot, numbers[0], language),
            1 => new Reading.Value(options[0].Item1, options[0].Item2, []),
            _ => new Reading.Which(options, textKey),
        };
    }

    /// <summary>The number as it is written; a year without the dot between thousands.</summary>
    public static string SayNumber(SlotShape slot, decimal number, string language) =>
        slot.Slot.Range is { Min: >= 1000, Max: <= 2999 } ? number.ToString(CultureInfo.InvariantCulture) : SlotWords.Format(number, language);

    private static SlotValue ValueOf(SlotShape slot, decimal number) =>
        slot.Type == SlotType.Integer && number == decimal.Truncate(number) && Math.Abs(number) < long.MaxValue ? new SlotValue.Integer((long)number) : new SlotValue.Number(number);

    private static Reading InRange(SlotShape slot, decimal number, Reading accepted, string language)
    {
        if (slot.Slot.Range is not { } range || (number >= range.Min && number <= range.Max)) return accepted;
        return new Reading.Wrong("range", Pass.Named(
            ("value", SayNumber(slot, number, language)), ("min", SayNumber(slot, range.Min, language)), ("max", SayNumber(slot, range.Max, language))));
    }

    private Reading Rupiah(SlotShape slot, string text, string language)
    {
        var found = Money.Find(text);
        return found.Count switch
        {
            0 when Numbers.FindRanges(text) is [var range, ..] => Either(slot, [range.Value.Low, range.Value.High], "turn.which.range", language),
            0 => Reading.None,
            1 => InRange(slot, found[0].Value, Taken(new SlotValue.Number(found[0].Value), text, found[0]), language),
            _ => Either(slot, [.. found.Select(f => f.Value).Distinct().Take(MostOptions)], "turn.which.ask", language),
        };
    }

    private Reading Amount(SlotShape slot, string text, string language)
    {
        if (data.Quantities.Find(text) is [var found, ..])
        {
            return Complete(slot, found.Value, Taken(new SlotValue.Amount(found.Value), text, found), language);
        }

        if (data.Quantities.FindRanges(text) is [var range, ..])
        {
            return new Reading.Which([.. new[] { range.Value.Low, range.Value.High }.Select(q => ((SlotValue)new SlotValue.Amount(q), q.Format(data.Vocabulary, language)))], "turn.which.range");
        }

        // A bare number: of what has to be asked.
        if (Numbers.Find(text) is not [var number, ..]) return Reading.None;
        var units = slot.Slot.Units.Count > 0 ? slot.Slot.Units : [.. data.Vocabulary.List("units").Take(MostOptions).Select(u => u.Key)];
        var period = data.Quantities.Find(text, units[0]) is [{ Value.Period: var said }, ..] ? said : null;
        return new Reading.Which([.. units.Take(MostOptions).Select(u => new Quantity(number.Value, u, period)).Select(q => ((SlotValue)new SlotValue.Amount(q), q.Format(data.Vocabulary, language)))], "types.quantity.unit");
    }

    private Reading Complete(SlotShape slot, Quantity quantity, Reading.Value accepted, string language)
    {
        if (slot.Slot.Units.Count > 0 && !slot.Slot.Units.Contains(quantity.Unit))
        {
            return new Reading.Wrong("unit", Pass.Named(("value", quantity.Format(data.Vocabulary, language))));
        }

        if (quantity.Amount <= 0) return new Reading.Wrong("range", Pass.Named(("value", quantity.Format(data.Vocabulary, language)), ("min", "1"), ("max", "")));
        var periods = slot.Slot.Periods;
        if (periods.Count == 0) return quantity.Period is null ? accepted : accepted with { Is = new SlotValue.Amount(quantity with { Period = null }) };
        if (quantity.Period is { } period && periods.Contains(period)) return accepted;
        return new Reading.Which(
            [.. periods.Select(p => quantity with { Period = p }).Select(q => ((SlotValue)new SlotValue.Amount(q), q.Format(data.Vocabulary, language)))],
            "types.quantity.period");
    }

    private static Reading Day(SlotShape slot, string text, string language, DateOnly today) => Dates.Find(text, today) is [var found, ..]
        ? InDates(slot, found.Value, Taken(new SlotValue.Day(found.Value), text, found), language)
        : Reading.None;

    private static Reading InDates(SlotShape slot, DateOnly day, Reading accepted, string language)
    {
        if (slot.Slot.Dates is not { } dates || (day >= dates.Min && day <= dates.Max)) return accepted;
        var culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "id-ID");
        return new Reading.Wrong("range", Pass.Named(
            ("value", day.ToString("d MMMM yyyy", culture)), ("min", dates.Min.ToString("d MMMM yyyy", culture)), ("max", dates.Max.ToString("d MMMM yyyy", culture))));
    }

    private static Reading Phone(string text)
    {
        var found = Phones.Find(text);
        return found.Count switch
        {
            0 => Digits.Longest(text) is { } seen && seen.Value.Length > 3 ? new Reading.Wrong("length", Pass.Named(("digits", seen.Value.Length))) : Reading.None,
            1 => Taken(new SlotValue.Phone(found[0].Value), text, found[0]),
            _ => new Reading.Which([.. found.DistinctBy(f => f.Value).Take(MostOptions).Select(f => ((SlotValue)new SlotValue.Phone(f.Value), f.Value.Display))], "turn.which.ask"),
        };
    }

    private Reading OneOf(SlotShape slot, string text, string language)
    {
        var found = FindKeys(slot, text, language);
        return found.Count switch
        {
            0 => Reading.None,
            1 => Taken(new SlotValue.Keys([found[0].Value]), text, found[0]),
            _ => new Reading.Which([.. found.Take(MostOptions).Select(f => ((SlotValue)new SlotValue.Keys([f.Value]), Label(slot, f.Value, language)))], "turn.which.ask"),
        };
    }

    private Reading SomeOf(SlotShape slot, string text, string language)
    {
        var found = FindKeys(slot, text, language);
        if (found.Count == 0) return Reading.None;
        if (slot.Slot.Max is { } most && found.Count > most) return new Reading.Wrong("too_many", Pass.Named(("max", most), ("count", found.Count)));
        return new Reading.Value(new SlotValue.Keys([.. found.Select(f => f.Value)]), text, [.. found.Select(f => new Span(f.Start, f.Length))]);
    }

    private Reading Terms(SlotShape slot, string text)
    {
        if (slot.Slot.From is not ItemsFrom.Vocabulary(var list)) return Reading.None;
        var matches = data.Vocabulary.Find(SlotWords.ListName(list), text, brief: true);
        if (matches.Terms.Count == 0 && matches.Unmatched.Count == 0) return Reading.None;
        if (slot.Slot.Max is { } most && matches.Terms.Count > most) return new Reading.Wrong("too_many", Pass.Named(("max", most), ("count", matches.Terms.Count)));
        var known = matches.Keys;
        return new Reading.Value(
            new SlotValue.Terms(known, [.. matches.Unmatched.Select(u => u.Value)]),
            text,
            [.. matches.Terms.Select(f => new Span(f.Start, f.Length)), .. matches.Unmatched.Select(f => new Span(f.Start, f.Length))])
        { Weak = known.Count == 0 };
    }

    // The labels first, as they stand on the buttons; then the vocabulary with its synonyms, and what is offered beside it.
    private List<Found<string>> FindKeys(SlotShape slot, string text, string language)
    {
        var folded = Phrase.Fold(text);
        foreach (var key in Keys(slot))
        {
            if (Phrase.Fold(Label(slot, key, language)) == folded) return [new Found<string>(key, 0, text.Length)];
        }

        var found = new List<Found<string>>();
        if (slot.Slot.From is ItemsFrom.Vocabulary(var list)) found.AddRange(data.Vocabulary.Find(SlotWords.ListName(list), text, brief: true).Terms);
        if (found.Count == 0 && slot.Slot.From is ItemsFrom.Vocabulary(var sectors) && SlotWords.ListName(sectors) == Vocabulary.Sectors) found.AddRange(data.Vocabulary.FindSectors(text));
        if (slot.Slot.Add.Count == 0 || (found.Count > 0 && slot.Type == SlotType.Choice)) return found;

        // Numbers count the buttons as they are shown, and that is not known here.
        foreach (var choice in Choices.Read(text, _options.GetOrAdd((slot, language), s_makeOptions, this)).Keys)
        {
            if (!found.Exists(f => f.Value == choice.Value || f.Overlaps(choice))) found.Add(choice);
        }

        found.Sort((a, b) => a.Start.CompareTo(b.Start));
        return found;
    }

    private List<ChoiceOption> MakeOptions(SlotShape slot, string language)
    {
        var options = new List<ChoiceOption>(slot.Slot.Add.Count);
        foreach (var key in slot.Slot.Add) options.Add(new ChoiceOption(key, Label(slot, key, language), Synonyms(slot, key, language), -10 - options.Count));
        return options;
    }

    // Each half of "Pesanan atau pasar" is a name of it, too.
    private List<string> Synonyms(SlotShape slot, string key, string language)
    {
        var words = new List<string>(texts.Phrases($"{slot.AliasesKey[..^"aliases".Length]}choices.{key}.aliases", language)) { key.Replace('_', ' ') };
        foreach (var half in Label(slot, key, language).Split([" atau ", " dan ", " or ", " and ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) words.Add(half);
        return words;
    }

    private string Label(SlotShape slot, string key, string language)
    {
        if (slot.Existing("choices." + key) is { } own) return texts.Label(own, language);
        return slot.Slot.From is ItemsFrom.Vocabulary(var list) ? data.Vocabulary.Label(SlotWords.ListName(list), key, language) : key;
    }

    private static Reading OneItem(string text, IReadOnlyList<(string Id, string Title)> items)
    {
        var folded = Phrase.Fold(text);
        if (folded.Length == 0) return Reading.None;
        var near = new List<(SlotValue, string)>();
        foreach (var (id, title) in items)
        {
            var name = Phrase.Fold(title);
            if (name == folded) return new Reading.Value(new SlotValue.Text(id), title, [new Span(0, text.Length)]);
            if (folded.Length >= 3 && (Phrase.Contains(name, folded) || Phrase.Contains(folded, name))) near.Add((new SlotValue.Text(id), title));
        }

        return near switch
        {
            [] => Reading.None,
            [var only] => new Reading.Value(only.Item1, only.Item2, [new Span(0, text.Length)]),
            _ => new Reading.Which([.. near.Take(MostOptions)], "turn.which.ask"),
        };
    }

    private Reading Region(SlotShape slot, string text, string language)
    {
        var level = slot.Slot.Level ?? RegionLevel.Regency;
        var found = data.Regions.Find(text, level);
        if (found.Code is { } code) return new Reading.Value(new SlotValue.Text(code), text.Substring(found.Start, found.Length), [new Span(found.Start, found.Length)]);
        if (found.IsAmbiguous)
        {
            return new Reading.Which([.. found.Candidates.Take(MostOptions).Select(c => ((SlotValue)new SlotValue.Text(c), RegionLabel(c, found.Candidates)))], slot.RefusalKey("ambiguous")) { Raw = text.Substring(found.Start, found.Length) };
        }

        // A larger region was named: what lies in it has to be said.
        if (level != RegionLevel.Province && data.Regions.Find(text, RegionLevel.Province) is { IsNone: false }) return new Reading.Wrong("deeper", Pass.Named());
        return Reading.None;
    }

    // The province is told only where the names alone would leave it open.
    private string RegionLabel(string code, IReadOnlyList<string> candidates)
    {
        var name = data.Regions.Name(code);
        foreach (var other in candidates)
        {
            if (other != code && data.Regions.Name(other) == name) return data.Regions.FullName(code);
        }

        return name;
    }

    private static Reading Millimetres(string text) => Tolerances.Find(text) is [var found, ..]
        ? Taken(new SlotValue.Number(found.Value), text, found)
        : Reading.None;
}
