namespace LinkAndMatch.Bot.FakeTelegram.Record;

/// <summary>The bot's calls in order of arrival, and their counts.</summary>
internal sealed class CallLog
{
    private readonly Lock _gate = new();
    private readonly List<ApiCall> _calls = [];
    private long _number;
    private long _sent;
    private long _edits;
    private long _tooMany;
    private long _faults;
    private long _inside;

    public long NextNumber() => Interlocked.Increment(ref _number);

    public void CountSent() => Interlocked.Increment(ref _sent);

    public void CountEdit() => Interlocked.Increment(ref _edits);

    public void CountInsideRetryWindow() => Interlocked.Increment(ref _inside);

    public void CountEnd(int status, bool faulty)
    {
        if (status == 429) Interlocked.Increment(ref _tooMany);
        if (faulty) Interlocked.Increment(ref _faults);
    }

    public void Add(ApiCall call)
    {
        lock (_gate) _calls.Add(call);
    }

    public IReadOnlyList<ApiCall> After(long number)
    {
        lock (_gate) return [.. _calls.Where(c => c.Number > number).OrderBy(c => c.Number)];
    }

    public FakeCounters Counters(Delivery.UpdateQueue updates) => new()
    {
        Calls = Interlocked.Read(ref _number),
        MessagesSent = Interlocked.Read(ref _sent),
        Edits = Interlocked.Read(ref _edits),
        TooManyRequests = Interlocked.Read(ref _tooMany),
        Faults = Interlocked.Read(ref _faults),
        InsideRetryWindow = Interlocked.Read(ref _inside),
        UpdatesMade = updates.Made,
        UpdatesDelivered = updates.Delivered,
        UpdatesWaiting = updates.Waiting,
        PollConflicts = updates.Conflicts,
    };
}
