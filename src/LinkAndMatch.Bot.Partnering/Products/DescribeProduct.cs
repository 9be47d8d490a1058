using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Puts a product on the firm's list.</summary>
public sealed class DescribeProduct(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var person = await store.PersonAsync(request, cancellation);
        if (await store.FirmAsync(person, cancellation) is not { } firm) return new ActionOutcome.Refused("not_registered");

        var madeBy = AuditTrail.MadeBy(request);
        if (await store.Products.FirstOrDefaultAsync(p => p.MadeBy == madeBy, cancellation) is { } made) return Done(made);

        var product = new Product
        {
            IkmId = firm.Id,
            Name = request.Answers.Text("name") ?? throw new InvalidOperationException("The form 'describe-product' must ask for 'name'."),
            MadeBy = madeBy,
            CreatedAt = request.Now,
            ChangedAt = request.Now,
        };
        request.Answers.Fill(product);
        request.Answers.FillPhotos(product);
        store.Products.Add(product);
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(product.Id), after: "described");
        return Done(product);
    }

    private static ActionOutcome.Done Done(Product product) => new(("product", CompactId.Of(product.Id)), ("name", product.Name));
}
