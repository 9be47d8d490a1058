using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Privacy;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.Starting;

/// <summary>What has to be done now and then: introductions that nobody answers expire, words older than their time are removed, erased photos go.</summary>
internal sealed class HouseKeeping(StoreTransaction transactions, LaneWaker lanes, TimeProvider clock, ILogger<HouseKeeping> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        transactions.Woken += Wake;
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await transactions.RunAsync((s, c) => s.GetRequiredService<ExpireIntroductions>().RunAsync(clock.GetUtcNow(), c), stoppingToken);
                await transactions.RunAsync((s, c) => s.GetRequiredService<ApplyRetention>().RunAsync(clock.GetUtcNow(), c), stoppingToken);
                await transactions.RunAsync((s, c) => s.GetRequiredService<DeleteErasedFiles>().RunAsync(c), stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.HouseKeepingFailed(fault);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Wake(IReadOnlyList<string> conversations)
    {
        foreach (var conversation in conversations) lanes.Wake(conversation);
    }
}

internal static partial class StartingLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Housekeeping failed and is tried again in an hour")]
    public static partial void HouseKeepingFailed(this ILogger logger, Exception fault);
}
