using System.Globalization;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Partnerships;

/// <summary>Met or Trial → Signed: the memorandum is there and the partnership begins.</summary>
/// <remarks>Arguments: <c>signed_on</c> (yyyy-MM-dd; without it today in western Indonesia), <c>number</c> and <c>valid_until</c>.</remarks>
public sealed class SignIntroduction(PartnershipStore store, IntroductionMoves moves) : IOfficerCommand
{
    private static readonly TimeSpan Wib = TimeSpan.FromHours(7);

    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        var (view, refused) = await moves.FindAsync(subject, IntroductionStage.Signed, cancellation);
        if (refused is not null) return refused;

        moves.Move(view!, IntroductionStage.Signed, deed.Deed, "introductions.signed");
        var partnership = new Partnership
        {
            IntroductionId = view!.Introduction.Id,
            IkmId = view.Firm.Id,
            IndustryId = view.Industry.Id,
            BeganAt = deed.Now,
        };
        partnership.Mous.Add(new Mou
        {
            SignedOn = Day("signed_on") ?? DateOnly.FromDateTime(deed.Now.ToOffset(Wib).DateTime),
            ValidUntil = Day("valid_until"),
            Number = deed.Arguments.GetValueOrDefault("number"),
        });
        store.Partnerships.Add(partnership);
        await moves.TellOwnerAsync(view, "introductions.signed", deed.Now, EventData.Of(), cancellation);
        return IntroductionMoves.Done(view, ("partnership", CompactId.Of(partnership.Id)));

        DateOnly? Day(string name) => deed.Arguments.TryGetValue(name, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
