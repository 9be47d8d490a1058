using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>
/// Offered → Agreed: the industry said yes to the officer. This transaction alone lets contact data out: it finds the owner's consent alive, writes the
/// industry's, marks the disclosure and tells the owner whom to call. A consent withdrawn at the same moment changes the same row, and one of the two runs again.
/// </summary>
public sealed class RecordIndustryAgreed(PartnershipStore store, IntroductionMoves moves) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        var (view, refused) = await moves.FindAsync(subject, IntroductionStage.Agreed, cancellation);
        if (refused is not null) return refused;
        if (view!.Firm.FrozenAt is not null) return IntroductionMoves.Refused("frozen", view);

        var introduction = view.Introduction;
        var consents = await store.ConsentsAsync(introduction, cancellation);
        if (!consents.Exists(c => c.Side == ConsentSide.Ikm && c.IsLive(deed.Now))) return IntroductionMoves.Refused("consent_missing", view);

        store.Consents.Add(IntroductionConsents.OfIndustry(introduction, deed));
        moves.Move(view, IntroductionStage.Agreed, deed.Deed, "introductions.industry_agreed");
        introduction.DisclosedAt = deed.Now;

        var industry = view.Industry;
        await moves.TellOwnerAsync(
            view,
            "introductions.agreed",
            deed.Now,
            EventData.Of(("contact_name", industry.ContactName), ("contact_phone", industry.ContactPhone?.E164), ("contact_email", industry.ContactEmail)),
            cancellation);
        var owner = introduction.PersonId is { } person ? await store.Persons.FindAsync([person], cancellation) : null;
        return IntroductionMoves.Done(view, ("owner", owner?.Name), ("phone", view.Firm.Phone.E164));
    }
}
