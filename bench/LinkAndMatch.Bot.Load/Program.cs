using System.Diagnostics;
using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Load;

// saturate [users] [seconds] [runs] | pace [turns a second] [seconds] | memory [conversations] | start [runs]
// | replies [callers] [seconds] [runs] | sockets [open] [posts a second] [seconds];
// --store "<PostgreSQL connection string>" for PostgreSQL, otherwise SQLite with synchronous=FULL.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var store = Array.IndexOf(args, "--store") is >= 0 and var at ? args[at + 1] : null;
var words = store is null ? args : args[..Array.IndexOf(args, "--store")];
int Number(int place, int otherwise) => words.Length > place ? int.Parse(words[place], CultureInfo.InvariantCulture) : otherwise;
switch (words.FirstOrDefault())
{
    case "saturate":
        await SaturateAsync(Number(1, 100), Number(2, 20), Number(3, 5));
        break;
    case "pace":
        await PaceAsync(Number(1, 50), Number(2, 30));
        break;
    case "memory":
        await MemoryAsync(Number(1, 10_000));
        break;
    case "start":
        await StartAsync(Number(1, 5));
        break;
    case "replies":
        await WireLoad.RepliesAsync(Number(1, 50), Number(2, 20), Number(3, 3), store);
        break;
    case "sockets":
        await WireLoad.SocketsAsync(Number(1, 1000), Number(2, 50), Number(3, 30), store);
        break;
    default:
        Console.WriteLine("saturate [users] [seconds] [runs] | pace [turns/s] [seconds] | memory [conversations] | start [runs] | replies [callers] [seconds] [runs] | sockets [open] [posts/s] [seconds]   (--store \"Host=...\")");
        return 1;
}
return 0;

static Task<FakeTelegramServer> TelegramAsync() =>
    FakeTelegramServer.StartAsync(new FakeTelegramOptions { Behaviour = new FakeBehaviour { CountersOnly = true } });

async Task SaturateAsync(int users, int seconds, int runs)
{
    var rates = new List<double>();
    var costs = new List<double>();
    for (var run = 1; run <= runs; run++)
    {
        await using var telegram = await TelegramAsync();
        await using var bot = await BotUnderLoad.StartAsync(telegram, store);
        using var owners = new Owners(telegram, () => TimeSpan.Zero);
        owners.Begin(users);
        await Task.Delay(TimeSpan.FromSeconds(8));
        owners.TakeLatencies();
        var (turns, cpu, clock) = (owners.Turns, bot.Cpu, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var done = owners.Turns - turns;
        rates.Add(done / clock.Elapsed.TotalSeconds);
        costs.Add((bot.Cpu - cpu).TotalSeconds / done * 1000);
        Console.WriteLine($"run {run}: {rates[^1]:F0} turns/s, {costs[^1]:F2} CPU s per 1,000 turns, {Spread(owners.TakeLatencies())}, {owners.Finished} registrations, {bot.Memory >> 20} MB");
    }
    Console.WriteLine($"median of {runs}: {Median(rates):F0} turns/s ({rates.Min():F0} to {rates.Max():F0}), {Median(costs):F2} CPU s per 1,000 turns");
}

async Task PaceAsync(int rate, int seconds)
{
    await using var telegram = await TelegramAsync();
    await using var bot = await BotUnderLoad.StartAsync(telegram, store);
    // So many owners that one message each four seconds makes the rate.
    var users = rate * 4;
    var random = new Random(7);
    using var owners = new Owners(telegram, () => TimeSpan.FromSeconds(2 + (4 * random.NextDouble())));
    for (var i = 0; i < users; i++)
    {
        owners.Begin(1);
        await Task.Delay(TimeSpan.FromSeconds(4.0 / users));
    }
    await Task.Delay(TimeSpan.FromSeconds(10));
    owners.TakeLatencies();
    var (turns, cpu, clock) = (owners.Turns, bot.Cpu, Stopwatch.StartNew());
    await Task.Delay(TimeSpan.FromSeconds(seconds));
    var done = owners.Turns - turns;
    Console.WriteLine($"{done / clock.Elapsed.TotalSeconds:F0} turns/s: {Spread(owners.TakeLatencies())}, {(bot.Cpu - cpu).TotalSeconds / done * 1000:F2} CPU s per 1,000 turns");
}

async Task MemoryAsync(int conversations)
{
    await using var telegram = await TelegramAsync();
    await using var bot = await BotUnderLoad.StartAsync(telegram, store);
    Console.WriteLine($"0 conversations: {bot.Memory >> 20} MB");
    using var owners = new Owners(telegram, () => TimeSpan.Zero);
    owners.Begin(100);
    foreach (var mark in new[] { 1000, conversations })
    {
        while (owners.Finished < mark) await Task.Delay(100);
        Console.WriteLine($"{mark} conversations: {bot.Memory >> 20} MB");
    }
    owners.Stop();
    await Task.Delay(TimeSpan.FromSeconds(20));
    Console.WriteLine($"{owners.Finished} conversations, 20 s later: {bot.Memory >> 20} MB");
}

async Task StartAsync(int runs)
{
    var starts = new List<double>();
    for (var run = 0; run < runs; run++)
    {
        await using var telegram = await TelegramAsync();
        var clock = Stopwatch.StartNew();
        var first = new TaskCompletionSource();
        telegram.Shown += _ => first.TrySetResult();
        telegram.Act(new SaysText(501, new FakeUser(501, "Budi"), "/start"));
        await using var bot = await BotUnderLoad.StartAsync(telegram, store);
        var ready = clock.Elapsed.TotalSeconds;
        await first.Task;
        starts.Add(clock.Elapsed.TotalSeconds);
        Console.WriteLine($"ready after {ready:F2} s, first answer after {starts[^1]:F2} s");
    }
    Console.WriteLine($"median of {runs}: first answer after {Median(starts):F2} s");
}

static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);

static string Spread(IReadOnlyList<double> values)
{
    if (values.Count == 0) return "no replies";
    var sorted = values.Order().ToList();
    return $"p50 {sorted[sorted.Count / 2]:F1} ms, p95 {sorted[sorted.Count * 95 / 100]:F1} ms, p99 {sorted[sorted.Count * 99 / 100]:F1} ms";
}
