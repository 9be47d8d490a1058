using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>What an older release stored is read by a newer one.</summary>
public sealed class StoredShapeTests
{
    [Fact]
    public void A_state_that_lacks_every_later_property_reads_as_an_empty_one()
    {
        var state = JsonSerializer.Deserialize("""{"schema":1}""", ConversationJson.Default.ConversationState)!;

        Assert.Equal("id", state.Language);
        Assert.Empty(state.Stack);
        Assert.Empty(state.Steps);
    }

    [Fact]
    public void An_activity_without_attachments_reads_as_one_with_none()
    {
        const string Stored = """
            {"key":"1","conversation":{"channel":"telegram","botId":"7","nativeId":"5"},"type":"Message","timestamp":"2026-11-24T01:00:00+00:00","event":{"name":"x"}}
            """;
        var activity = JsonSerializer.Deserialize(Stored, ConversationJson.Default.Activity)!;

        Assert.Empty(activity.Attachments);
        Assert.Empty(activity.Event!.Data);
    }
}
