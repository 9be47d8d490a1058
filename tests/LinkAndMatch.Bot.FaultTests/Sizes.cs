using System.Globalization;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>What a longer night run sets larger than the everyday check.</summary>
internal static class Sizes
{
    /// <summary>Where random choices begin: new each run and printed, or the one of <c>FAULT_SEED</c> to see a run again.</summary>
    public static int Seed => Read("FAULT_SEED") ?? Random.Shared.Next();

    /// <summary>How many conversations (<c>FAULT_CONVERSATIONS</c>).</summary>
    public static int Conversations(int everyday) => Read("FAULT_CONVERSATIONS") ?? everyday;

    /// <summary>How many kills (<c>FAULT_KILLS</c>).</summary>
    public static int Kills(int everyday) => Read("FAULT_KILLS") ?? everyday;

    private static int? Read(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : null;
}
