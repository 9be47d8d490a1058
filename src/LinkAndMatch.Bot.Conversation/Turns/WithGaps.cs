using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Values that came from the domain or from an event: a name that they lack is a gap in the text, not a turn that fails.</summary>
internal sealed class WithGaps(IReadOnlyDictionary<string, object?> values) : IReadOnlyDictionary<string, object?>
{
    public IEnumerable<string> Keys => values.Keys;

    public IEnumerable<object?> Values => values.Values;

    public int Count => values.Count;

    public object? this[string key] => values.GetValueOrDefault(key);

    public bool ContainsKey(string key) => true;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = values.GetValueOrDefault(key);
        return true;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();
}
