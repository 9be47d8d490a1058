using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>All that leads from one account to its data: the person, their firms, where they chat, what was said about it elsewhere.</summary>
/// <param name="Person">Null before the first consent: then there is only the conversation.</param>
/// <param name="Firms">Those that nobody else speaks for.</param>
/// <param name="Subjects">Compact ids of their introductions, questions and calls: events and replies about them name these.</param>
/// <param name="Group">The officers' conversation, where cards about them were shown; null when there is none.</param>
/// <param name="Acts">Inbox keys of officers' acts on those subjects.</param>
public sealed record Whose(
    Guid? Person,
    IReadOnlyList<Guid> Firms,
    IReadOnlyList<string> Conversations,
    IReadOnlyList<string> Pseudonyms,
    IReadOnlyList<string> Subjects,
    string? Group,
    IReadOnlyList<string> Acts)
{
    public static async Task<Whose> OfAsync(PartnershipStore store, Pseudonyms pseudonyms, OfficersOptions officers, ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(pseudonyms);
        ArgumentNullException.ThrowIfNull(officers);
        ArgumentNullException.ThrowIfNull(request);
        var person = (await store.PersonAsync(request, cancellation))?.Id;
        var accounts = person is null ? [] : await store.ChannelAccounts.Where(a => a.PersonId == person).ToListAsync(cancellation);
        var conversations = accounts.Select(a => a.ConversationId).Append(request.Conversation.Id).Distinct(StringComparer.Ordinal).ToList();
        var firms = person is null
            ? []
            : await store.FirmMembers.Where(m => m.PersonId == person && !store.FirmMembers.Any(o => o.IkmId == m.IkmId && o.PersonId != person)).Select(m => m.IkmId).ToListAsync(cancellation);

        var introductions = await store.Introductions.Where(i => firms.Contains(i.IkmId)).Select(i => i.Id).ToListAsync(cancellation);
        var questions = await store.Questions.Where(q => q.PersonId == person && person != null || conversations.Contains(q.ConversationId)).Select(q => new { q.Id, q.ClusterId }).ToListAsync(cancellation);
        var calls = await store.OfficerCalls.Where(c => c.PersonId == person && person != null || conversations.Contains(c.ConversationId)).Select(c => c.Id).ToListAsync(cancellation);
        var subjects = introductions.Concat(questions.SelectMany(q => new[] { q.Id, q.ClusterId }).Distinct()).Concat(calls).Select(CompactId.Of).ToList();
        var acts = await store.Audit.Where(a => subjects.Contains(a.Subject) && a.InboxKey != null).Select(a => a.InboxKey!).Distinct().ToListAsync(cancellation);
        return new Whose(
            person,
            firms,
            conversations,
            [.. accounts.Select(a => pseudonyms.Of($"{a.Channel}/{a.BotId}/{a.UserId}")).Append(pseudonyms.Of(request.Conversation, request.From)).Distinct(StringComparer.Ordinal)],
            subjects,
            officers.Conversation?.Id,
            acts);
    }
}
