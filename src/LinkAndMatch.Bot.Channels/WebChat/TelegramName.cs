using LinkAndMatch.Bot.Channels.Telegram;
using Microsoft.Extensions.DependencyInjection;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.Channels.WebChat;

/// <summary>The bot's name on Telegram, asked once; the page does not wait for it.</summary>
public sealed class TelegramName(IServiceProvider services, TimeProvider clock)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private DateTimeOffset askedAt = DateTimeOffset.MinValue;
    private volatile string? name;

    /// <summary>Null while it is not known, and where Telegram is off.</summary>
    public string? Known
    {
        get
        {
            if (name is null && services.GetService<TelegramConnection>() is { } telegram) Ask(telegram);
            return name;
        }
    }

    private void Ask(TelegramConnection telegram)
    {
        lock (gate)
        {
            if (clock.GetUtcNow() - askedAt < AskAgain) return;
            askedAt = clock.GetUtcNow();
        }
        _ = AskAsync(telegram);
    }

    private async Task AskAsync(TelegramConnection telegram)
    {
        try
        {
            name = (await telegram.Client.GetMe().ConfigureAwait(false)).Username;
        }
        catch (Exception away) when (away is RequestException or HttpRequestException or OperationCanceledException)
        {
            // The page shows no code until Telegram answers.
        }
    }
}
