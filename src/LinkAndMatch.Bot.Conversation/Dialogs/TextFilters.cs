using System.Globalization;
using Fluid;
using Fluid.Values;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>Words that lie in data: the label of a key in a list of the vocabulary, the name of a region.</summary>
/// <param name="Label">List, key and language to the label; null when there is none.</param>
/// <param name="Region">Dotted code and language to the name; null when there is none.</param>
public sealed record TextLookups(Func<string, string, string, string?> Label, Func<string, string, string?> Region)
{
    /// <summary>No data: keys and codes are shown as they are.</summary>
    public static TextLookups None { get; } = new((_, _, _) => null, (_, _) => null);
}

/// <summary>The filters that texts may use; there are no others.</summary>
internal sealed class TextFilters
{
    public static readonly IReadOnlyList<string> Names =
        ["say", "label", "region", "number", "percent", "rupiah", "date", "quantity", "size", "join", "first", "last", "append", "prepend", "upcase", "downcase", "capitalize", "default", "masked"];

    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id-ID");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    // A text may say another, but not for ever.
    private const int MaximumDepth = 5;

    private readonly Texts _texts;
    private readonly TextLookups _lookups;
    private readonly string _language;
    private readonly CultureInfo _culture;

    private TextFilters(Texts texts, TextLookups lookups, string language)
    {
        _texts = texts;
        _lookups = lookups;
        _language = language;
        _culture = language == "en" ? English : Indonesian;
    }

    /// <summary>How templates of one language are filled.</summary>
    public static TemplateOptions Options(Texts texts, TextLookups lookups, string language)
    {
        var filters = new TextFilters(texts, lookups, language);
        var options = new TemplateOptions { CultureInfo = filters._culture, MaxSteps = 20_000, MaxRecursion = 20, StrictVariables = false };
        // A value that brought marks of its own loses them here, wherever in a list or a dictionary it lies.
        options.ValueConverters.Add(value => value switch
        {
            string text => Markup.HasMarks(text) ? Markup.WithoutMarks(text) : null,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => null,
        });
        options.Filters.Clear();
        options.Filters.AddFilter("say", filters.Say);
        options.Filters.AddFilter("label", filters.Label);
        options.Filters.AddFilter("region", filters.Region);
        options.Filters.AddFilter("number", filters.Number);
        options.Filters.AddFilter("percent", filters.Percent);
        options.Filters.AddFilter("rupiah", filters.Rupiah);
        options.Filters.AddFilter("date", filters.Date);
        options.Filters.AddFilter("quantity", filters.Quantity);
        options.Filters.AddFilter("join", filters.Join);
        options.Filters.AddFilter("size", (input, _, _) => new ValueTask<FluidValue>(NumberValue.Create(input is ArrayValue list ? list.Values.Count : input.IsNil() ? 0 : input.ToStringValue().Length)));
        options.Filters.AddFilter("first", (input, _, _) => new ValueTask<FluidValue>(input is ArrayValue { Values: [var first, ..] } ? first : NilValue.Instance));
        options.Filters.AddFilter("last", (input, _, _) => new ValueTask<FluidValue>(input is ArrayValue { Values: [.., var last] } ? last : NilValue.Instance));
        options.Filters.AddFilter("append", (input, arguments, _) => Text(input.ToStringValue() + arguments.At(0).ToStringValue()));
        options.Filters.AddFilter("prepend", (input, arguments, _) => Text(arguments.At(0).ToStringValue() + input.ToStringValue()));
        options.Filters.AddFilter("upcase", (input, _, _) => Text(input.ToStringValue().ToUpper(filters._culture)));
        options.Filters.AddFilter("downcase", (input, _, _) => Text(input.ToStringValue().ToLower(filters._culture)));
        options.Filters.AddFilter("capitalize", (input, _, _) => Text(filters.Capitalize(input.ToStringValue())));
        options.Filters.AddFilter("default", (input, arguments, _) => new ValueTask<FluidValue>(input.IsNil() || input.ToStringValue().Length == 0 ? arguments.At(0) : input));
        options.Filters.AddFilter("masked", filters.Masked);
        return options;
    }

    /// <summary><c>reason | say: "matches.reason", reason.kind</c> says the text of that key filled with the reason's values; <c>stage | say: "stages"</c> says <c>stages.Agreed</c>.</summary>
    private ValueTask<FluidValue> Say(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var key = string.Join('.', Enumerable.Range(0, arguments.Count).Select(i => arguments.At(i).ToStringValue()));
        var values = input.Type == FluidValues.Dictionary ? Dictionary(input) : new Dictionary<string, object?> { ["value"] = input.ToObjectValue() };
        if (input.Type != FluidValues.Dictionary) key = $"{key}.{input.ToStringValue()}";
        var depth = context.AmbientValues.TryGetValue("depth", out var before) && before is int d ? d + 1 : 1;
        if (depth > MaximumDepth) throw new InvalidOperationException($"The text '{key}' says itself.");
        // A key that nobody wrote words for (a reason of a newer matcher) is left out, or shown as it is when it is one word: a card must not fail for it.
        if (!_texts.Has(key, _language)) return Text(input.Type == FluidValues.Dictionary ? "" : input.ToStringValue());
        return Text(_texts.Fill(key, _language, values, depth));
    }

