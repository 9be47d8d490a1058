namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>A province, regency (kabupaten or kota), district (kecamatan) or village (desa, kelurahan).</summary>
/// <param name="Code">The code with dots: "33", "33.28", "33.28.12", "33.28.12.2003".</param>
/// <param name="Level">Told by the number of parts of the code.</param>
/// <param name="Name">As people read it: "Kabupaten Tegal", "Talang".</param>
public sealed record Region(string Code, RegionLevel Level, string Name)
{
    /// <summary>The code of the region it lies in; null for a province.</summary>
    public string? Parent => Code.LastIndexOf('.') is > 0 and var dot ? Code[..dot] : null;
}

/// <summary>What region a text names.</summary>
/// <param name="Candidates">Codes at the level that was asked for, the likeliest first; empty when the text names none.</param>
/// <param name="IsCertain">Whether the one candidate may be taken without asking.</param>
/// <param name="Start">Where the words begin that were read: UTF-16 offset into the text.</param>
/// <param name="Length">How many UTF-16 units they cover.</param>
public sealed record RegionMatch(IReadOnlyList<string> Candidates, bool IsCertain, int Start, int Length)
{
    /// <summary>The text names no region of the level.</summary>
    public static readonly RegionMatch None = new([], false, 0, 0);

    /// <summary>The code, when it is certain.</summary>
    public string? Code => IsCertain ? Candidates[0] : null;

    /// <summary>Whether the person has to be asked: several regions bear the name ("Tegal"), or the one is only likely.</summary>
    public bool IsAmbiguous => Candidates.Count > 0 && !IsCertain;

    /// <summary>Whether no region of the level was named.</summary>
    public bool IsNone => Candidates.Count == 0;
}

/// <summary>How near two regions are. The tables hold no coordinates, so nearness is said in words and never in kilometres.</summary>
public enum Nearness
{
    /// <summary>The same kabupaten or kota.</summary>
    SameRegency,

    /// <summary>The same province.</summary>
    SameProvince,

    /// <summary>The same island or group of islands, so that goods need no ship.</summary>
    SameIsland,

    /// <summary>Goods cross the sea.</summary>
    OtherIsland,
}
