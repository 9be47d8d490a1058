using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Partnerships;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>How one person's rows of a table are found, and what erasure does with them.</summary>
public sealed record PersonalTable(Type Row, Fate Fate, Func<PartnershipStore, Whose, CancellationToken, Task<List<object>>> FindAsync)
{
    /// <summary>
    /// Every table with a column that holds personal data of who chats, each after those that it leans on. A test compares this list with the attributes in the model, so that a new table cannot be forgotten.
    /// </summary>
    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        Of<Person>(Fate.Deleted, (s, w) => s.Persons.Where(p => p.Id == w.Person)),
        Of<ChannelAccountRow>(Fate.Deleted, (s, w) => s.ChannelAccounts.Where(a => a.PersonId == w.Person)),
        Of<LinkCode>(Fate.Deleted, (s, w) => s.LinkCodes.Where(c => c.PersonId == w.Person)),
        // The proof that there was consent outlives the person's data, without saying whose it was.
        Of<Consent>(Fate.Blanked, (s, w) => s.Consents.Where(c => (c.PersonId == w.Person && w.Person != null)
            || s.Introductions.Any(i => i.Id == c.IntroductionId && w.Firms.Contains(i.IkmId)))),
        Of<FirmMember>(Fate.Deleted, (s, w) => s.FirmMembers.Where(m => m.PersonId == w.Person)),
        Of<Ikm>(Fate.Deleted, (s, w) => s.Ikms.Where(i => w.Firms.Contains(i.Id))),
        Of<Product>(Fate.Deleted, (s, w) => s.Products.Where(p => w.Firms.Contains(p.IkmId))),
        Of<ProductPhoto>(Fate.Deleted, (s, w) => s.ProductPhotos.Where(f => s.Products.Any(p => p.Id == f.ProductId && w.Firms.Contains(p.IkmId)))),
        Of<Introduction>(Fate.Deleted, (s, w) => s.Introductions.Where(i => w.Firms.Contains(i.IkmId))),
        Of<StageChange>(Fate.Deleted, (s, w) => s.StageChanges.Where(c => s.Introductions.Any(i => i.Id == c.IntroductionId && w.Firms.Contains(i.IkmId)))),
        Of<Partnership>(Fate.Deleted, (s, w) => s.Partnerships.Where(p => w.Firms.Contains(p.IkmId))),
        Of<Mou>(Fate.Deleted, (s, w) => s.Mous.Where(m => s.Partnerships.Any(p => p.Id == m.PartnershipId && w.Firms.Contains(p.IkmId)))),
        Of<Question>(Fate.Deleted, (s, w) => s.Questions.Where(q => (q.PersonId == w.Person && w.Person != null) || w.Conversations.Contains(q.ConversationId))),
        // A published answer was edited for everybody and stays, as does one that others asked for, too; it loses only the question it came from.
        Of<Answer>(Fate.Deleted, (s, w) => s.Answers.Where(a => a.Status == AnswerStatus.Draft
            && s.Questions.Any(q => q.ClusterId == a.ClusterId && ((q.PersonId == w.Person && w.Person != null) || w.Conversations.Contains(q.ConversationId)))
            && !s.Questions.Any(q => q.ClusterId == a.ClusterId && !((q.PersonId == w.Person && w.Person != null) || w.Conversations.Contains(q.ConversationId))))),
        Of<OfficerCall>(Fate.Deleted, (s, w) => s.OfficerCalls.Where(c => (c.PersonId == w.Person && w.Person != null) || w.Conversations.Contains(c.ConversationId))),
        // The keys of what came in stay, or Telegram's next repetition would be taken for new.
        Of<InboxRow>(Fate.Blanked, (s, w) => s.Inbox.Where(i => w.Conversations.Contains(i.ConversationId))),
        Of<OutboxRow>(Fate.Blanked, (s, w) => s.Outbox.Where(o => w.Conversations.Contains(o.ConversationId))),
        Of<ConversationRow>(Fate.Blanked, (s, w) => s.Conversations.Where(c => w.Conversations.Contains(c.Id))),
        Of<DueRow>(Fate.Deleted, (s, w) => s.Due.Where(d => w.Conversations.Contains(d.Subject))),
        Of<AuditRow>(Fate.Kept, (s, w) => s.Audit.Where(a => w.Pseudonyms.Contains(a.Actor))),
    ];

    private static PersonalTable Of<TRow>(Fate fate, Func<PartnershipStore, Whose, IQueryable<TRow>> rows) where TRow : class =>
        new(typeof(TRow), fate, async (store, whose, cancellation) => [.. await rows(store, whose).ToListAsync(cancellation)]);
}

/// <summary>What erasure does with a row.</summary>
public enum Fate
{
    Deleted,

    /// <summary>The columns with personal data are emptied; the row is needed for order, against doubles or as a proof.</summary>
    Blanked,

    /// <summary>It holds a pseudonym only.</summary>
    Kept,
}
