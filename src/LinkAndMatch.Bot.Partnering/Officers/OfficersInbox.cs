using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Officers;

/// <summary>Everything that waits for an officer, oldest first, with the card the group would be shown.</summary>
public sealed class OfficersInbox(PartnershipStore store, IAnswerFinder? answers = null)
{
    public async Task<IReadOnlyList<OfficersInboxEntry>> ListAsync(CancellationToken cancellation)
    {
        var entries = new List<OfficersInboxEntry>();
        var waiting = await store.Introductions
            .Where(i => i.Stage == IntroductionStage.Requested || i.Stage == IntroductionStage.Offered || i.Stage == IntroductionStage.Agreed || i.Stage == IntroductionStage.Met || i.Stage == IntroductionStage.Trial)
            .Select(i => new { i.Id, i.ChangedAt }).ToListAsync(cancellation);
        foreach (var introduction in waiting)
        {
            if (await IntroductionOfficerCard.ItemAsync(store, introduction.Id, cancellation) is { } item) entries.Add(new OfficersInboxEntry("introductions.officer_card", item, introduction.ChangedAt));
        }

        foreach (var id in await store.Questions.Where(q => q.AnsweredAt == null).Select(q => q.ClusterId).Distinct().ToListAsync(cancellation))
        {
            var cluster = (await QuestionCluster.FindAsync(store, id, cancellation))!;
            entries.Add(new OfficersInboxEntry("questions.officer_card", await QuestionOfficerCard.ItemAsync(store, answers, cluster, cancellation), cluster.Waiting[0].AskedAt));
        }

        foreach (var call in await store.OfficerCalls.Where(c => c.ReleasedAt == null).ToListAsync(cancellation))
        {
            entries.Add(new OfficersInboxEntry("officers.call_card", await OfficerCallCard.ItemAsync(store, call, cancellation), call.CalledAt));
        }

        return [.. entries.OrderBy(e => e.Since)];
    }

    /// <summary>What officers answered, drafts before what is published, newest first: to be published, changed or withdrawn.</summary>
    public async Task<IReadOnlyList<OfficersInboxEntry>> ListAnswersAsync(CancellationToken cancellation)
    {
        var entries = new List<(bool Published, OfficersInboxEntry Entry)>();
        foreach (var id in await store.Answers.Select(a => a.ClusterId).Distinct().ToListAsync(cancellation))
        {
            var cluster = (await QuestionCluster.FindAsync(store, id, cancellation))!;
            entries.Add((cluster.IsPublished, new OfficersInboxEntry("questions.officer_card", await QuestionOfficerCard.ItemAsync(store, answers, cluster, cancellation), cluster.Answer!.At)));
        }

        return [.. entries.OrderBy(e => e.Published).ThenByDescending(e => e.Entry.Since).Select(e => e.Entry)];
    }
}

/// <param name="Source">The item source whose text shows it: <c>introductions.officer_card</c>.</param>
/// <param name="Item">Its fields, its version and the actions that its present state allows.</param>
public sealed record OfficersInboxEntry(string Source, Item Item, DateTimeOffset Since);
