using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Does slow steps outside any transaction and writes their answer as an event.</summary>
internal sealed class StepDesk(
    ITurnDatabase database,
    IServiceProvider services,
    LaneWaker lanes,
    ITurnWatcher watcher,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<StepDesk> logger) : IDisposable
{
    private const int AtOnce = 4;

    // Should the process die in mid-step, the step is taken up again after its budget and this.
    private static readonly TimeSpan TakenFor = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim desks = new(AtOnce);

    /// <summary>Begins a step that a turn has just committed.</summary>
    /// <param name="at">When it is due as that turn wrote it.</param>
    public void Take(ConversationReference conversation, SlowStep slow, DateTimeOffset at) => _ = TakeSafelyAsync(DueEvents.Step(conversation, slow, at), new DueStep(conversation, slow));

    /// <summary>Takes up a step found in the due table, unless somebody else has: the work is paid for once.</summary>
    public async Task TakeAsync(DueRow row, DueStep due)
    {
        var now = clock.GetUtcNow();
        if (await database.WriteAsync(s => s.Tables.MoveDueAsync(row, now + due.Slow.Budget + TakenFor, CancellationToken.None), CancellationToken.None))
            _ = RunSafelyAsync(due.Conversation, due.Slow);
    }

    public void Dispose() => desks.Dispose();

    private async Task TakeSafelyAsync(DueRow row, DueStep due)
    {
        try
        {
            await TakeAsync(row, due);
        }
        catch (Exception fault) when (DatabaseFaults.IsOutage(fault))
        {
            // The row is still due: the clock hands it out.
        }
    }

    private async Task RunSafelyAsync(ConversationReference conversation, SlowStep slow)
    {
        try
        {
            await desks.WaitAsync(lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        try
        {
            watcher.At(TurnPoint.StepBegins, slow.Id);
            var answer = await AnswerAsync(conversation, slow);
            await WriteAnswerAsync(conversation, slow, answer);
            watcher.At(TurnPoint.StepEnded, slow.Id);
        }
        catch (Exception fault)
        {
            // The row is still due: the clock hands it out again, and the budget's own event comes in any case.
            logger.StepFailed(slow.Id, slow.Kind, fault.GetType().Name);
        }
        finally
        {
            desks.Release();
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> AnswerAsync(ConversationReference conversation, SlowStep slow)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        limit.CancelAfter(slow.Budget);
        try
        {
            var worker = services.GetKeyedService<ISlowStepWorker>(slow.Kind);
            return worker is null ? Failed("no_worker") : await worker.RunAsync(slow, conversation, limit.Token);
        }
        catch (Exception fault) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            logger.StepFailed(slow.Id, slow.Kind, fault.GetType().Name);
            return Failed(fault is OperationCanceledException ? "late" : "failed");
        }
    }

    private async Task WriteAnswerAsync(ConversationReference conversation, SlowStep slow, IReadOnlyDictionary<string, string> answer)
    {
        var now = clock.GetUtcNow();
        await database.WriteAsync(
            async s =>
            {
                await s.Tables.WriteEventAsync(DueEvents.StepAnswer(conversation, slow, answer, now), now, CancellationToken.None);
                await s.Tables.CancelDueAsync(conversation.Id, DueEvents.Step(conversation, slow, now).Purpose, CancellationToken.None);
                await s.Tables.CancelDueAsync(conversation.Id, DueEvents.Late(conversation, slow, now).Purpose, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
        lanes.Wake(conversation.Id);
    }

    private static Dictionary<string, string> Failed(string code) => new() { ["error"] = code };
}
