using LinkAndMatch.Bot.Channels.Telegram;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Starting;

/// <summary>Says at the start where to chat, for who sees the bot for the first time.</summary>
internal static partial class Welcome
{
    public static void SayWelcome(this WebApplication app)
    {
        var telegram = app.Services.GetRequiredService<IOptions<TelegramOptions>>().Value.IsOn;
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            app.Logger.ChatAt(app.Urls);
            if (!telegram) app.Logger.TelegramIsOff();
        });
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Chat in the browser at {Addresses}, or in the terminal: the same command with -- chat")]
    private static partial void ChatAt(this ILogger logger, IEnumerable<string> addresses);

    [LoggerMessage(Level = LogLevel.Information, Message = "Telegram is off: set Telegram__BotToken to a token from BotFather")]
    private static partial void TelegramIsOff(this ILogger logger);
}
