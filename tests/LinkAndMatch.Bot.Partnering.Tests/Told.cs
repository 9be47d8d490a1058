using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Partnering.Tests;

/// <summary>What a conversation was told by events.</summary>
internal static class Told
{
    /// <summary>The names of the events in a person's chat, in their order.</summary>
    public static async Task<IReadOnlyList<string>> ToldAsync(this Desk desk, string user) =>
        [.. (await AllAsync(desk)).Where(a => a.Conversation.Id == Desk.ChatOf(user).Id).Select(a => a.Event!.Name)];

    public static async Task<InternalEvent> EventAsync(this Desk desk, string name) => (await AllAsync(desk)).Single(a => a.Event!.Name == name).Event!;

    private static async Task<IReadOnlyList<Activity>> AllAsync(Desk desk)
    {
        var rows = await desk.ReadAsync(s => s.Inbox.OrderBy(i => i.Order).ThenBy(i => i.ReceivedAt).Select(i => new { i.Payload, i.UpdateKey }).ToListAsync());
        return [.. rows.Select(r => JsonSerializer.Deserialize(r.Payload, ConversationJson.Default.Activity)!)];
    }
}
