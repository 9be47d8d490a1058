namespace LinkAndMatch.Bot.FakeTelegram.Mischief;

/// <summary>The rules in force, their counts, and the one source of random choices.</summary>
internal sealed class FaultBook
{
    private readonly Lock _gate = new();
    private readonly List<Rule> _rules = [];
    private volatile bool _empty = true;
    private Random _random = new(1);

    public void Reseed(int seed)
    {
        lock (_gate) _random = new Random(seed);
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _rules.Add(new Rule(fault));
            _empty = false;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _rules.Clear();
            _empty = true;
        }
    }

    /// <summary>The fault this call meets, with the length of its wait, or null.</summary>
    public (Fault Fault, TimeSpan Delay)? Meet(string method, long? chatId)
    {
        if (_empty) return null;
        lock (_gate)
        {
            foreach (var rule in _rules)
            {
                if (!rule.Fits(method, chatId)) continue;
                rule.Seen++;
                var fault = rule.Fault;
                if (rule.Seen < fault.FirstCall || rule.Seen - fault.FirstCall >= fault.Times) continue;
                if (fault.Probability < 1 && _random.NextDouble() >= fault.Probability) continue;
                return (fault, Between(fault.DelayFrom, fault.DelayTo));
            }
        }

        return null;
    }

    /// <summary>A time drawn evenly between the two; no draw when both are zero.</summary>
    public TimeSpan Latency(TimeSpan from, TimeSpan to)
    {
        if (to <= TimeSpan.Zero && from <= TimeSpan.Zero) return TimeSpan.Zero;
        lock (_gate) return Between(from, to);
    }

    private TimeSpan Between(TimeSpan from, TimeSpan to) => to <= from ? from : from + ((to - from) * _random.NextDouble());

    private sealed class Rule(Fault fault)
    {
        public Fault Fault { get; } = fault;
        public int Seen { get; set; }

        public bool Fits(string method, long? chatId) =>
            (Fault.Method is { } named ? named.Equals(method, StringComparison.OrdinalIgnoreCase) : method != "getUpdates")
            && (Fault.ChatId is null || Fault.ChatId == chatId);
    }
}
