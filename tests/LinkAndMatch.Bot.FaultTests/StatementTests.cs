using System.Text.RegularExpressions;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Turns;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>The n-th statement of a conversation fails, for every n: SQLite's own way of testing.</summary>
[Trait("Run", "always")]
public partial class StatementTests
{
    private const int MostStatements = 400;

    /// <summary>What is said before, and what is said while statements fail.</summary>
    private static readonly (string Name, Func<Owner, IEnumerable<string>> Before, Func<Owner, IEnumerable<string>> Then)[] Conversations =
    [
        ("a form begins", _ => [], o => o.Script.Take(2)),
        ("an answer is taken", o => o.Script.Take(2), o => o.Script.Skip(2).Take(2)),
        ("a firm is registered", o => o.Script.SkipLast(1), o => o.Script.TakeLast(1)),
        ("a question is answered", _ => [], _ => ["apa syarat daftar?"]),
        ("an officer is called", _ => [], _ => ["/petugas"]),
    ];

    [Fact]
    public async Task Whichever_statement_fails_the_conversation_reads_as_if_none_had()
    {
        var results = await Task.WhenAll(Conversations.Select(c => RunAsync(c.Before, c.Then)));
        for (var i = 0; i < results.Length; i++) Report.Line($"F4 SQLite, {Conversations[i].Name}: {results[i].Statements} statements failed one by one, {results[i].Different.Count} transcripts differ");
        var different = results.SelectMany((r, i) => r.Different.Select(d => $"{Conversations[i].Name}: {d}")).ToList();
        Assert.True(different.Count == 0, string.Join("\n\n", different.Take(3)));
    }

    private static async Task<(int Statements, List<string> Different)> RunAsync(Func<Owner, IEnumerable<string>> before, Func<Owner, IEnumerable<string>> then)
    {
        await using var stage = await Stage.SetInsideAsync();
        var failing = new FailingStatement();
        await using var bot = await BotInside.StartAsync(stage, services => services.AddSingleton<ITurnWatcher>(failing), [.. Hurry.Pace, .. Hurry.Recovery]);
        var different = new List<string>();
        var (wanted, _) = await TalkAsync(stage, new Owner(0), before, then, failing, 0);
        for (var n = 1; n < MostStatements; n++)
        {
            var (seen, failed) = await TalkAsync(stage, new Owner(n * Owner.Kinds), before, then, failing, n);
            if (seen != wanted) different.Add($"statement {n}, {failing.Failed}:\n{seen}\ninstead of\n{wanted}");
            if (!failed) return (n - 1, different);
        }
        throw new InvalidOperationException($"The conversation took more than {MostStatements} statements.");
    }

    /// <returns>What the owner saw, without what is the owner's own, and whether a statement failed.</returns>
    private static async Task<(string Seen, bool Failed)> TalkAsync(
        Stage stage, Owner owner, Func<Owner, IEnumerable<string>> before, Func<Owner, IEnumerable<string>> then, FailingStatement failing, int n)
    {
        foreach (var text in before(owner)) await SayAsync(stage, owner, text);
        failing.Arm(n);
        foreach (var text in then(owner)) await SayAsync(stage, owner, text);
        var failed = n > 0 && failing.Disarm();
        await stage.SettleAsync(TimeSpan.FromSeconds(30));
        var seen = (await stage.Telegram.ReadChatAsync(owner.User.Id)).Messages;
        var shown = string.Join("\n", seen.Select(m => m.PlainText));
        foreach (var own in new[] { owner.Name, owner.Firm }) shown = shown.Replace(own, "~", StringComparison.Ordinal);
        return (Own().Replace(shown, "~"), failed);
    }

    private static async Task SayAsync(Stage stage, Owner owner, string text) =>
        await stage.Telegram.WaitForReplyToAsync(await stage.Telegram.SendTextAsync(owner.User, text), TimeSpan.FromSeconds(30));

    /// <summary>Numbers and codes differ from owner to owner.</summary>
    [GeneratedRegex(@"\b(PT|CV|UD)\b|\b[A-Z0-9-]*[0-9][A-Z0-9-]*\b|\b(?=[A-Z-]*[A-Z]{3})[A-Z-]{4,}\b")]
    private static partial Regex Own();

    private sealed class FailingStatement : ITurnWatcher
    {
        private int _left;

        /// <summary>The statement that failed last.</summary>
        public string Failed { get; private set; } = "none";

        public void Arm(int n) => Volatile.Write(ref _left, n);

        /// <returns>True when it failed.</returns>
        public bool Disarm() => Interlocked.Exchange(ref _left, 0) <= 0;

        public void At(TurnPoint point, string subject)
        {
        }

        public void Statement(string sql)
        {
            if (Volatile.Read(ref _left) <= 0 || Interlocked.Decrement(ref _left) != 0) return;
            Failed = sql;
            throw new SqliteException("disk I/O error (on purpose)", 10);
        }
    }
}
