using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>How well a product fits a need, and why. A person decides; this only sorts and explains.</summary>
/// <param name="Score">0 to 1. Says which of two needs fits better, not how likely an order is.</param>
/// <param name="Reasons">One for each thing that was looked at, the weightiest first.</param>
/// <param name="CanBeMet">False when a required certificate is missing, the capacity is far too little, or none of the processes is there.</param>
public sealed record Match(double Score, IReadOnlyList<Reason> Reasons, bool CanBeMet)
{
    public IEnumerable<Reason> For => Reasons.Where(r => r.Verdict is Verdict.For);
    public IEnumerable<Reason> Against => Reasons.Where(r => r.Verdict is Verdict.Against or Verdict.Missing);
    public IEnumerable<Reason> Open => Reasons.Where(r => r.Verdict is Verdict.Unknown);

    /// <summary>The reasons as they are frozen with an introduction.</summary>
    public string ReasonsJson() => JsonSerializer.Serialize(Reasons, MatchJson.Default.IReadOnlyListReason);

    /// <exception cref="JsonException">The text was not written by <see cref="ReasonsJson"/>.</exception>
    public static IReadOnlyList<Reason> ReadReasons(string json) => JsonSerializer.Deserialize(json, MatchJson.Default.IReadOnlyListReason) ?? [];
}

/// <summary>One thing that was looked at. The words for it are the text <c>matches.reason.kind.verdict</c>, filled with the values.</summary>
public sealed record Reason(ReasonKind Kind, Verdict Verdict)
{
    /// <summary>Keys of the vocabulary joined by commas, region codes, numbers as text.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}

/// <summary>What is looked at.</summary>
public enum ReasonKind { Process, Material, Component, Capacity, RequiredCertificate, PreferredCertificate, Tolerance, Nearness, Sector, Words, RawMaterial }

public enum Verdict
{
    /// <summary>It fits.</summary>
    For,

    /// <summary>It does not fit well.</summary>
    Against,

    /// <summary>It does not fit, and the need cannot be met without it.</summary>
    Missing,

    /// <summary>One side has not said.</summary>
    Unknown,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<Reason>))]
internal sealed partial class MatchJson : JsonSerializerContext;
