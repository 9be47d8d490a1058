using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Products of the person's own firm; another firm's product is not found.</summary>
public static class OwnProducts
{
    /// <summary>Those on the list, oldest first.</summary>
    public static Task<List<Product>> ProductsAsync(this PartnershipStore store, Ikm firm, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(firm);
        return store.Products.Include(p => p.Photos).Where(p => p.IkmId == firm.Id && p.WithdrawnAt == null).OrderBy(p => p.CreatedAt).ThenBy(p => p.Id).ToListAsync(cancellation);
    }

    /// <summary>Null when there is no such product, it is another firm's, or it was withdrawn.</summary>
    public static async Task<(Ikm Firm, Product Product)?> ProductAsync(this PartnershipStore store, Person? person, string? compactId, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (CompactId.Read(compactId) is not { } id || await store.FirmAsync(person, cancellation) is not { } firm) return null;
        var product = await store.Products.Include(p => p.Photos).FirstOrDefaultAsync(p => p.Id == id && p.IkmId == firm.Id && p.WithdrawnAt == null, cancellation);
        return product is null ? null : (firm, product);
    }
}
