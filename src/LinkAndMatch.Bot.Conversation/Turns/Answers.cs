using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>What an action gets of a finished form: the visible answers by slot.</summary>
public sealed class Answers(IReadOnlyDictionary<string, SlotValue> values)
{
    public static Answers None { get; } = new(new Dictionary<string, SlotValue>());

    public IReadOnlyDictionary<string, SlotValue> Values => values;

    public bool Has(string slot) => values.TryGetValue(slot, out var v) && v is not SlotValue.Skipped;

    /// <summary>Null when the slot was skipped or never asked; so for all readers below.</summary>
    /// <exception cref="InvalidOperationException">The slot holds another type than the one asked for.</exception>
    public string? Text(string slot) => Read(slot) switch
    {
        null => null,
        SlotValue.Text t => t.Value,
        SlotValue.Keys { Values: [var only] } => only,
        var other => throw Wrong(slot, other, "text"),
    };

    public bool? Flag(string slot) => Read(slot) is { } v ? v is SlotValue.Flag f ? f.Value : throw Wrong(slot, v, "flag") : null;

    public long? Integer(string slot) => Read(slot) is { } v ? v is SlotValue.Integer i ? i.Value : throw Wrong(slot, v, "integer") : null;

    public decimal? Number(string slot) => Read(slot) switch
    {
        null => null,
        SlotValue.Number n => n.Value,
        SlotValue.Integer i => i.Value,
        var other => throw Wrong(slot, other, "number"),
    };

    public Quantity? Quantity(string slot) => Read(slot) is { } v ? v is SlotValue.Amount a ? a.Value : throw Wrong(slot, v, "quantity") : null;

    public DateOnly? Day(string slot) => Read(slot) is { } v ? v is SlotValue.Day d ? d.Value : throw Wrong(slot, v, "day") : null;

    public PhoneNumber? Phone(string slot) => Read(slot) is { } v ? v is SlotValue.Phone p ? p.Value : throw Wrong(slot, v, "phone") : null;

    /// <summary>Empty when nothing was given.</summary>
    public IReadOnlyList<string> Keys(string slot) => Read(slot) switch
    {
        null => [],
        SlotValue.Keys k => k.Values,
        SlotValue.Terms t => t.Values,
        SlotValue.Files f => f.Hashes,
        SlotValue.Text t => [t.Value],
        var other => throw Wrong(slot, other, "keys"),
    };

    /// <summary>The words of a terms slot that matched no key, as typed.</summary>
    public IReadOnlyList<string> Unmatched(string slot) => Read(slot) is SlotValue.Terms t ? t.Unmatched : [];

    private SlotValue? Read(string slot) => values.TryGetValue(slot, out var v) && v is not SlotValue.Skipped ? v : null;

    private static InvalidOperationException Wrong(string slot, SlotValue value, string wanted) =>
        new($"Slot '{slot}' was read as {wanted} but holds {value.GetType().Name}; look at its type in dialogs/.");
}
