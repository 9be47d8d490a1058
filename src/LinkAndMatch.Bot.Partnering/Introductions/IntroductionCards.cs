using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>The firm's introductions, newest first.</summary>
public sealed class MyIntroductions(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        if (await store.FirmAsync(await store.PersonAsync(scope, cancellation), cancellation) is not { } firm) return [];
        return (await IntroductionView.OfFirmAsync(store, firm.Id, live: false, cancellation)).ConvertAll(v => v.OwnerItem());
    }
}

/// <summary>One introduction as its owner sees it.</summary>
public sealed class IntroductionCard(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var person = await store.PersonAsync(scope, cancellation);
        return await store.IntroductionAsync(person, arguments.GetValueOrDefault("subject"), cancellation) is { } view ? [view.OwnerItem()] : [];
    }
}

/// <summary>One introduction as the officers see it; nobody else gets it.</summary>
public sealed class IntroductionOfficerCard(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Conversation.Officers || CompactId.Read(arguments.GetValueOrDefault("subject")) is not { } id) return [];
        return await ItemAsync(store, id, cancellation) is { } item ? [item] : [];
    }

    internal static async Task<Item?> ItemAsync(PartnershipStore store, Guid id, CancellationToken cancellation)
    {
        if (await IntroductionView.FindAsync(store, id, cancellation) is not { } view) return null;
        var owner = view.Introduction.PersonId is { } person ? await store.Persons.FindAsync([person], cancellation) : null;
        await store.Entry(view.Product).Collection(p => p.Photos).LoadAsync(cancellation);
        return view.OfficerItem(owner);
    }
}