    /// <summary>Says the marks of <see cref="Masking.PersonalMask"/> in words: <c>[PHONE_1]</c> by the text <c>masks.phone</c>.</summary>
    private ValueTask<FluidValue> Masked(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Text(Masking.PersonalMask.Reword(input.ToStringValue(), kind => _texts.Has($"masks.{kind}", _language) ? _texts.Label($"masks.{kind}", _language) : null));

    private ValueTask<FluidValue> Label(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var list = arguments.At(0).ToStringValue();
        return Each(input, context, key => _lookups.Label(list, key, _language) ?? key);
    }

    private ValueTask<FluidValue> Region(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Each(input, context, code => _lookups.Region(code, _language) ?? code);

    private ValueTask<FluidValue> Number(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Amount(input) is { } number ? Text(Figure(number)) : Text(input.ToStringValue());

    /// <summary>A share of one: 0.4 is 40%.</summary>
    private ValueTask<FluidValue> Percent(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Amount(input) is { } share ? Text($"{Figure(Math.Round(share * 100, share < 0.1m ? 1 : 0))}%") : Text(input.ToStringValue());

    private ValueTask<FluidValue> Rupiah(FluidValue input, FilterArguments arguments, TemplateContext context) =>
        Amount(input) is { } money ? Text($"Rp{Figure(Math.Round(money, 2))}") : Text(input.ToStringValue());

    private ValueTask<FluidValue> Date(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var withTime = arguments.At(0).ToStringValue() == "time";
        return Text(input.ToObjectValue() switch
        {
            DateTimeOffset instant => Day(instant),
            DateTime instant => Day(new DateTimeOffset(DateTime.SpecifyKind(instant, DateTimeKind.Utc))),
            DateOnly day => day.ToString("d MMMM yyyy", _culture),
            string text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day.ToString("d MMMM yyyy", _culture),
            string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => Day(instant),
            var other => Convert.ToString(other, _culture) ?? "",
        });

        string Day(DateTimeOffset instant)
        {
            var local = instant.ToOffset(Wib);
            return local.ToString("d MMMM yyyy", _culture) + (withTime ? local.ToString(_language == "en" ? "', 'HH':'mm' WIB'" : "' pukul 'HH'.'mm' WIB'", CultureInfo.InvariantCulture) : "");
        }
    }

    /// <summary>A <see cref="Recognizers.Quantity"/>, or a dictionary with amount, unit and period.</summary>
    private ValueTask<FluidValue> Quantity(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (input.ToObjectValue() is Quantity quantity) return Text(Words(quantity));
        if (input.Type != FluidValues.Dictionary) return Text(input.ToStringValue());
        var parts = Dictionary(input);
        return Text(Words(new Quantity(Amount(Part("amount")) ?? 0, Part("unit").ToStringValue(), Part("period").ToStringValue())));

        FluidValue Part(string name) => FluidValue.Create(parts.GetValueOrDefault(name), context.Options);
    }

    public string Words(Quantity quantity)
    {
        var words = $"{Figure(quantity.Amount)} {_lookups.Label("units", quantity.Unit, _language) ?? quantity.Unit}";
        return string.IsNullOrEmpty(quantity.Period) ? words : $"{words} per {_lookups.Label("periods", quantity.Period, _language) ?? quantity.Period}";
    }

    /// <summary>Without an argument: commas, and "dan" or "and" before the last.</summary>
    private ValueTask<FluidValue> Join(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (input is not ArrayValue list) return new ValueTask<FluidValue>(input);
        var words = list.Values.Select(v => v.ToStringValue()).Where(w => w.Length > 0).ToArray();
        if (arguments.Count > 0) return Text(string.Join(arguments.At(0).ToStringValue(), words));
        return Text(Listed(words, _language));
    }

    public static string Listed(IReadOnlyList<string> words, string language)
    {
        var and = language == "en" ? "and" : "dan";
        return words switch
        {
            [] => "",
            [var only] => only,
            [var first, var second] => $"{first} {and} {second}",
            _ => $"{string.Join(", ", words.Take(words.Count - 1))}{(language == "en" ? "" : ",")} {and} {words[^1]}",
        };
    }

    private string Figure(decimal number) => number.ToString("#,0.####", _culture);

    private string Capitalize(string text) => text.Length == 0 ? text : char.ToUpper(text[0], _culture) + text[1..];

    private static decimal? Amount(FluidValue input) => input.Type switch
    {
        FluidValues.Number => input.ToNumberValue(),
        FluidValues.String when decimal.TryParse(input.ToStringValue(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private static ValueTask<FluidValue> Each(FluidValue input, TemplateContext context, Func<string, string> words) => input switch
    {
        ArrayValue list => new ValueTask<FluidValue>(FluidValue.Create(list.Values.Select(v => words(v.ToStringValue())).ToArray(), context.Options)),
        _ when input.IsNil() => Text(""),
        _ => Text(words(input.ToStringValue())),
    };

    private static Dictionary<string, object?> Dictionary(FluidValue input) => input.ToObjectValue() switch
    {
        IFluidIndexable indexable => indexable.Keys.ToDictionary(k => k, k => indexable.TryGetValue(k, out var v) ? (object?)v : null),
        IReadOnlyDictionary<string, object?> values => values.ToDictionary(),
        IDictionary<string, object?> values => new Dictionary<string, object?>(values),
        _ => [],
    };

    private static ValueTask<FluidValue> Text(string text) => new(new StringValue(text));
}
