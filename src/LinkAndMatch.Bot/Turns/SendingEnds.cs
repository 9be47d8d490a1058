namespace LinkAndMatch.Bot.Turns;

/// <summary>At shutdown waits for what is on its way: a reply that is cut off would be in doubt, one that ends is certain.</summary>
internal sealed class SendingEnds(Outbox outbox) : IHostedService
{
    // Longer than a channel's own time-out of a call.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        await outbox.DrainAsync(limit.Token);
    }
}
