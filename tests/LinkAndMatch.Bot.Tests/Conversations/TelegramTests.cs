using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Tests.Conversations;

public sealed class TelegramTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For("telegram").Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, async t => await TelegramDriver.StartAsync(t.Group, t.Samples));
}
