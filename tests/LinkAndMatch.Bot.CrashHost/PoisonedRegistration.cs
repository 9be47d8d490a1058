using System.Diagnostics;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;

namespace LinkAndMatch.Bot.CrashHost;

/// <summary>The real registration, but for three names: one throws, one ends the process, one never comes back and does not listen.</summary>
public sealed class PoisonedRegistration(RegisterFirm real) : IDialogAction
{
    public const string Throws = "Logam Lempar";
    public const string Exits = "Logam Padam";
    public const string Loops = "Logam Putar";

    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var firm = request.Answers.Text("firm") ?? "";
        if (firm.StartsWith(Throws, StringComparison.Ordinal)) throw new InvalidOperationException("Poison.");
        if (firm.StartsWith(Exits, StringComparison.Ordinal))
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
        }
        if (firm.StartsWith(Loops, StringComparison.Ordinal)) Thread.Sleep(Timeout.Infinite);
        return await real.RunAsync(request, cancellation);
    }
}
