using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Matching;

/// <summary>Every open need, the best fitting for a product first, with the reasons; what cannot be met is shown as such, last.</summary>
public sealed class BestMatches(PartnershipStore store, Matcher matcher) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var id = arguments.GetValueOrDefault("product") ?? arguments.GetValueOrDefault("subject");
        if (await store.ProductAsync(await store.PersonAsync(scope, cancellation), id, cancellation) is not var (firm, product)) return [];

        var needs = await store.Needs.AsNoTracking().Where(n => n.Status == NeedStatus.Open).ToListAsync(cancellation);
        var industries = await store.Industries.AsNoTracking().ToDictionaryAsync(i => i.Id, cancellation);
        return
        [
            .. matcher.Rank(product, firm, needs).Select(ranked =>
            {
                var fields = NeedFields.Of(ranked.Need, industries[ranked.Need.IndustryId]);
                fields["percent"] = (long)Math.Round(ranked.Match.Score * 100);
                fields["can_be_met"] = ranked.Match.CanBeMet;
                fields["reasons"] = ReasonFields.Of(ranked.Match.Reasons);
                fields["for"] = ReasonFields.Of(ranked.Match.For);
                fields["against"] = ReasonFields.Of(ranked.Match.Against);
                fields["unknown"] = ReasonFields.Of(ranked.Match.Open);
                return new Item(CompactId.Of(ranked.Need.Id), fields) { Version = ranked.Need.Version.ToString(CultureInfo.InvariantCulture) };
            }),
        ];
    }
}
