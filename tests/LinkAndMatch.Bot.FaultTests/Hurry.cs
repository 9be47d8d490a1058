namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Settings of tests in which the pace of a chat is not the point.</summary>
internal static class Hurry
{
    public static readonly (string Name, string Value)[] Pace = [("Turns__ReplyBurst", "1000"), ("Turns__RepliesPerSecond", "1000")];

    /// <summary>Failures are tried again soon.</summary>
    public static readonly (string Name, string Value)[] Recovery =
    [
        ("Turns__OutageWait", "00:00:00.050"), ("Turns__SweepEvery", "00:00:00.500"), ("Turns__EvidenceWait", "00:00:00.500"),
        ("Turns__SuspectWait", "00:00:00.500"),
    ];
}
