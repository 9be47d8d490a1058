using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// What is said from memory, once and without a promise: the answer to a tap, the one line in a group that is not ours.
/// A failure here is never an error, and nothing of it is stored.
/// </summary>
public sealed class TelegramCourtesies(TelegramConnection telegram, GroupLine groups, ILogger<TelegramCourtesies> logger) : BackgroundService
{
    private const int MostAtATime = 16;

    private readonly Channel<Func<ITelegramBotClient, CancellationToken, Task>> _waiting =
        Channel.CreateBounded<Func<ITelegramBotClient, CancellationToken, Task>>(new BoundedChannelOptions(2_000) { FullMode = BoundedChannelFullMode.DropOldest });

    /// <summary>Ends the blinking of a tapped button.</summary>
    public void AnswerTap(string callbackId) =>
        _waiting.Writer.TryWrite((bot, cancellation) => bot.AnswerCallbackQuery(callbackId, cancellationToken: cancellation));

    /// <summary>Says once in a chat that the bot speaks in private only (the text <c>turn.group</c>).</summary>
    public void ExplainOnce(long chatId, string? language)
    {
        if (groups.Once($"{TelegramAdapter.ChannelId}/{chatId}", language) is not { } line) return;
        _waiting.Writer.TryWrite((bot, cancellation) => bot.SendMessage(chatId, line, cancellationToken: cancellation));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtATime, CancellationToken = stoppingToken };
        try
        {
            await Parallel.ForEachAsync(_waiting.Reader.ReadAllAsync(stoppingToken), options, async (courtesy, cancellation) =>
            {
                try
                {
                    await courtesy(telegram.Client, cancellation).ConfigureAwait(false);
                }
                catch (RequestException failure)
                {
                    if (logger.IsEnabled(LogLevel.Debug)) logger.CourtesyFailed(TelegramOutcome.CodeOf(failure));
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was still waiting is not worth a longer goodbye.
        }
    }
}
