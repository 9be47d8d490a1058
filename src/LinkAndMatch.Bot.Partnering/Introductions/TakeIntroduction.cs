using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>An officer says: this one is mine. Any officer may still act on it.</summary>
public sealed class TakeIntroduction(PartnershipStore store, AuditTrail audit) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await IntroductionView.FindAsync(store, subject, cancellation) is not { } view) return new ActionOutcome.Refused("gone");
        var introduction = view.Introduction;
        if (introduction.Stage == IntroductionStage.Ended) return IntroductionMoves.Refused("ended", view);
        if (introduction.Officer is not null && introduction.Officer != deed.Officer) return IntroductionMoves.Refused("already_taken", view);

        if (introduction.Officer is null)
        {
            (introduction.Officer, introduction.OfficerName) = (deed.Officer, deed.Name);
            introduction.Version++;
            audit.Write(deed.Deed, "introductions.take", CompactId.Of(introduction.Id), after: introduction.Stage.Name());
        }

        return IntroductionMoves.Done(view, ("officer", deed.Name ?? deed.Officer));
    }
}
