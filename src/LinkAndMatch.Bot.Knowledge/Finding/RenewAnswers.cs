using LinkAndMatch.Bot.Conversation.Recognizers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Builds the index when the bot starts and looks every few seconds whether an answer has changed.</summary>
public sealed class RenewAnswers(AnswerFinder finder, TimeProvider clock, ILogger<RenewAnswers> logger) : BackgroundService
{
    /// <summary>What another process or an editor has changed is met after this long at the latest; an officer's answer at once where it was committed.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Learning goes on beside the rest of the start: who asks before it is done waits for it.
        await Task.Run(Learn, stoppingToken);
        using var timer = new PeriodicTimer(LooksEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Learn();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bot stops.
        }
    }

    private void Learn()
    {
        try
        {
            finder.LookAgain();
            if (finder.Renew()) logger.AnswersRenewed();
        }
        // The boundary of the loop, which would take the whole bot with it: somebody is in the middle of an edit, or the database is away.
        catch (Exception broken)
        {
            logger.AnswersNotRenewed(broken.Message);
        }
    }
}

internal static partial class RenewAnswersLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The index of answers was built anew")]
    public static partial void AnswersRenewed(this ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answers could not be read again; those of before stay. {Problem}")]
    public static partial void AnswersNotRenewed(this ILogger logger, string problem);
}
