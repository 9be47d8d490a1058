using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>The own firm, to open the form on; none when nobody has registered.</summary>
public sealed class MyFirm(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        var person = await store.PersonAsync(scope, cancellation);
        if (person is null || await store.FirmAsync(person, cancellation) is not { } firm) return [];
        return
        [
            new Item(CompactId.Of(firm.Id), FirmFields.Of(firm, person))
            {
                Version = firm.Version.ToString(CultureInfo.InvariantCulture),
                Values = FirmAnswers.Values(firm, person),
            },
        ];
    }
}
