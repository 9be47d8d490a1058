using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>The two consents of an introduction: without both alive no contact data goes out.</summary>
internal static class IntroductionConsents
{
    public static Consent OfOwner(Introduction introduction, Person person, ActionRequest request, string actor)
    {
        var given = ConsentGiven.Of(request, "introduction");
        return new Consent
        {
            PersonId = person.Id,
            Side = ConsentSide.Ikm,
            Purpose = ConsentPurpose.Introduction,
            IntroductionId = introduction.Id,
            TextVersion = given.TextVersion,
            GivenAt = given.At,
            MessageKey = given.MessageKey,
            RecordedBy = actor,
        };
    }

    public static Consent OfIndustry(Introduction introduction, OfficerDeed deed) => new()
    {
        Side = ConsentSide.Industry,
        Purpose = ConsentPurpose.Introduction,
        IntroductionId = introduction.Id,
        TextVersion = "recorded by an officer",
        GivenAt = deed.Now,
        MessageKey = deed.InboxKey,
        RecordedBy = deed.Officer,
    };

    public static Task<List<Consent>> ConsentsAsync(this PartnershipStore store, Introduction introduction, CancellationToken cancellation) =>
        store.Consents.Where(c => c.IntroductionId == introduction.Id && c.Purpose == ConsentPurpose.Introduction).ToListAsync(cancellation);
}
