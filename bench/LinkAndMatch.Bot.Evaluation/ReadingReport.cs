using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Knowledge.Reading;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>How well intents and slots are read.</summary>
internal sealed class ReadingReport
{
    private readonly SortedDictionary<string, Counts> _intents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Counts> _slots = new(StringComparer.Ordinal);

    public List<string> Misses { get; } = [];

    public ReadingReport(IEnumerable<Utterance> utterances, Understanding understanding)
    {
        foreach (var utterance in utterances)
        {
            var read = understanding.Read(utterance.Text);
            if (utterance.Intent is { } intent)
            {
                Count(_intents, read.Intent, intent);
                if (read.Intent != intent) Misses.Add($"intent {intent} read {read.Intent}: {utterance.Text}");
            }

            using var json = JsonDocument.Parse(UnderstandCommand.Write(read));
            var expected = Pairs(utterance.Slots).ToHashSet();
            var found = Pairs(json.RootElement.GetProperty("slots")).ToHashSet();
            foreach (var pair in found.Where(expected.Contains)) Of(_slots, pair.Slot).Right++;
            foreach (var pair in found.Where(p => !expected.Contains(p))) Of(_slots, pair.Slot).Extra++;
            foreach (var pair in expected.Where(p => !found.Contains(p))) Of(_slots, pair.Slot).Missed++;
            var extra = found.Where(p => !expected.Contains(p)).Select(p => $"+{p.Slot}={p.Value}");
            var missed = expected.Where(p => !found.Contains(p)).Select(p => $"-{p.Slot}={p.Value}");
            if (extra.Concat(missed).Any()) Misses.Add($"slots {string.Join(' ', extra.Concat(missed))}: {utterance.Text}");
        }
    }

    public double IntentMacroF1 => _intents.Count == 0 ? 0 : _intents.Values.Where(c => c.Right + c.Missed > 0).Average(c => c.F1);

    public double SlotF1
    {
        get
        {
            var all = new Counts { Right = _slots.Values.Sum(c => c.Right), Extra = _slots.Values.Sum(c => c.Extra), Missed = _slots.Values.Sum(c => c.Missed) };
            return all.F1;
        }
    }

    public string Table(string title)
    {
        var table = new StringBuilder($"### {title}\n\n");
        if (_intents.Count > 0) Add("intent", _intents, string.Create(CultureInfo.InvariantCulture, $"macro-F1 {IntentMacroF1:0.000}"));
        Add("slot", _slots, string.Create(CultureInfo.InvariantCulture, $"F1 over (slot, value) {SlotF1:0.000}"));
        return table.ToString();

        void Add(string what, SortedDictionary<string, Counts> counts, string summary)
        {
            table.Append(CultureInfo.InvariantCulture, $"{summary}\n\n| {what} | right | extra | missed | F1 |\n|---|---|---|---|---|\n");
            foreach (var (name, c) in counts) table.Append(CultureInfo.InvariantCulture, $"| {name} | {c.Right} | {c.Extra} | {c.Missed} | {c.F1:0.000} |\n");
            table.Append('\n');
        }
    }

    private static IEnumerable<(string Slot, string Value)> Pairs(JsonElement slots)
    {
        foreach (var slot in slots.EnumerateObject())
        {
            switch (slot.Value.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in slot.Value.EnumerateArray()) yield return (slot.Name, item.ToString());
                    break;
                case JsonValueKind.Object:
                    foreach (var part in slot.Value.EnumerateObject()) yield return (slot.Name + "." + part.Name, Plain(part.Value));
                    break;
                default:
                    yield return (slot.Name, Plain(slot.Value));
                    break;
            }
        }
    }

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDecimal().ToString("0.######", CultureInfo.InvariantCulture) : value.ToString();

    private static void Count(SortedDictionary<string, Counts> counts, string found, string expected)
    {
        if (found == expected) Of(counts, expected).Right++;
        else
        {
            Of(counts, found).Extra++;
            Of(counts, expected).Missed++;
        }
    }

    private static Counts Of(SortedDictionary<string, Counts> counts, string name)
    {
        if (!counts.TryGetValue(name, out var found)) counts[name] = found = new Counts();
        return found;
    }

    private sealed class Counts
    {
        public int Right { get; set; }

        public int Extra { get; set; }

        public int Missed { get; set; }

        public double F1 => Right == 0 ? 0 : 2.0 * Right / ((2 * Right) + Extra + Missed);
    }
}
