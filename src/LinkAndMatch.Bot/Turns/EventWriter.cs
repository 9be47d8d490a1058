using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Puts an event of our own into a conversation's inbox, behind all that is there.</summary>
internal static class EventWriter
{
    /// <returns>False when an event of this key was written before.</returns>
    public static async Task<bool> WriteEventAsync(this ITurnTables tables, Activity activity, DateTimeOffset now, CancellationToken cancellation) =>
        await tables.AcceptAsync(
            new InboxRow
            {
                Channel = activity.Conversation.Channel,
                BotId = activity.Conversation.BotId,
                UpdateKey = activity.Key,
                Order = await tables.HighestOrderAsync(activity.Conversation.Id, cancellation),
                ConversationId = activity.Conversation.Id,
                ReceivedAt = now,
                Payload = JsonSerializer.Serialize(activity, ConversationJson.Default.Activity),
            },
            cancellation);
}
