using System.Collections.Concurrent;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Wakes those who wait for something new in a conversation.</summary>
internal sealed class ConversationSignals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();

    /// <summary>Completes at the next <see cref="Pulse"/>. Ask for it before looking, or a pulse in between is missed.</summary>
    public Task NextAsync(string conversationId) =>
        waiting.GetOrAdd(conversationId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Pulse(string conversationId)
    {
        if (waiting.TryRemove(conversationId, out var source)) source.TrySetResult();
    }
}
