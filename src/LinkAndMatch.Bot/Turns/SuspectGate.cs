using System.Globalization;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>
/// An activity that was there when two processes died may have killed them, or may only have waited. It lets all others have their turn first and runs alone among its like,
/// marked as a suspect first; five processes that die on it so condemn it. Fewer would condemn what merely runs first after each start of a bot that something else kills.
/// </summary>
internal sealed class SuspectGate(ITurnDatabase database, TurnLimits options, TimeProvider clock) : IDisposable
{
    private const int DeathsBeforeSuspicion = 2;
    private const int DeathsAlone = 5;
    private const string Mark = "suspect:";

    private readonly SemaphoreSlim one = new(1);

    /// <returns>Null for an activity above suspicion; otherwise what to dispose when its turn is over.</returns>
    public async Task<Suspect?> EnterAsync(InboxRow row, DateTimeOffset processBegan, CancellationToken cancellation)
    {
        if (row.Deaths < DeathsBeforeSuspicion || row.ReceivedAt >= processBegan) return null;

        // Where something else kills a process as soon as it is up, what is marked by then would be condemned for it.
        var left = processBegan + options.SuspectWait - clock.GetUtcNow();
        if (left > TimeSpan.Zero) await Task.Delay(left, clock, cancellation);
        await one.WaitAsync(cancellation);
        // One that came back and threw did not kill the process that time: it is counted with the failures, and its deaths alone from nought.
        var deaths = row.ErrorCode?.StartsWith(Mark, StringComparison.Ordinal) == true ? int.Parse(row.ErrorCode.AsSpan(Mark.Length), CultureInfo.InvariantCulture) : 0;
        if (deaths >= DeathsAlone) return new Suspect(one, Condemned: true);
        try
        {
            await database.WriteAsync(
                async s =>
                {
                    await s.Tables.MarkSuspectAsync(InboxKey.Of(row), $"{Mark}{deaths + 1}", cancellation);
                    return true;
                },
                cancellation);
        }
        catch
        {
            one.Release();
            throw;
        }
        return new Suspect(one, Condemned: false);
    }

    public void Dispose() => one.Dispose();

    internal sealed record Suspect(SemaphoreSlim Gate, bool Condemned) : IDisposable
    {
        public void Dispose() => Gate.Release();
    }
}
