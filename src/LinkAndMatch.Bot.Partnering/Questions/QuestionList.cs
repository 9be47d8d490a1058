using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>All questions that the bot could not answer, each with all who asked it as one; those asked most come first.</summary>
public sealed class QuestionList(PartnershipStore store)
{
    public async Task<IReadOnlyList<AskedQuestion>> ListAsync(CancellationToken cancellation)
    {
        var ids = await store.Questions.Select(q => q.ClusterId).Union(store.Answers.Select(a => a.ClusterId)).ToListAsync(cancellation);
        var asked = new List<AskedQuestion>(ids.Count);
        foreach (var id in ids)
        {
            var cluster = (await QuestionCluster.FindAsync(store, id, cancellation))!;
            asked.Add(new AskedQuestion(cluster.Code, cluster.EntryId, cluster.EntryQuestion)
            {
                Language = cluster.Answer?.Language ?? cluster.First.Language,
                Wordings = cluster.Wordings.Count > 0 ? cluster.Wordings : cluster.Answer?.EntryVariants ?? [],
                Count = cluster.Questions.Count,
                Waiting = cluster.Waiting.Count,
                First = cluster.Questions.Count > 0 ? cluster.First.AskedAt : cluster.Answer!.At,
                Last = cluster.Questions.Count > 0 ? cluster.Questions[^1].AskedAt : cluster.Answer!.At,
                Answer = cluster.Answer?.Text,
                AnsweredAt = cluster.Answer?.PublishedAt ?? cluster.Answer?.At,
                Published = cluster.IsPublished,
            });
        }

        return [.. asked.OrderByDescending(a => a.Count).ThenBy(a => a.First)];
    }
}

/// <param name="Code">As officers and who asked see it.</param>
/// <param name="Entry">The id that it has, or would have, among the answers.</param>
/// <param name="Question">As an officer worded it, else as it was first asked, masked.</param>
public sealed record AskedQuestion(string Code, string Entry, string Question)
{
    public required string Language { get; init; }
    public required IReadOnlyList<string> Wordings { get; init; }
    public required int Count { get; init; }
    public required int Waiting { get; init; }
    public required DateTimeOffset First { get; init; }
    public required DateTimeOffset Last { get; init; }
    public required string? Answer { get; init; }
    public required DateTimeOffset? AnsweredAt { get; init; }
    public required bool Published { get; init; }
}
