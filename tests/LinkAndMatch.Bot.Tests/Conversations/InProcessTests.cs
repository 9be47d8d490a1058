using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Tests.Conversations;

public sealed class InProcessTests
{
    public static IEnumerable<TheoryDataRow<string>> Files => Transcripts.For("in process");

    [Theory, MemberData(nameof(Files))]
    public async Task Conversation_goes_as_written(string file)
    {
        var transcript = TranscriptReader.Read(Transcripts.Folder, file);
        await using var driver = await InProcessDriver.StartAsync(transcript.Group, transcript.Samples);
        Transcripts.Record(driver, file, await TranscriptRunner.RunAsync(transcript, driver, Transcripts.Folder));
    }
}
