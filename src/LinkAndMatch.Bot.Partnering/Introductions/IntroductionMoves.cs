using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>How an introduction moves on: only to a stage that follows, written to its history and the audit, told to who waits for it.</summary>
public sealed class IntroductionMoves(PartnershipStore store, AuditTrail audit, ConversationEvents events)
{
    /// <summary>Looks whether an introduction may move there now.</summary>
    /// <returns>The introduction, or why not.</returns>
    internal async Task<(IntroductionView? View, ActionOutcome.Refused? Refused)> FindAsync(Guid id, IntroductionStage to, CancellationToken cancellation)
    {
        if (await IntroductionView.FindAsync(store, id, cancellation) is not { } view) return (null, new ActionOutcome.Refused("gone"));
        var stage = view.Introduction.Stage;
        if (stage == IntroductionStage.Ended) return (view, Refused("ended", view));
        // The buttons of an older card: what they offered is done already, or no longer to be had.
        return stage.Next.Contains(to) ? (view, null) : (view, Refused("outdated", view));
    }

    /// <summary>An officer's move that needs nothing but its stage.</summary>
    internal async Task<ActionOutcome> ByOfficerAsync(Guid id, OfficerDeed deed, string action, IntroductionStage to, string? tells, CancellationToken cancellation, EndReason? why = null, IntroductionStage? from = null)
    {
        var (view, refused) = await FindAsync(id, to, cancellation);
        if (refused is not null) return refused;
        if (from is not null && view!.Introduction.Stage != from) return Refused("outdated", view);
        if (why is not null && string.IsNullOrWhiteSpace(deed.Text)) return new ActionOutcome.Refused("reason_missing");

        Move(view!, to, deed.Deed, action, why, deed.Text);
        if (tells is not null) await TellOwnerAsync(view!, tells, deed.Now, EventData.Of(("reason", why is null ? null : deed.Text?.Trim())), cancellation);
        return Done(view!);
    }

    internal void Move(IntroductionView view, IntroductionStage to, Deed deed, string action, EndReason? why = null, string? words = null)
    {
        var introduction = view.Introduction;
        var before = introduction.Stage.Name();
        introduction.MoveTo(to, deed.Actor, deed.Now, why, words?.Trim());
        introduction.MovedBy = deed.OfficerName;
        audit.Write(deed, action, CompactId.Of(introduction.Id), before, why is null ? to.Name() : $"{to.Name()}:{why.Value.Name()}");
    }

    internal async Task TellOwnerAsync(IntroductionView view, string name, DateTimeOffset now, IReadOnlyDictionary<string, string> data, CancellationToken cancellation)
    {
        var shown = NeedFields.Of(view.Need, view.Industry, whole: view.Introduction.DisclosedAt is not null);
        var all = new Dictionary<string, string>(data) { ["product"] = view.Product.Name };
        if (shown["industry"] is string industry) all["industry"] = industry;
        if (shown["title"] is string title) all["title"] = title;
        await events.ToPersonAsync(view.Introduction.PersonId, new Happening(name, view.Introduction.Id, view.Introduction.Version, now) { Data = all }, cancellation);
    }

    internal Task<bool> TellOfficersAsync(IntroductionView view, string name, DateTimeOffset now, CancellationToken cancellation) =>
        events.ToOfficersAsync(
            new Happening(name, view.Introduction.Id, view.Introduction.Version, now) { Data = EventData.Of(("product", view.Product.Name), ("firm", view.Firm.Name)) },
            cancellation);

    /// <summary>Done, with the buttons that the new stage allows an officer.</summary>
    internal static ActionOutcome.Done Done(IntroductionView view, params (string Name, object? Value)[] more) =>
        new([("stage", view.Introduction.Stage.Name()), ("product", view.Product.Name), ("firm", view.Firm.Name), ("industry", view.Industry.Name), ("title", view.Need.Title), .. more])
        {
            Buttons = [.. view.OfficerActions.Select(a => new StandingButton(a, CompactId.Of(view.Introduction.Id), view.Version))],
        };

    internal static ActionOutcome.Refused Refused(string code, IntroductionView view) => new(code)
    {
        Named = new Dictionary<string, object?> { ["stage"] = view.Introduction.Stage.Name(), ["officer"] = view.Introduction.OfficerName ?? view.Introduction.Officer, ["by"] = view.Introduction.MovedBy },
    };
}
