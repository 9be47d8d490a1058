using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>Keeps a question that nobody could answer and tells the officers.</summary>
public sealed class AskQuestion(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IDialogAction
{
    /// <summary>So many may wait for an answer in one conversation.</summary>
    public const int MostWaiting = 5;

    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = (request.Text ?? request.Answers.Text("text"))?.Trim();
        if (string.IsNullOrEmpty(text)) return new ActionOutcome.Refused("text_missing");

        var conversation = request.Conversation.Id;
        var waiting = await store.Questions.Where(q => q.ConversationId == conversation && q.AnsweredAt == null).ToListAsync(cancellation);
        if (waiting.Find(q => string.Equals(q.Text, text, StringComparison.OrdinalIgnoreCase)) is { } same) return Done(same);
        if (waiting.Count >= MostWaiting) return new ActionOutcome.Refused("too_many");

        var account = await store.ChannelAccounts.FindAsync([request.Conversation.Channel, request.Conversation.BotId, request.From.Id], cancellation);
        var question = new Question
        {
            PersonId = account?.PersonId,
            ConversationId = conversation,
            Text = text,
            Language = request.Language,
            AskedAt = request.Now,
            MadeBy = AuditTrail.MadeBy(request),
        };
        store.Questions.Add(question);
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(question.Id), after: "asked");
        await events.ToOfficersAsync(new Happening("questions.asked", question.Id, question.Version, request.Now), cancellation);
        return Done(question);
    }

    private static ActionOutcome.Done Done(Question question) => new(("code", QuestionFields.Code(question)));
}
