using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>The number an owner tells an officer on the phone.</summary>
public static class RegistrationCode
{
    public static string Of(Ikm ikm)
    {
        ArgumentNullException.ThrowIfNull(ikm);
        return ShortCode.Of("IKM", ikm.Id);
    }
}
