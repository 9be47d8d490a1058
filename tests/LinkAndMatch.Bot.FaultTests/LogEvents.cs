using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>Counts in the log of a bot in this process how often it said one thing.</summary>
/// <param name="name">The log method's name.</param>
internal sealed class LogEvents(string name) : ILoggerProvider, ILogger
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public int Count => _count;

    /// <summary>Completes when it is said next.</summary>
    public Task NextAsync() => (_next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name != name) return;
        Interlocked.Increment(ref _count);
        _next.TrySetResult();
    }

    public void Dispose()
    {
    }
}
