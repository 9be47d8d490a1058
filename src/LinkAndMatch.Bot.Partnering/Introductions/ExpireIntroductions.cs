using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>Ends introductions that nobody has answered for long, and tells their owners. Run daily, inside a <see cref="StoreTransaction"/>.</summary>
public sealed class ExpireIntroductions(PartnershipStore store, IntroductionMoves moves)
{
    /// <summary>An owner's answer to a suggestion is waited for this long.</summary>
    public static readonly TimeSpan SuggestedFor = TimeSpan.FromDays(14);

    /// <summary>An officer's or an industry's answer is waited for this long.</summary>
    public static readonly TimeSpan AskedFor = TimeSpan.FromDays(60);

    /// <returns>How many ended.</returns>
    public async Task<int> RunAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        var (suggested, asked) = (now - SuggestedFor, now - AskedFor);
        var due = await store.Introductions
            .Where(i => (i.Stage == IntroductionStage.Suggested && i.ChangedAt < suggested)
                || ((i.Stage == IntroductionStage.Requested || i.Stage == IntroductionStage.Offered) && i.ChangedAt < asked))
            .Select(i => i.Id).ToListAsync(cancellation);
        foreach (var id in due)
        {
            if (await IntroductionView.FindAsync(store, id, cancellation) is not { } view) continue;
            moves.Move(view, IntroductionStage.Ended, new Deed("clock", now), "introductions.expire", EndReason.Expired);
            await moves.TellOwnerAsync(view, "introductions.expired", now, EventData.Of(), cancellation);
        }

        return due.Count;
    }
}
