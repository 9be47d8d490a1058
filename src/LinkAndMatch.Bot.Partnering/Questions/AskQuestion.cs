using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Masking;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>Keeps a question that nobody could answer, without who asks in it, beside those that ask the same, and tells the officers.</summary>
/// <remarks>The argument <c>entries</c> names the entries that ask the same and have no answer yet; a message that asks for several is a question to each.</remarks>
public sealed class AskQuestion(PartnershipStore store, AuditTrail audit, ConversationEvents events, IPersonalWords personal, IQuestionLikeness? likeness = null) : IDialogAction
{
    /// <summary>So many may wait for an answer in one conversation.</summary>
    public const int MostWaiting = 5;

    // Older questions are history, and a look at very many would hold the transaction up.
    private const int MostCompared = 300;
    private static readonly TimeSpan s_comparedFor = TimeSpan.FromDays(90);

    // The card is shown once for a question, and again when this many wait for its answer: then it has become urgent.
    private static readonly int[] s_shownAt = [1, 3, 10, 30, 100];

    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var said = (request.Text ?? request.Answers.Text("text"))?.Trim();
        if (string.IsNullOrEmpty(said)) return new ActionOutcome.Refused("text_missing");

        var text = await MaskAsync(said, request, cancellation);
        var conversation = request.Conversation.Id;
        var waiting = await store.Questions.Where(q => q.ConversationId == conversation && q.AnsweredAt == null).ToListAsync(cancellation);
        var named = request.Arguments.GetValueOrDefault("entries");
        var entries = string.IsNullOrEmpty(named) ? new string?[] { null } : named.Split(' ');
        Question? last = null;
        foreach (var entry in entries)
        {
            if (waiting.Find(q => q.EntryId == entry && string.Equals(q.Text, text, StringComparison.OrdinalIgnoreCase)) is { } same)
            {
                last = same;
                continue;
            }

            if (waiting.Count >= MostWaiting) return last is null ? new ActionOutcome.Refused("too_many") : Done(last) with { TextKey = "questions.ask.partly" };
            waiting.Add(last = await AddAsync(text, entry, entries.Length > 1, request, cancellation));
        }

        return Done(last!);
    }

    private async Task<Question> AddAsync(string text, string? entry, bool oneOfSeveral, ActionRequest request, CancellationToken cancellation)
    {
        var account = await store.ChannelAccounts.FindAsync([request.Conversation.Channel, request.Conversation.BotId, request.From.Id], cancellation);
        var id = Guid.CreateVersion7();
        var question = new Question
        {
            Id = id,
            ClusterId = await ClusterAsync(text, request, entry, cancellation) ?? id,
            EntryId = entry,
            PersonId = account?.PersonId,
            ConversationId = request.Conversation.Id,
            Text = text,
            Language = request.Language,
            AskedAt = request.Now,
            MadeBy = AuditTrail.MadeBy(oneOfSeveral ? request with { Instance = $"{request.Instance}#{entry}" } : request),
        };
        store.Questions.Add(question);
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(question.Id), after: "asked");

        var cluster = (await QuestionCluster.FindAsync(store, question.ClusterId, cancellation))!;
        // Who answers at this very moment does not know of this one: the row they both write lets one of them look again.
        if (cluster.First != question) cluster.First.Version++;
        if (s_shownAt.Contains(cluster.Waiting.Count)) await events.ToOfficersAsync(new Happening("questions.asked", cluster.Id, cluster.Version, request.Now), cancellation);
        return question;
    }

    private async Task<string> MaskAsync(string said, ActionRequest request, CancellationToken cancellation)
    {
        var stored = await personal.ReadAsync(request.Conversation with { User = request.From }, cancellation);
        return PersonalMask.Mask(said, stored).Text;
    }

    private async Task<Guid?> ClusterAsync(string text, ActionRequest request, string? entry, CancellationToken cancellation)
    {
        var since = request.Now - s_comparedFor;
        if (entry is not null)
        {
            return await store.Questions.Where(q => q.EntryId == entry && q.Language == request.Language && q.AskedAt >= since)
                .OrderByDescending(q => q.AskedAt).Select(q => (Guid?)q.ClusterId).FirstOrDefaultAsync(cancellation);
        }

        if (likeness is null) return null;
        var others = await store.Questions.Where(q => q.EntryId == null && q.Language == request.Language && q.AskedAt >= since)
            .OrderByDescending(q => q.AskedAt).Take(MostCompared).Select(q => new { q.ClusterId, q.Text }).ToListAsync(cancellation);
        return likeness.Same(text, others.ConvertAll(o => o.Text)) is { } place ? others[place].ClusterId : null;
    }

    private static ActionOutcome.Done Done(Question question) => new(("code", QuestionCluster.CodeOf(question.ClusterId)));
}
