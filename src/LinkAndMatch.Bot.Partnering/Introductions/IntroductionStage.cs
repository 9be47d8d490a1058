namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>How far an introduction has come; the same in chat, console and figures.</summary>
public enum IntroductionStage
{
    /// <summary>An officer or the matcher proposes it; the IKM is asked.</summary>
    Suggested,

    /// <summary>The IKM wants it; an officer looks at it.</summary>
    Requested,

    /// <summary>The industry is asked.</summary>
    Offered,

    /// <summary>Two live consents; the contact data went out.</summary>
    Agreed,

    Met,

    /// <summary>A sample or a trial order.</summary>
    Trial,

    /// <summary>A memorandum of understanding: the partnership begins.</summary>
    Signed,

    Ended,
}

/// <summary>Why an introduction ended.</summary>
public enum EndReason { RefusedByOfficer, DeclinedByIndustry, WithdrawnByIkm, Expired, NoResult }

public static class IntroductionStages
{
    extension(IntroductionStage stage)
    {
        /// <summary>The stages that may follow; empty once the introduction has ended.</summary>
        public IReadOnlyList<IntroductionStage> Next => stage switch
        {
            IntroductionStage.Suggested => [IntroductionStage.Requested, IntroductionStage.Ended],
            IntroductionStage.Requested => [IntroductionStage.Offered, IntroductionStage.Ended],
            IntroductionStage.Offered => [IntroductionStage.Agreed, IntroductionStage.Ended],
            IntroductionStage.Agreed => [IntroductionStage.Met, IntroductionStage.Ended],
            IntroductionStage.Met => [IntroductionStage.Trial, IntroductionStage.Signed, IntroductionStage.Ended],
            IntroductionStage.Trial => [IntroductionStage.Signed, IntroductionStage.Ended],
            IntroductionStage.Signed => [IntroductionStage.Ended],
            IntroductionStage.Ended => [],
        };
    }
}
