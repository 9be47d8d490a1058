using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Clients.Tests.Conversations;

/// <summary>Another bot: BotFrameworkClient with expectReplies.</summary>
public sealed class ExpectRepliesConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For(ChannelLimits.ExpectReplies).Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.ExpectReplies, people, t));
}

/// <summary>directlinejs over its socket.</summary>
public sealed class DirectLineConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For(ChannelLimits.DirectLine).Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.DirectLine, people, t));
}

/// <summary>directlinejs without a socket.</summary>
public sealed class PolledDirectLineConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For(ChannelLimits.DirectLinePolled).Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.DirectLinePolled, people, t));
}

/// <summary>The page in Chromium.</summary>
public sealed class WebChatConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => GoldenConversations.For(ChannelLimits.WebChat).Select(t => new TheoryDataRow<string>(t.File));

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.WebChat, people, t));
}
