using System.Text;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>What holds after every turn, whatever was sent.</summary>
internal static class Invariants
{
    public static void Check(Chat chat)
    {
        foreach (var reply in chat.Result.Replies)
        {
            // A sign of life says nothing.
            Assert.Equal(reply.Class == DeliveryClass.Action, reply.Parts.Count == 0);
            Assert.All(reply.Choices, c =>
            {
                Assert.InRange(Encoding.UTF8.GetByteCount(c.Data), 1, 64);
                Assert.NotEqual("", c.Label.Trim());
            });
            Assert.Equal(reply.Choices.Count, reply.Choices.Select(c => c.Data).Distinct().Count());
        }

        Assert.True(chat.State.Stack.Count <= 3);
        if (chat.State.Form is not { } frame) return;
        Assert.Equal(frame.Order.Count, frame.Order.Distinct().Count());
        Assert.All(frame.Order, name => Assert.True(frame.Answers.ContainsKey(name)));
        Assert.All(frame.Parked.Keys, name => Assert.False(frame.Answers.ContainsKey(name)));
    }
}
