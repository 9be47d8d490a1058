using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Partnerships;

/// <summary>The <c>person.*</c> facts of each turn, in one query. Lies here because it looks at firm, products and introductions alike.</summary>
public sealed class PersonReader(PartnershipStore store) : IPersonReader
{
    public async Task<Fact.Values> ReadAsync(Query.Person person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var found = await (
            from account in store.ChannelAccounts.AsNoTracking()
            where account.Channel == person.Channel && account.BotId == person.BotId && account.UserId == person.UserId
            join known in store.Persons on account.PersonId equals known.Id
            select new
            {
                known.Name,
                known.Language,
                Blocked = account.BlockedAt != null,
                Firm = store.FirmMembers.Where(m => m.PersonId == known.Id).Join(store.Ikms, m => m.IkmId, i => i.Id, (m, i) => i.Name).FirstOrDefault(),
                Products = store.FirmMembers.Where(m => m.PersonId == known.Id).Join(store.Products.Where(p => p.WithdrawnAt == null), m => m.IkmId, p => p.IkmId, (m, p) => p.Id).Count(),
                Introductions = store.FirmMembers.Where(m => m.PersonId == known.Id)
                    .Join(store.Introductions.Where(i => i.Stage != IntroductionStage.Ended), m => m.IkmId, i => i.IkmId, (m, i) => i.Id).Count(),
                Questions = store.Questions.Count(q => q.PersonId == known.Id && q.AnsweredAt == null),
            }).FirstOrDefaultAsync(cancellation);

        return new Fact.Values(new Dictionary<string, object?>
        {
            ["known"] = found is not null,
            ["registered"] = found?.Firm is not null,
            ["blocked"] = found?.Blocked ?? false,
            ["name"] = found?.Name,
            ["firm"] = found?.Firm,
            ["language"] = found?.Language,
            ["products"] = (long)(found?.Products ?? 0),
            ["introductions"] = (long)(found?.Introductions ?? 0),
            ["open_questions"] = (long)(found?.Questions ?? 0),
        });
    }
}
