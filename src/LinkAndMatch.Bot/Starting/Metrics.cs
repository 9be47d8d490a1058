using System.Security.Cryptography;
using System.Text;
using LinkAndMatch.Bot.Channels;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Knowledge.Model;
using LinkAndMatch.Bot.Turns;
using OpenTelemetry.Metrics;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Figures for Prometheus at <c>/metrics</c>: for this machine, and for whoever has the key. For all others there is no such page.</summary>
internal static class Metrics
{
    private const string Path = "/metrics";
    private const string Bearer = "Bearer ";

    public static void AddFigures(this IServiceCollection services) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(BotMeter.Name, TelegramMeter.Name, ModelConnection.Telemetry, "System.Runtime")
            .AddPrometheusExporter());

    public static void MapFigures(this WebApplication app)
    {
        var key = app.Services.GetRequiredService<BotSettings>().OperationsKey;
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments(Path),
            branch => branch.Use(async (http, next) =>
            {
                if (!MayRead(http, key))
                {
                    http.Response.StatusCode = StatusCodes.Status404NotFound;
                    return;
                }

                await http.RequestServices.GetRequiredService<StoreFigures>().CountAsync(http.RequestAborted);
                await next(http);
            }));
        app.MapPrometheusScrapingEndpoint(Path);
    }

    private static bool MayRead(HttpContext http, string? key)
    {
        if (ThisMachine.Asks(http.Request)) return true;
        return key is not null && http.Request.Headers.Authorization is [{ } given] && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given[Bearer.Length..].Trim()), Encoding.UTF8.GetBytes(key));
    }
}
