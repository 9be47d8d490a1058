using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Reading;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>How long it takes to understand a message and to learn a changed entry, with few entries and with very many.</summary>
/// <remarks>The shipped entries are filled up with made ones: the words of the shipped ways to ask, mixed over all entries, with a word of their own.</remarks>
internal static class Latency
{
    private const int Ways = 12;
    private static readonly int[] s_counts = [100, 10_000];

    public static string Table(IReadOnlyList<FaqEntry> shipped, Func<IFaqSource, AnswerFinder> over, Understanding understanding, IReadOnlyList<string> messages)
    {
        var table = new StringBuilder("| entries | index built | changed entry learnt | search p50 | search p95 | understood p50 | understood p95 |\n|---|---|---|---|---|---|---|\n");
        foreach (var count in s_counts)
        {
            var source = new Made(shipped, count);
            var finder = over(source);
            var built = Time(() => finder.Renew());
            foreach (var message in messages) finder.Find(message, "id", null);
            var changes = Enumerable.Range(0, 5).Select(i => Time(() =>
            {
                source.Change(i);
                finder.LookAgain();
            })).Order().ToList();
            var search = Times(messages, m => finder.Find(m, "id", null));
            // Reading intents and slots does not depend on the number of entries; the search in it (of the shipped entries) is counted beside the other.
            var understood = Times(messages, m =>
            {
                finder.Find(m, "id", null);
                understanding.Read(m);
            });
            table.Append(CultureInfo.InvariantCulture, $"| {count} | {built:0} ms | {changes[2]:0} ms | {At(search, 50):0.00} ms | {At(search, 95):0.00} ms | {At(understood, 50):0.00} ms | {At(understood, 95):0.00} ms |\n");
        }

        return table.ToString();
    }

    // The quickest of three: the others tell what else ran on the machine.
    private static List<double> Times(IReadOnlyList<string> messages, Action<string> read) =>
        [.. messages.Select(m => Enumerable.Range(0, 3).Min(_ => Time(() => read(m)))).Order()];

    private static double At(List<double> times, int percent) => times[Math.Min(times.Count - 1, times.Count * percent / 100)];

    private static double Time(Action act)
    {
        var from = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private sealed class Made : IFaqSource
    {
        private readonly List<FaqEntry> _entries;
        private int _changes;

        public Made(IReadOnlyList<FaqEntry> shipped, int count)
        {
            var random = new Random(20_261_124);
            var words = shipped.SelectMany(e => e.Texts["id"].Variants).SelectMany(v => v.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
            _entries = [.. shipped.Take(count)];
            while (_entries.Count < count)
            {
                var own = $"hal{_entries.Count}";
                _entries.Add(new FaqEntry
                {
                    Id = $"made-{_entries.Count}",
                    Status = "design",
                    Tags = [own],
                    Texts = new Dictionary<string, FaqText> { ["id"] = new(Said(5), [.. Enumerable.Range(0, Ways).Select(_ => Said(random.Next(3, 9)))], Said(40)) },
                });

                string Said(int length) => string.Join(' ', Enumerable.Range(0, length).Select(_ => words[random.Next(words.Length)]).Append(own));
            }
        }

        public string Revision => _changes.ToString(CultureInfo.InvariantCulture);

        public IReadOnlyList<FaqEntry> Read() => [.. _entries];

        public void Change(int number)
        {
            var entry = _entries[^(number + 1)];
            var text = entry.Texts["id"];
            _entries[^(number + 1)] = entry with { Texts = new Dictionary<string, FaqText> { ["id"] = text with { Body = text.Body + " baru", Variants = [.. text.Variants, $"cara lain bertanya {number}"] } } };
            _changes++;
        }
    }
}
