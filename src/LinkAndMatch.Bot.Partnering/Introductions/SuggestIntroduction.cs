using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>An officer proposes a match; the owner is asked. Nothing is disclosed, nobody has consented yet.</summary>
public sealed class SuggestIntroduction(PartnershipStore store, Matcher matcher, AuditTrail audit, IntroductionMoves moves)
{
    public async Task<ActionOutcome> RunAsync(Guid productId, Guid needId, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.Products.FindAsync([productId], cancellation) is not { WithdrawnAt: null } product) return new ActionOutcome.Refused("product_gone");
        if (await store.Needs.FindAsync([needId], cancellation) is not { Status: NeedStatus.Open } need) return new ActionOutcome.Refused("need_closed");
        if (await store.Introductions.AnyAsync(i => i.ProductId == productId && i.NeedId == needId && i.Stage != IntroductionStage.Ended, cancellation)) return new ActionOutcome.Refused("already_open");

        var firm = await store.Ikms.FindAsync([product.IkmId], cancellation) ?? throw new InvalidOperationException($"Product {product.Id} belongs to no firm.");
        if (firm.FrozenAt is not null) return new ActionOutcome.Refused("frozen");
        var industry = await store.Industries.FindAsync([need.IndustryId], cancellation) ?? throw new InvalidOperationException($"Need {need.Id} belongs to no industry.");
        var person = await store.FirmMembers.Where(m => m.IkmId == firm.Id).Select(m => (Guid?)m.PersonId).FirstOrDefaultAsync(cancellation);
        var match = matcher.Compare(product, firm, need);
        var introduction = new Introduction
        {
            ProductId = product.Id,
            IkmId = firm.Id,
            NeedId = need.Id,
            IndustryId = industry.Id,
            PersonId = person,
            Score = match.Score,
            Reasons = match.ReasonsJson(),
            Officer = deed.Officer,
            OfficerName = deed.Name,
            CreatedAt = deed.Now,
        };
        introduction.Begin(IntroductionStage.Suggested, deed.Officer, deed.Now);
        store.Introductions.Add(introduction);
        audit.Write(deed.Deed, "introductions.suggest", CompactId.Of(introduction.Id), after: introduction.Stage.Name());
        var view = new IntroductionView(introduction, product, firm, need, industry);
        await moves.TellOwnerAsync(view, "introductions.suggested", deed.Now, EventData.Of(), cancellation);
        return IntroductionMoves.Done(view, ("introduction", CompactId.Of(introduction.Id)));
    }
}
