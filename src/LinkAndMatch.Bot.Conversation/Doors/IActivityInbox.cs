using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>Where front doors hand in activities. When a call returns, what it took is durable.</summary>
public interface IActivityInbox
{
    /// <returns>False when this key was taken before: nothing happens again.</returns>
    Task<bool> AcceptAsync(Activity activity, CancellationToken cancellation);

    /// <summary>Takes a whole batch in one transaction; duplicates are passed over.</summary>
    Task AcceptAsync(IReadOnlyList<Activity> batch, CancellationToken cancellation);

    /// <summary>The newest native order taken from this channel and bot, and when; null before the first.</summary>
    Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation);
}
