namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>How near two regions are, in words: the region tables hold no coordinates, so there are no kilometres to tell.</summary>
public enum Nearness { SameRegency, SameProvince, SameIsland, OtherIsland }

public static class NearnessOf
{
    /// <param name="one">A dotted code (<c>33.28</c>).</param>
    /// <returns>Null when either is not said or not a code.</returns>
    public static Nearness? Two(string? one, string? other)
    {
        if (one is not { Length: >= 2 } || other is not { Length: >= 2 }) return null;
        if (one.Length >= 5 && other.Length >= 5 && string.Equals(one[..5], other[..5], StringComparison.Ordinal)) return Nearness.SameRegency;
        if (string.Equals(one[..2], other[..2], StringComparison.Ordinal)) return Nearness.SameProvince;
        return Island(one) is { } island && island == Island(other) ? Nearness.SameIsland : Nearness.OtherIsland;
    }

    // The first digit of a province's code is its island group; small islands of 5 (Bali, Nusa Tenggara) and 8 (Maluku) are islands of their own.
    private static string? Island(string code) => code[0] switch
    {
        '1' or '2' => code.StartsWith("19", StringComparison.Ordinal) || code.StartsWith("21", StringComparison.Ordinal) ? code[..2] : "sumatera",
        '3' => "jawa",
        '5' or '8' => code[..2],
        '6' => "kalimantan",
        '7' => "sulawesi",
        '9' => "papua",
        _ => null,
    };
}
