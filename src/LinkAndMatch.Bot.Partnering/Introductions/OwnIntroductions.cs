using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>Introductions of the person's own firm. One that is not there and one of another firm get the same answer.</summary>
internal static class OwnIntroductions
{
    public static async Task<IntroductionView?> IntroductionAsync(this PartnershipStore store, Person? person, string? compactId, CancellationToken cancellation)
    {
        if (CompactId.Read(compactId) is not { } id || await store.FirmAsync(person, cancellation) is not { } firm) return null;
        return await IntroductionView.FindAsync(store, id, cancellation) is { } view && view.Firm.Id == firm.Id ? view : null;
    }
}

/// <summary>The owner's answer to a suggestion: yes. Suggested → Requested, with the consent that this tap gives.</summary>
public sealed class AcceptIntroduction(PartnershipStore store, AuditTrail audit, IntroductionMoves moves) : Conversation.Doors.IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var person = await store.PersonAsync(request, cancellation);
        if (person is null || await store.IntroductionAsync(person, request.Subject, cancellation) is not { } view) return new ActionOutcome.Refused("not_yours");
        if (view.Introduction.Stage == IntroductionStage.Ended) return IntroductionMoves.Refused("ended", view);
        // A consent holds for what was on the card: another version is another card.
        if (view.Introduction.Stage != IntroductionStage.Suggested || request.Version != view.Version) return IntroductionMoves.Refused("outdated", view);

        var deed = audit.DeedOf(request);
        store.Consents.Add(IntroductionConsents.OfOwner(view.Introduction, person, request, deed.Actor));
        moves.Move(view, IntroductionStage.Requested, deed, request.Name);
        await moves.TellOfficersAsync(view, "introductions.requested", request.Now, cancellation);
        return new ActionOutcome.Done(("product", view.Product.Name));
    }
}

/// <summary>The owner's answer to a suggestion: no.</summary>
public sealed class DeclineIntroduction(PartnershipStore store, AuditTrail audit, IntroductionMoves moves) : Conversation.Doors.IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.IntroductionAsync(await store.PersonAsync(request, cancellation), request.Subject, cancellation) is not { } view) return new ActionOutcome.Refused("not_yours");
        if (view.Introduction.Stage == IntroductionStage.Ended) return IntroductionMoves.Refused("ended", view);
        if (view.Introduction.Stage != IntroductionStage.Suggested) return IntroductionMoves.Refused("outdated", view);

        moves.Move(view, IntroductionStage.Ended, audit.DeedOf(request), request.Name, EndReason.WithdrawnByIkm);
        return new ActionOutcome.Done(("product", view.Product.Name));
    }
}

/// <summary>The owner takes the wish back: the consent ends now, nothing of it that is unsent goes out, the officers are told.</summary>
public sealed class WithdrawIntroduction(PartnershipStore store, AuditTrail audit, IntroductionMoves moves) : Conversation.Doors.IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.IntroductionAsync(await store.PersonAsync(request, cancellation), request.Subject, cancellation) is not { } view) return new ActionOutcome.Refused("not_yours");
        if (view.Introduction.Stage == IntroductionStage.Ended) return IntroductionMoves.Refused("ended", view);

        foreach (var consent in await store.ConsentsAsync(view.Introduction, cancellation))
        {
            if (consent.Side == ConsentSide.Ikm) consent.WithdrawnAt ??= request.Now;
        }

        await UnsaidWords.SupersedeAsync(store, view.Introduction.PersonId, CompactId.Of(view.Introduction.Id), cancellation);
        moves.Move(view, IntroductionStage.Ended, audit.DeedOf(request), request.Name, EndReason.WithdrawnByIkm, request.Text);
        await moves.TellOfficersAsync(view, "introductions.withdrawn", request.Now, cancellation);
        return new ActionOutcome.Done(("product", view.Product.Name));
    }
}
