using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;

namespace LinkAndMatch.Bot.Load;

/// <summary>Owners who register, one message after each reply; one who has finished makes room for a new one.</summary>
internal sealed class Owners : IDisposable
{
    // One message a turn, as text, so that an answer needs no look at the keyboard.
    private static readonly string[] Script =
    [
        "/daftar", "ya", "Budi Contoh", "CV Logam {0}", "{1}", "lewati", "kabupaten tegal", "komponen otomotif", "2010", "12", "belum ada", "lewati", "bahan baku", "kirim",
    ];

    private readonly FakeTelegramServer telegram;
    private readonly ConcurrentDictionary<long, Owner> owners = new();
    private readonly ConcurrentQueue<double> latencies = new();
    private readonly Func<TimeSpan> think;
    private long nextChat;
    private long turns;
    private long finished;
    private volatile bool stopping;

    /// <param name="think">How long an owner waits before the next message.</param>
    public Owners(FakeTelegramServer telegram, Func<TimeSpan> think, long firstChat = 100_000)
    {
        this.telegram = telegram;
        this.think = think;
        nextChat = firstChat;
        telegram.Shown += Answer;
    }

    public static int TurnsOfOne => Script.Length;

    public long Turns => Interlocked.Read(ref turns);

    /// <summary>Owners who came to the end of the form.</summary>
    public long Finished => Interlocked.Read(ref finished);

    /// <summary>Milliseconds from a message to the first byte of its reply's call.</summary>
    public IReadOnlyList<double> TakeLatencies()
    {
        var taken = new List<double>();
        while (latencies.TryDequeue(out var one)) taken.Add(one);
        return taken;
    }

    public void Begin(int count)
    {
        for (var i = 0; i < count; i++) Next();
    }

    public void Stop() => stopping = true;

    public void Dispose()
    {
        stopping = true;
        telegram.Shown -= Answer;
    }

    private void Next()
    {
        var chat = Interlocked.Increment(ref nextChat);
        var owner = new Owner(chat);
        owners[chat] = owner;
        Say(owner);
    }

    private void Answer(BotMessage message)
    {
        if (!owners.TryGetValue(message.ChatId, out var owner)) return;
        latencies.Enqueue(Stopwatch.GetElapsedTime(owner.SaidAt).TotalMilliseconds);
        Interlocked.Increment(ref turns);
        if (owner.Said == Script.Length)
        {
            owners.TryRemove(message.ChatId, out _);
            Interlocked.Increment(ref finished);
            if (!stopping) Next();
            return;
        }
        var wait = think();
        if (wait <= TimeSpan.Zero) Say(owner);
        else _ = Task.Delay(wait).ContinueWith(_ => Say(owner), TaskScheduler.Default);
    }

    private void Say(Owner owner)
    {
        if (stopping) return;
        var text = string.Format(
            CultureInfo.InvariantCulture, Script[owner.Said++], owner.Chat, string.Create(CultureInfo.InvariantCulture, $"08{4_000_000_000 + owner.Chat}"));
        owner.SaidAt = Stopwatch.GetTimestamp();
        telegram.Act(new SaysText(owner.Chat, new FakeUser(owner.Chat, "Budi"), text));
    }

    private sealed class Owner(long chat)
    {
        public long Chat => chat;
        public int Said { get; set; }
        public long SaidAt { get; set; }
    }
}
