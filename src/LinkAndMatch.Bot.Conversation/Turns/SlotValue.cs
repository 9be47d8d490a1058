using System.Globalization;
using System.Text.Json.Serialization;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>The value of an answer, by the type of its slot.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(Skipped), "skipped")]
[JsonDerivedType(typeof(Flag), "flag")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Integer), "integer")]
[JsonDerivedType(typeof(Number), "number")]
[JsonDerivedType(typeof(Amount), "amount")]
[JsonDerivedType(typeof(Day), "day")]
[JsonDerivedType(typeof(Phone), "phone")]
[JsonDerivedType(typeof(Keys), "keys")]
[JsonDerivedType(typeof(Terms), "terms")]
[JsonDerivedType(typeof(Files), "files")]
public abstract record SlotValue
{
    /// <summary>The value as one text, the same for equal values in any language: what checks get and what is compared.</summary>
    [JsonIgnore]
    public string Canonical => this switch
    {
        Skipped => "",
        Flag(var flag) => flag ? "true" : "false",
        Text(var text) => text,
        Integer(var number) => number.ToString(CultureInfo.InvariantCulture),
        Number(var number) => number.ToString("0.############", CultureInfo.InvariantCulture),
        Amount(var quantity) => quantity.ToString(),
        Day(var day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Phone(var phone) => phone.E164,
        Keys(var keys) => string.Join(',', keys),
        Terms(var keys, { Count: 0 }) => string.Join(',', keys),
        Terms(var keys, var unmatched) => $"{string.Join(',', keys)}|{string.Join(',', unmatched)}",
        Files(var hashes) => string.Join(',', hashes),
        _ => throw new InvalidOperationException($"Unknown value {GetType().Name}."),
    };

    /// <summary>Nothing was given, and that was allowed.</summary>
    public sealed record Skipped : SlotValue;

    /// <summary>confirm.</summary>
    public sealed record Flag(bool Value) : SlotValue;

    /// <summary>text, digits (leading zeros kept), region (a dotted code), and the id of a picked item.</summary>
    public sealed record Text(string Value) : SlotValue;

    /// <summary>integer.</summary>
    public sealed record Integer(long Value) : SlotValue;

    /// <summary>decimal; money in rupiah; tolerance in millimetres.</summary>
    public sealed record Number(decimal Value) : SlotValue;

    /// <summary>quantity: amount, unit and, where it is a rate, period.</summary>
    public sealed record Amount(Quantity Value) : SlotValue;

    /// <summary>date.</summary>
    public sealed record Day(DateOnly Value) : SlotValue;

    /// <summary>phone, in E.164.</summary>
    public sealed record Phone(PhoneNumber Value) : SlotValue;

    /// <summary>choice (one key) and choices.</summary>
    public sealed record Keys(IReadOnlyList<string> Values) : SlotValue;

    /// <summary>terms: keys of a vocabulary, and the words that matched none, as typed.</summary>
    public sealed record Terms(IReadOnlyList<string> Values, IReadOnlyList<string> Unmatched) : SlotValue;

    /// <summary>photos: content hashes.</summary>
    public sealed record Files(IReadOnlyList<string> Hashes) : SlotValue;
}
