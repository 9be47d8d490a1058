using System.Data.Common;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.Turns;

/// <summary>What waits in the store at one moment.</summary>
/// <param name="InboxAge">Of the oldest activity without a turn; zero when none waits.</param>
/// <param name="OutboxAge">Of the oldest reply that is not sent; zero when none waits.</param>
internal sealed record Figures(int InboxWaiting, TimeSpan InboxAge, int OutboxWaiting, TimeSpan OutboxAge);

/// <summary>Counts what waits, when somebody asks.</summary>
internal sealed class StoreFigures(IDbContextFactory<PartnershipStore> stores, TimeProvider clock)
{
    private volatile Figures? _last;

    /// <summary>As counted last; null when the store did not answer.</summary>
    public Figures? Last => _last;

    public async Task CountAsync(CancellationToken cancellation)
    {
        try
        {
            await using var store = await stores.CreateDbContextAsync(cancellation);
            var inbox = store.Inbox.AsNoTracking().Where(r => r.Status == InboxStatus.New);
            var outbox = store.Outbox.AsNoTracking().Where(r => r.Status == OutboxStatus.Pending || r.Status == OutboxStatus.Sending);
            var now = clock.GetUtcNow();
            _last = new Figures(
                await inbox.CountAsync(cancellation), Age(await inbox.MinAsync(r => (DateTimeOffset?)r.ReceivedAt, cancellation)),
                await outbox.CountAsync(cancellation), Age(await outbox.MinAsync(r => (DateTimeOffset?)r.CreatedAt, cancellation)));

            TimeSpan Age(DateTimeOffset? oldest) => oldest is { } at && at < now ? now - at : TimeSpan.Zero;
        }
        catch (Exception away) when (away is DbException or TimeoutException)
        {
            // The rest of the figures is told all the same; that the store is away /health/ready says.
            _last = null;
        }
    }
}
