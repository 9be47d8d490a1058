using System.Globalization;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>A product as its owner, the officers and an industry see it: nothing here says whose it is.</summary>
internal static class ProductFields
{
    public static IReadOnlyDictionary<string, object?> Of(Product product) => new Dictionary<string, object?>
    {
        ["name"] = product.Name,
        ["category"] = product.Category,
        ["other_category"] = product.OtherCategory,
        ["processes"] = product.Processes,
        ["other_processes"] = product.OtherProcesses,
        ["materials"] = product.Materials,
        ["other_materials"] = product.OtherMaterials,
        ["tolerance"] = product.Tolerance,
        ["capacity"] = Of(product.Capacity),
        ["minimum_order"] = Of(product.MinimumOrder),
        ["certificates"] = product.Certificates,
        ["other_certificates"] = product.OtherCertificates,
        ["photos"] = (long)product.Photos.Count,
        ["sample"] = product.Sample,
    };

    public static Item Item(Product product) => new(CompactId.Of(product.Id), Of(product))
    {
        Version = product.Version.ToString(CultureInfo.InvariantCulture),
        Values = ProductAnswers.Values(product),
        Photos = [.. product.Photos.OrderBy(p => p.Position).Select(p => p.Hash)],
    };

    /// <summary>amount, unit and period; null when nothing was said.</summary>
    public static IReadOnlyDictionary<string, object?>? Of(Quantity? quantity) => quantity is null
        ? null
        : new Dictionary<string, object?> { ["amount"] = quantity.Amount, ["unit"] = quantity.Unit, ["period"] = quantity.Period };
}
