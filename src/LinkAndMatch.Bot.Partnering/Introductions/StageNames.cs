namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>How stages and ends are called in text keys, audit and events.</summary>
public static class StageNames
{
    public static string Name(this IntroductionStage stage) => stage switch
    {
        IntroductionStage.Suggested => "suggested",
        IntroductionStage.Requested => "requested",
        IntroductionStage.Offered => "offered",
        IntroductionStage.Agreed => "agreed",
        IntroductionStage.Met => "met",
        IntroductionStage.Trial => "trial",
        IntroductionStage.Signed => "signed",
        IntroductionStage.Ended => "ended",
    };

    public static string Name(this EndReason reason) => reason switch
    {
        EndReason.RefusedByOfficer => "refused_by_officer",
        EndReason.DeclinedByIndustry => "declined_by_industry",
        EndReason.WithdrawnByIkm => "withdrawn_by_ikm",
        EndReason.Expired => "expired",
        EndReason.NoResult => "no_result",
    };
}
