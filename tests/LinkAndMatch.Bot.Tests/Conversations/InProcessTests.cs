using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Tests.Conversations;

public sealed class InProcessTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For("in process").Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, async t => await InProcessDriver.StartAsync(t.Group, t.Samples));
}
