using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Tests.Conversations;

/// <summary>The conversations of <c>tests/transcripts</c>.</summary>
internal static class Transcripts
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "transcripts");

    public static IReadOnlyList<Transcript> All { get; } = TranscriptReader.ReadFolder(Folder);

    /// <summary>Test data: the files that a driver can play.</summary>
    public static IEnumerable<TheoryDataRow<string>> For(string driver) =>
        All.Where(t => t.Drivers.Count == 0 || t.Drivers.Contains(driver)).Select(t => new TheoryDataRow<string>(t.File));

    /// <summary>With TRANSCRIPT_RECORDS set to a folder, keeps there how each conversation went, to be read.</summary>
    public static void Record(IChatDriver driver, string file, string conversation)
    {
        if (Environment.GetEnvironmentVariable("TRANSCRIPT_RECORDS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{driver.Name.Replace(' ', '-')}.txt"), conversation);
    }
}
