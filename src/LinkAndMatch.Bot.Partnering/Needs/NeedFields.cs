using LinkAndMatch.Bot.Partnering.Industries;

namespace LinkAndMatch.Bot.Partnering.Needs;

/// <summary>A need as an owner sees it: whose it is stays hidden where the industry wants that.</summary>
internal static class NeedFields
{
    /// <param name="whole">Everything: for officers, and for an owner once both sides have agreed.</param>
    public static Dictionary<string, object?> Of(Need need, Industry industry, bool whole = false)
    {
        var open = whole || !need.Confidential;
        return new Dictionary<string, object?>
        {
            ["title"] = open ? need.Title : null,
            ["description"] = open ? need.Description : null,
            ["industry"] = open ? industry.Name : null,
            ["confidential"] = need.Confidential,
            ["component"] = need.Component,
            ["sector"] = need.Sector,
            ["processes"] = need.Processes,
            ["materials"] = need.Materials,
            ["tolerance"] = need.Tolerance,
            ["volume"] = need.Volume is { } volume ? new Dictionary<string, object?> { ["amount"] = volume.Amount, ["unit"] = volume.Unit, ["period"] = volume.Period } : null,
            ["required"] = need.RequiredCertificates,
            ["preferred"] = need.PreferredCertificates,
            ["region"] = need.PreferredRegion,
            ["raw_material_support"] = need.RawMaterialSupport,
            ["quote_by"] = need.QuoteBy?.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["open"] = need.Status == NeedStatus.Open,
            ["sample"] = need.Sample || industry.Sample,
        };
    }
}
