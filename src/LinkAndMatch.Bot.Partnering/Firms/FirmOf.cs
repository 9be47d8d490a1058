using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>From a person to the firm they speak for.</summary>
public static class FirmOf
{
    /// <summary>Null when they have not registered one.</summary>
    public static async Task<Ikm?> FirmAsync(this PartnershipStore store, Person? person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (person is null) return null;
        var member = store.FirmMembers.Local.FirstOrDefault(m => m.PersonId == person.Id)
            ?? await store.FirmMembers.FirstOrDefaultAsync(m => m.PersonId == person.Id, cancellation);
        return member is null ? null : await store.Ikms.FindAsync([member.IkmId], cancellation);
    }
}
