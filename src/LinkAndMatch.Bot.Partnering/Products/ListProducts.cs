using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Shows the firm's products.</summary>
public sealed class ListProducts(PartnershipStore store) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.FirmAsync(await store.PersonAsync(request, cancellation), cancellation) is not { } firm) return new ActionOutcome.Refused("not_registered");
        var products = await store.ProductsAsync(firm, cancellation);
        if (products.Count == 0) return new ActionOutcome.Refused("none");
        return new ActionOutcome.Done(("count", (long)products.Count), ("products", products.ConvertAll(ProductFields.Of)))
        {
            Buttons = [.. products.SelectMany(Buttons)],
        };
    }

    // The first opens the form of that name on the product.
    private static IEnumerable<StandingButton> Buttons(Product product)
    {
        var (id, version) = (CompactId.Of(product.Id), product.Version.ToString(CultureInfo.InvariantCulture));
        var named = new Dictionary<string, object?> { ["name"] = product.Name };
        yield return new StandingButton("update-product", id, version) { Named = named };
        yield return new StandingButton("products.withdraw", id, version) { Named = named };
    }
}

/// <summary>The firm's products, to choose from.</summary>
public sealed class MyProducts(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        if (await store.FirmAsync(await store.PersonAsync(scope, cancellation), cancellation) is not { } firm) return [];
        return (await store.ProductsAsync(firm, cancellation)).ConvertAll(ProductFields.Item);
    }
}

/// <summary>One of the firm's products: its card, or what the form opens on.</summary>
public sealed class ReadProduct(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var id = arguments.GetValueOrDefault("product") ?? arguments.GetValueOrDefault("subject");
        return await store.ProductAsync(await store.PersonAsync(scope, cancellation), id, cancellation) is var (_, product) ? [ProductFields.Item(product)] : [];
    }
}
