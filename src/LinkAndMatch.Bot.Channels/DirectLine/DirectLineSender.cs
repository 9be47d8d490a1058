using LinkAndMatch.Bot.Conversation.Doors;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>Direct Line's clients read the outbox themselves, from where they stopped: what is written is delivered.</summary>
public sealed class DirectLineSender : IActivitySender
{
    public string Channel => DirectLineNames.Channel;

    public bool EchoesActivities => true;

    public Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation) =>
        Task.FromResult<SendResult>(new SendResult.Sent(DirectLineNames.ActivityIdOf(outgoing.To.NativeId, outgoing.Sequence)));
}
