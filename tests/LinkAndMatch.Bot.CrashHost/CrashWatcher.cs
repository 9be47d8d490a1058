using System.Diagnostics;
using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.CrashHost;

/// <summary>Kills the process as <c>kill -9</c> does, at the n-th passing of a place.</summary>
internal sealed class CrashWatcher(CrashPlan plan) : ITurnWatcher
{
    private int _passed;
    private int _working;

    public void At(TurnPoint point, string subject)
    {
        if (point == plan.At && Interlocked.Increment(ref _passed) == plan.Nth)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
        if (point is TurnPoint.TurnCommitted or TurnPoint.SendBegins && Interlocked.Exchange(ref _working, 1) == 0) Console.WriteLine("working");
    }
}
