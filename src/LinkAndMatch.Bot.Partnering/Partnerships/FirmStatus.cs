using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Partnerships;

/// <summary>Where everything stands: firm, products, introductions with their stage. Lies here because it looks at all of them.</summary>
public sealed class FirmStatus(PartnershipStore store) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var person = await store.PersonAsync(request, cancellation);
        if (await store.FirmAsync(person, cancellation) is not { } firm) return new ActionOutcome.Refused("not_registered");

        var products = await store.ProductsAsync(firm, cancellation);
        var introductions = await IntroductionView.OfFirmAsync(store, firm.Id, live: false, cancellation);
        var questions = await store.Questions.CountAsync(q => q.PersonId == person!.Id && q.AnsweredAt == null, cancellation);
        return new ActionOutcome.Done(
            ("firm", FirmFields.Of(firm, person)),
            ("products", products.ConvertAll(ProductFields.Of)),
            ("introductions", introductions.ConvertAll(i => i.ForOwner())),
            ("open_questions", (long)questions))
        {
            Buttons = [.. introductions.SelectMany(i => i.OwnerActions.Select(a => new StandingButton(a, CompactId.Of(i.Introduction.Id), i.Version)
            {
                Named = new Dictionary<string, object?> { ["product"] = i.Product.Name },
            })).Take(6)],
        };
    }
}
