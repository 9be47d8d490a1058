using System.Collections.Concurrent;

namespace LinkAndMatch.Bot.Turns;

/// <summary>When this process began, to know an activity that an earlier process left behind. The sweep asks for it, so that it is made before anything is taken in.</summary>
internal sealed class ProcessStart(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, bool> looked = new();

    public DateTimeOffset Began { get; } = clock.GetUtcNow();

    /// <summary>True once for each conversation: what was left behind is counted once.</summary>
    public bool FirstLook(string conversationId) => looked.TryAdd(conversationId, true);
}
