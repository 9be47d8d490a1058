using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Reads what is read late (districts, villages) while nobody waits for it. A file that cannot be read ends the bot.</summary>
internal sealed class WarmUp(LanguageData language, IHostApplicationLifetime lifetime) : BackgroundService
{
    /// <summary>What ended the bot; null when all could be read.</summary>
    public DataFileException? Broken { get; private set; }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(Read, stoppingToken);

    private void Read()
    {
        try
        {
            language.Warm();
        }
        catch (DataFileException broken)
        {
            Broken = broken;
            lifetime.StopApplication();
        }
    }
}
