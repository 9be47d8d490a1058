using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Says a reply through the Connector of the conversation's channel, or hands it to the caller that waits for it.</summary>
public sealed class BotFrameworkSender(ConnectorClient connector, ExpectedReplies expected, OutgoingFiles files) : IActivitySender
{
    public string Channel => BotFrameworkAddress.Channel;

    public async Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation)
    {
        if (await expected.TakeAsync(outgoing).ConfigureAwait(false)) return new SendResult.Sent(null);

        var attachments = await files.AttachAsync(outgoing, cancellation).ConfigureAwait(false);
        var activity = ReplyWriter.Write(
            outgoing, Dialect.Of(outgoing.To), BotFrameworkAddress.ActivityIdOf(outgoing.To, outgoing.InReplyTo), attachments);
        return outgoing is { Reply.Class: DeliveryClass.Edit, EditsMessageId: { } edited }
            ? await EditAsync(outgoing, edited, activity, cancellation).ConfigureAwait(false)
            : await connector.PostAsync(outgoing.To, activity, cancellation).ConfigureAwait(false);
    }

    private async Task<SendResult> EditAsync(OutgoingReply outgoing, string edited, WireActivity activity, CancellationToken cancellation)
    {
        var isEmpty = activity is { Text: null, Attachments: null };
        var result = isEmpty
            ? await connector.DeleteAsync(outgoing.To, edited, cancellation).ConfigureAwait(false)
            : await connector.UpdateAsync(outgoing.To, edited, activity, cancellation).ConfigureAwait(false);

        // Many channels cannot rewrite (405), and a message may be gone (404): then it is said anew, and nothing is left to take back.
        if (result is not SendResult.Rejected { ErrorCode: "connector.404" or "connector.405" or "connector.400" }) return result;
        return isEmpty ? new SendResult.Sent(edited) : await connector.PostAsync(outgoing.To, activity, cancellation).ConfigureAwait(false);
    }
}
