namespace LinkAndMatch.Bot.Turns;

/// <summary>Tells lanes to look into the inbox. A lost call only delays: the sweep looks again.</summary>
internal class LaneWaker(IGrainFactory? grains, ILogger<LaneWaker> logger)
{
    public virtual void Wake(string conversationId)
    {
        // Without a silo in this process (the terminal's inbox, the linter) the row waits for the server's sweep.
        if (grains is null) return;

        var look = grains.GetGrain<IConversationLane>(conversationId).LookAsync();
        if (!look.IsCompletedSuccessfully)
            _ = look.ContinueWith(t => logger.WakeFailed(t.Exception!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
