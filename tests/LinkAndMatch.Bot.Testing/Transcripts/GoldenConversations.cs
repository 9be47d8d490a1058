using LinkAndMatch.Bot.Testing.Chats;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>The conversations of <c>tests/transcripts</c>, the same ones for every channel.</summary>
public static class GoldenConversations
{
    /// <summary>Where they lie beside the tests.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "transcripts");

    /// <summary>All of them, by the names of their files.</summary>
    public static IReadOnlyList<Transcript> All { get; } = TranscriptReader.ReadFolder(Folder);

    /// <summary>Those that a driver can play.</summary>
    public static IEnumerable<Transcript> For(string driver) => All.Where(t => ChannelLimits.WhyNot(t, driver) is null);

    /// <summary>Plays one of them to its end. With TRANSCRIPT_RECORDS set to a folder, keeps there how it went, to be read.</summary>
    /// <exception cref="TranscriptException">Something was otherwise than written.</exception>
    public static async Task PlayAsync(string file, Func<Transcript, Task<IChatDriver>> start)
    {
        ArgumentNullException.ThrowIfNull(start);
        var transcript = TranscriptReader.Read(Folder, file);
        await using var driver = await start(transcript);
        var conversation = await TranscriptRunner.RunAsync(transcript, driver, Folder);
        if (Environment.GetEnvironmentVariable("TRANSCRIPT_RECORDS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(file)}.{driver.Name.Replace(' ', '-')}.txt"), conversation);
    }
}
