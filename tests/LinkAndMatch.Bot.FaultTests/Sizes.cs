using System.Globalization;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>
/// How large the tests are: quick beside all other tests (<c>FAULT_QUICK</c>), whole in a run of their own, all as in a long night (<c>FAULT_ALL</c>),
/// or as one's own settings say.
/// </summary>
internal static class Sizes
{
    /// <summary>Where random choices begin: new each run and printed, or the one of <c>FAULT_SEED</c> to see a run again.</summary>
    public static int Seed => Read("FAULT_SEED") ?? Random.Shared.Next();

    /// <summary>How many conversations (<c>FAULT_CONVERSATIONS</c>).</summary>
    public static int Conversations(int whole, int all, int? quick = null) => Size("FAULT_CONVERSATIONS", whole, all, quick);

    /// <summary>How many kills (<c>FAULT_KILLS</c>).</summary>
    public static int Kills(int whole, int all, int? quick = null) => Size("FAULT_KILLS", whole, all, quick);

    private static int Size(string own, int whole, int all, int? quick)
    {
        if (Read(own) is { } given) return given;
        if (IsSet("FAULT_ALL")) return all;
        return IsSet("FAULT_QUICK") ? quick ?? whole : whole;
    }

    private static bool IsSet(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };

    private static int? Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : null;
}
