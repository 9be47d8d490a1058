using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>Requested → Offered: an officer finds it sound; now the industry is asked.</summary>
public sealed class ApproveIntroduction(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.approve", IntroductionStage.Offered, "introductions.approved", cancellation);
}

/// <summary>Requested → Ended, with the reason that the owner will read.</summary>
public sealed class RefuseIntroduction(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.refuse", IntroductionStage.Ended, "introductions.refused", cancellation, EndReason.RefusedByOfficer, IntroductionStage.Requested);
}

/// <summary>Offered → Ended: the industry said no to the officer.</summary>
public sealed class RecordIndustryDeclined(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.industry_declined", IntroductionStage.Ended, "introductions.declined", cancellation, EndReason.DeclinedByIndustry, IntroductionStage.Offered);
}

/// <summary>Agreed → Met.</summary>
public sealed class RecordMeeting(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.met", IntroductionStage.Met, "introductions.met", cancellation);
}

/// <summary>Met → Trial: a sample or a trial order.</summary>
public sealed class RecordTrial(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.trial", IntroductionStage.Trial, "introductions.trial", cancellation);
}

/// <summary>Any live stage → Ended without a result; the owner reads why.</summary>
public sealed class EndIntroduction(IntroductionMoves moves) : IOfficerCommand
{
    public Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation) =>
        moves.ByOfficerAsync(subject, deed, "introductions.end", IntroductionStage.Ended, "introductions.refused", cancellation, EndReason.NoResult);
}
