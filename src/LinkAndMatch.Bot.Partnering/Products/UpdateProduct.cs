using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Corrects a product; introductions that began keep the reasons they began with.</summary>
public sealed class UpdateProduct(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.Arguments.GetValueOrDefault("product") ?? request.Answers.Text("product") ?? request.Subject;
        if (await store.ProductAsync(await store.PersonAsync(request, cancellation), id, cancellation) is not var (_, product)) return new ActionOutcome.Refused("product_gone");

        if (request.Answers.Text("name") is { } name) product.Name = name;
        request.Answers.Fill(product);
        request.Answers.FillPhotos(product);
        product.ChangedAt = request.Now;
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(product.Id), after: "changed");
        return new ActionOutcome.Done(("product", CompactId.Of(product.Id)), ("name", product.Name));
    }
}
