using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>Tells early that a NIB belongs to another firm; one's own may be given again.</summary>
public sealed class NibIsFree(PartnershipStore store) : ISlotCheck
{
    public async Task<Fact.Checked> CheckAsync(Query.Check check, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (check.Value.Length != 13 || !check.Value.All(char.IsAsciiDigit)) return new Fact.Checked("nib_invalid");
        var nib = Nib.Parse(check.Value);
        var own = await store.FirmAsync(await store.PersonAsync(scope, cancellation), cancellation);
        var ownId = own?.Id;
        return new Fact.Checked(await store.Ikms.AnyAsync(i => i.Nib == nib && i.Id != ownId, cancellation) ? "nib_taken" : null);
    }
}
