using System.Globalization;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>How large the tests are: each day, with <c>FAULT_ALL</c> set as in a long night, or as one's own settings say.</summary>
internal static class Sizes
{
    /// <summary>Where random choices begin: new each run and printed, or the one of <c>FAULT_SEED</c> to see a run again.</summary>
    public static int Seed => Read("FAULT_SEED") ?? Random.Shared.Next();

    /// <summary>How many conversations (<c>FAULT_CONVERSATIONS</c>).</summary>
    public static int Conversations(int everyday, int all) => Read("FAULT_CONVERSATIONS") ?? (All ? all : everyday);

    /// <summary>How many kills (<c>FAULT_KILLS</c>).</summary>
    public static int Kills(int everyday, int all) => Read("FAULT_KILLS") ?? (All ? all : everyday);

    private static bool All => Environment.GetEnvironmentVariable("FAULT_ALL") is { Length: > 0 };

    private static int? Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : null;
}
