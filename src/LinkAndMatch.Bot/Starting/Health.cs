using LinkAndMatch.Bot.Turns;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Says whether the process lives and whether it may be given work; no details.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddSingleton<StoreAnswers>().AddHealthChecks().AddCheck<StoreAnswers>("store", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
    }

    /// <summary>Asks the store at most once a second, however many want to know: what anybody may call must not compete with turns for the one writer.</summary>
    private sealed class StoreAnswers(ITurnDatabase database, IHostApplicationLifetime lifetime, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan s_holds = TimeSpan.FromSeconds(1);
        private readonly Lock _lock = new();
        private Task<bool>? _answer;
        private long _askedAt;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return HealthCheckResult.Unhealthy();
            return await AnswerAsync().WaitAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }

        private Task<bool> AnswerAsync()
        {
            lock (_lock)
            {
                if (_answer is null || (_answer.IsCompleted && clock.GetElapsedTime(_askedAt) >= s_holds)) (_askedAt, _answer) = (clock.GetTimestamp(), AskAsync());
                return _answer;
            }
        }

        private async Task<bool> AskAsync()
        {
            try
            {
                // A write that changes nothing: it needs the writer and its disk.
                await database.WriteAsync(s => s.Tables.WaitingConversationsAsync(clock.GetUtcNow(), clock.GetUtcNow(), 1, CancellationToken.None), lifetime.ApplicationStopping);
                return true;
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or IOException or TimeoutException or OperationCanceledException)
            {
                return false;
            }
        }
    }
}
