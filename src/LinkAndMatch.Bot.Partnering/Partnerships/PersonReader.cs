using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Partnerships;

/// <summary>The <c>person.*</c> facts of each turn, in one query. Lies here because it looks at firm, products and introductions alike.</summary>
public sealed class PersonReader(PartnershipStore store) : IPersonReader
{
    private static readonly CompiledRead<Known?> s_known = new(
        (store, channel, botId, userId, cancellation) => (
            from account in store.ChannelAccounts.AsNoTracking()
            where account.Channel == channel && account.BotId == botId && account.UserId == userId
            join known in store.Persons on account.PersonId equals known.Id
            select new Known(
                known.Name,
                known.Language,
                account.BlockedAt != null,
                store.FirmMembers.Where(m => m.PersonId == known.Id).Join(store.Ikms, m => m.IkmId, i => i.Id, (m, i) => i.Name).FirstOrDefault(),
                store.FirmMembers.Where(m => m.PersonId == known.Id).Join(store.Products.Where(p => p.WithdrawnAt == null), m => m.IkmId, p => p.IkmId, (m, p) => p.Id).Count(),
                store.FirmMembers.Where(m => m.PersonId == known.Id)
                    .Join(store.Introductions.Where(i => i.Stage != IntroductionStage.Ended), m => m.IkmId, i => i.IkmId, (m, i) => i.Id).Count(),
                store.Questions.Count(q => q.PersonId == known.Id && q.AnsweredAt == null))).FirstOrDefault());

    public async Task<Fact.Values> ReadAsync(Query.Person person, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(person);
        var found = await s_known.RunAsync(store, person.Channel, person.BotId, person.UserId, cancellation);

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

    private sealed record Known(string? Name, string? Language, bool Blocked, string? Firm, int Products, int Introductions, int Questions);
}
