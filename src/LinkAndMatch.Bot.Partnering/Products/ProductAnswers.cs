using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Between the slots of the form and a product's columns.</summary>
internal static class ProductAnswers
{
    public static void Fill(this Answers answers, Product product)
    {
        product.Category = answers.Keys("category").FirstOrDefault(c => c != "other");
        product.OtherCategory = answers.Unmatched("category") is { Count: > 0 } words ? string.Join(", ", words) : null;
        product.Processes = [.. answers.Keys("processes")];
        product.OtherProcesses = [.. answers.Unmatched("processes")];
        product.Materials = [.. answers.Keys("materials")];
        product.OtherMaterials = [.. answers.Unmatched("materials")];
        product.Tolerance = answers.Number("tolerance");
        product.Capacity = answers.Quantity("capacity");
        product.MinimumOrder = answers.Quantity("minimum_order");
        product.Certificates = [.. answers.Keys("certificates").Where(c => c != "none")];
        product.OtherCertificates = [.. answers.Unmatched("certificates")];
    }

    /// <summary>The photos in the order they were given; those that are there already stay the rows they are.</summary>
    public static void FillPhotos(this Answers answers, Product product)
    {
        var hashes = answers.Keys("photos").Distinct(StringComparer.Ordinal).ToList();
        product.Photos.RemoveAll(p => !hashes.Contains(p.Hash));
        foreach (var hash in hashes.Where(h => product.Photos.TrueForAll(p => p.Hash != h)))
        {
            product.Photos.Add(new ProductPhoto { ProductId = product.Id, Hash = hash, Position = product.Photos.Count == 0 ? 1 : product.Photos.Max(p => p.Position) + 1 });
        }
    }

    /// <summary>What the form opens on.</summary>
    public static IReadOnlyDictionary<string, SlotValue> Values(Product product)
    {
        var values = new Dictionary<string, SlotValue>
        {
            ["name"] = new SlotValue.Text(product.Name),
            ["category"] = Terms(product.Category is { } category ? [category] : [], product.OtherCategory is { } other ? [other] : []),
            ["processes"] = Terms(product.Processes, product.OtherProcesses),
            ["materials"] = Terms(product.Materials, product.OtherMaterials),
            ["tolerance"] = product.Tolerance is { } tolerance ? new SlotValue.Number(tolerance) : new SlotValue.Skipped(),
            ["minimum_order"] = product.MinimumOrder is { } order ? new SlotValue.Amount(order) : new SlotValue.Skipped(),
            ["certificates"] = Terms(product.Certificates, product.OtherCertificates),
            ["photos"] = product.Photos.Count == 0 ? new SlotValue.Skipped() : new SlotValue.Files([.. product.Photos.OrderBy(p => p.Position).Select(p => p.Hash)]),
        };
        if (product.Capacity is { } capacity) values["capacity"] = new SlotValue.Amount(capacity);
        return values;
    }

    private static SlotValue Terms(List<string> keys, List<string> words) =>
        keys.Count + words.Count == 0 ? new SlotValue.Skipped() : new SlotValue.Terms(keys, words);
}
