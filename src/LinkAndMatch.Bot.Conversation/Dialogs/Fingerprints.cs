using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LinkAndMatch.Bot.Conversation.Dialogs;

/// <summary>
/// Marks of what an answer was checked against: type, limits, choices, condition, check, fill and skip of a slot; slots and submit of a form; never words.
/// The spelling below is kept in running conversations and must not change.
/// </summary>
internal static class Fingerprints
{
    /// <param name="keys">The keys of the vocabulary that the slot chooses from.</param>
    public static string Of(Slot slot, IReadOnlyCollection<string> keys)
    {
        var text = new StringBuilder();
        Add("type", slot.Type.ToString());
        if (slot.Length is { } length) Add("length", $"{length.Min}..{length.Max}");
        if (slot.Range is { } range) Add("range", string.Create(CultureInfo.InvariantCulture, $"{range.Min}..{range.Max}"));
        if (slot.Dates is { } dates) Add("dates", $"{dates.Min:yyyy-MM-dd}..{dates.Max:yyyy-MM-dd}");
        if (slot.Units.Count > 0) Add("units", Sorted(slot.Units));
        if (slot.Periods.Count > 0) Add("per", Sorted(slot.Periods));
        if (slot.From is ItemsFrom.Vocabulary vocabulary) Add("from", $"{vocabulary.List}[{Sorted(keys)}]");
        if (slot.From is ItemsFrom.Domain { Query: var query }) Add("query", $"{query.Source}({Sorted(query.With)})");
        if (slot.Add.Count > 0) Add("add", Sorted(slot.Add));
        if (slot.Max is { } max) Add("max", max.ToString(CultureInfo.InvariantCulture));
        if (slot.Level is { } level) Add("level", level.ToString());
        if (slot.When is { } when) Add("when", when.Canonical);
        if (slot.FillsAnywhere) Add("fill", "anywhere");
        if (slot.Check is { } check) Add("check", check);
        if (slot.MaySkip) Add("skip", "true");
        if (slot.RefusalEnds) Add("refuse", "end");
        if (slot.Consent is { } consent) Add("consent", consent);
        return Short(text.ToString());

        void Add(string name, string value) => text.Append(name).Append('=').Append(value).Append('\n');
    }

    /// <summary>Over the slots in their order and the submit.</summary>
    public static string Of(IEnumerable<Slot> slots, Submit submit)
    {
        var text = new StringBuilder();
        foreach (var slot in slots) text.Append(slot.Name).Append('=').Append(slot.Fingerprint).Append('\n');
        text.Append("submit=").Append(submit.Action).Append('\n');
        foreach (var (code, reopens) in submit.Refused.OrderBy(r => r.Key, StringComparer.Ordinal)) text.Append("refused=").Append(code).Append(':').Append(reopens).Append('\n');
        return Short(text.ToString());
    }

    private static string Sorted(IEnumerable<string> keys) => string.Join(',', keys.Order(StringComparer.Ordinal));

    // 64 bits are plenty to tell one release's rules from another's.
    private static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
