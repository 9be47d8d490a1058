using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Reads what is read late (the villages) while nobody waits for it.</summary>
internal sealed class WarmUp(LanguageData language) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(language.Warm, stoppingToken);
}
