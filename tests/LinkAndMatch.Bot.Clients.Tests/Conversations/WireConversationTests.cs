using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Clients.Tests.Conversations;

/// <summary>The golden conversations over the wires of the Bot Framework, unchanged. Which a wire cannot play, and why, says <see cref="ChannelLimits"/> alone.</summary>
public static class WireConversations
{
    // What each wire has of its own: forms and cards, files, officers, restarts.
    private static readonly string[] s_chosen =
        ["correct-at-review.yaml", "introduction-happy-path.yaml", "photo-at-wrong-moment.yaml", "question-answered-by-officer.yaml", "register-happy-path.yaml", "restart-in-the-middle.yaml"];

    // And releases, days that pass, doubled messages, long words, two people; with a browser, that would take minutes more.
    private static readonly string[] s_chosenWithoutBrowser =
    [
        "deploy-texts.yaml", "duplicate-in-parallel.yaml", "expiry-warned-and-resumed.yaml", "four-thousand-characters.yaml", "my-data.yaml", "nib-taken-meanwhile.yaml", "product-happy-path.yaml",
    ];

    // Of the quickest wire every so many-th, too.
    private const int EachOf = 3;

    /// <summary>
    /// All that a wire can play with CLIENTS set to "all"; the chosen ones otherwise, so that the run stays within its quarter of an hour, and those whose
    /// files CLIENTS names with commas between.
    /// </summary>
    public static IEnumerable<TheoryDataRow<string>> Of(string wire)
    {
        var named = (Environment.GetEnvironmentVariable("CLIENTS") ?? "").Split(',');
        return GoldenConversations.For(wire).Select((t, i) => (t.File, Next: wire is ChannelLimits.ExpectReplies && i % EachOf == 0))
            .Where(t => named is ["all"] || named.Contains(t.File) || t.Next || s_chosen.Contains(t.File) || (wire is not ChannelLimits.WebChat && s_chosenWithoutBrowser.Contains(t.File))).Select(t => new TheoryDataRow<string>(t.File));
    }
}

public sealed class ChannelLimitsTests
{
    [Fact]
    public async Task What_a_wire_cannot_play_is_counted_and_its_reason_stands_on_the_page_about_the_protocol()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(BotProcess.Root, "docs", "activity-protocol.md"), TestContext.Current.CancellationToken);
        foreach (var wire in (string[])[ChannelLimits.ExpectReplies, ChannelLimits.DirectLine, ChannelLimits.DirectLinePolled, ChannelLimits.WebChat])
        {
            var without = GoldenConversations.All.Select(t => (t.File, Why: ChannelLimits.WhyNot(t, wire))).Where(t => t.Why is not null).ToList();
            var reasons = without.GroupBy(t => t.Why).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            // The counts are printed and not on the page: conversations are added often.
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{wire}: {GoldenConversations.All.Count - without.Count} of {GoldenConversations.All.Count} played; {string.Join("; ", reasons.Select(g => $"{g.Key} ({g.Count()})"))}");
            var row = $"| {wire} | {string.Join("; ", reasons.Select(g => g.Key))} |";
            Assert.Contains(row, page, StringComparison.Ordinal);
        }
    }
}

/// <summary>Another bot: BotFrameworkClient with expectReplies.</summary>
public sealed class ExpectRepliesConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => WireConversations.Of(ChannelLimits.ExpectReplies);

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written_over_expectReplies(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.ExpectReplies, people, t));
}

/// <summary>directlinejs over its socket.</summary>
public sealed class DirectLineConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => WireConversations.Of(ChannelLimits.DirectLine);

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written_over_Direct_Line(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.DirectLine, people, t));
}

/// <summary>directlinejs without a socket.</summary>
public sealed class PolledDirectLineConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => WireConversations.Of(ChannelLimits.DirectLinePolled);

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written_over_Direct_Line_polled(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.DirectLinePolled, people, t));
}

/// <summary>The page in Chromium.</summary>
public sealed class WebChatConversationTests(People people) : IClassFixture<People>
{
    public static IEnumerable<TheoryDataRow<string>> Files => WireConversations.Of(ChannelLimits.WebChat);

    [Theory, MemberData(nameof(Files))]
    public Task Conversation_goes_as_written_in_Web_Chat(string file) =>
        GoldenConversations.PlayAsync(file, t => WireDriver.StartAsync(ChannelLimits.WebChat, people, t));
}
