using System.ClientModel;
using System.ClientModel.Primitives;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>How calls go out: tried again after a stumble, and not at all for a while when half of them fail. One for the whole process.</summary>
public sealed class ModelCalls
{
    /// <summary>So long nothing is asked after too many failures; then one call tries.</summary>
    public static readonly TimeSpan BreakFor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
    private readonly ResiliencePipeline _pipeline;

    public ModelCalls(TimeProvider clock)
    {
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(300),
                MaxDelay = LongestWait,
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault && IsPassing(fault) && !(WaitAskedBy(fault) > LongestWait)),
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault ? WaitAskedBy(fault) : null),
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 10,
                SamplingDuration = TimeSpan.FromMinutes(2),
                BreakDuration = BreakFor,
                // Too slow for our budget is as good as down.
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault && (IsPassing(fault) || fault is OperationCanceledException)),
            })
            .Build();
    }

    /// <exception cref="BrokenCircuitException">Too many calls have failed lately: nothing was asked.</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        await _pipeline.ExecuteAsync(async token => await call(token).ConfigureAwait(false), cancellation).ConfigureAwait(false);

    /// <summary>Whether a failure says something about the other side, and nothing about what was asked.</summary>
    public static bool IsPassing(Exception fault) => fault switch
    {
        ClientResultException { Status: 0 or 408 or 429 or >= 500 } => true,
        HttpRequestException or IOException => true,
        _ => false,
    };

    private static TimeSpan? WaitAskedBy(Exception fault)
    {
        if (fault is not ClientResultException refused || refused.GetRawResponse() is not { } response) return null;
        if (response.Headers.TryGetValue("retry-after-ms", out var milliseconds) && long.TryParse(milliseconds, out var count)) return TimeSpan.FromMilliseconds(count);
        return response.Headers.TryGetValue("retry-after", out var seconds) && long.TryParse(seconds, out var whole) ? TimeSpan.FromSeconds(whole) : null;
    }
}
