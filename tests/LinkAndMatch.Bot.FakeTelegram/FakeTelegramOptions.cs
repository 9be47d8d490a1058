namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>What is fixed for the life of one fake server.</summary>
public sealed record FakeTelegramOptions
{
    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The only token that is answered; any other gets 401.</summary>
    public string Token { get; init; } = "7000000001:fake-token-for-tests";

    /// <summary>The bot's user name without the at sign.</summary>
    public string BotUsername { get; init; } = "link_and_match_bot";

    /// <summary>The clock of dates, expiry and limits. Waiting (long polls, delays) is always in real time.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the server behaves from the start.</summary>
    public FakeBehaviour Behaviour { get; init; } = new();
}
