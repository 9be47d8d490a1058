using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Products;

/// <summary>Takes a product off the list; not while an introduction for it is on its way.</summary>
public sealed class WithdrawProduct(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.Subject ?? request.Arguments.GetValueOrDefault("product") ?? request.Answers.Text("product");
        if (await store.ProductAsync(await store.PersonAsync(request, cancellation), id, cancellation) is not var (_, product)) return new ActionOutcome.Refused("product_gone");

        if (await store.Introductions.AnyAsync(i => i.ProductId == product.Id && i.EndReason == null, cancellation)) return new ActionOutcome.Refused("has_live_introduction");

        product.WithdrawnAt = request.Now;
        product.ChangedAt = request.Now;
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(product.Id), after: "withdrawn");
        return new ActionOutcome.Done(("name", product.Name));
    }
}
