namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>Reasons as templates and buttons get them: names in snake case, lists as lists, no words.</summary>
internal static class ReasonFields
{
    public static List<IReadOnlyDictionary<string, object?>> Of(IEnumerable<Reason> reasons) => [.. reasons.Select(Of)];

    private static IReadOnlyDictionary<string, object?> Of(Reason reason)
    {
        var fields = new Dictionary<string, object?> { ["kind"] = Kind(reason.Kind), ["verdict"] = Word(reason.Verdict) };
        foreach (var (name, value) in reason.Values) fields[name] = name is "have" or "near" or "lacking" or "wanted" && reason.Kind is not (ReasonKind.Tolerance or ReasonKind.Nearness) ? value.Split(',') : value;
        return fields;
    }

    public static string Kind(ReasonKind kind) => kind switch
    {
        ReasonKind.Process => "process",
        ReasonKind.Material => "material",
        ReasonKind.Component => "component",
        ReasonKind.Capacity => "capacity",
        ReasonKind.RequiredCertificate => "required_certificate",
        ReasonKind.PreferredCertificate => "preferred_certificate",
        ReasonKind.Tolerance => "tolerance",
        ReasonKind.Nearness => "nearness",
        ReasonKind.Sector => "sector",
        ReasonKind.Words => "words",
        ReasonKind.RawMaterial => "raw_material",
    };

    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.For => "for",
        Verdict.Against => "against",
        Verdict.Missing => "missing",
        Verdict.Unknown => "unknown",
    };
}
