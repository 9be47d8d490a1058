using LinkAndMatch.Bot.Turns;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Says whether the process lives and whether it may be given work; no details.</summary>
internal static class Health
{
    private const string Ready = "ready";

    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StoreAnswers>("store", tags: [Ready]);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
    }

    private sealed class StoreAnswers(ITurnDatabase database, IHostApplicationLifetime lifetime, TimeProvider clock) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested) return HealthCheckResult.Unhealthy();
            try
            {
                // A write that changes nothing: it needs the writer and its disk.
                await database.WriteAsync(s => s.Tables.WaitingConversationsAsync(clock.GetUtcNow(), clock.GetUtcNow(), 1, cancellationToken), cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is System.Data.Common.DbException or IOException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy();
            }
        }
    }
}
