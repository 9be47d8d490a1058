using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>The settings under <c>Officers</c>.</summary>
public sealed class OfficersOptions
{
    /// <summary>The id of the officers' Telegram group, below zero. Null: there is none, and <c>-- inbox</c> shows what waits for an officer.</summary>
    public long? TelegramChatId { get; init; }
}

internal sealed class OfficersOptionsCheck : IValidateOptions<OfficersOptions>
{
    public ValidateOptionsResult Validate(string? name, OfficersOptions options) =>
        options.TelegramChatId is >= 0
            ? ValidateOptionsResult.Fail("Officers__TelegramChatId must be the id of a Telegram group, a number below zero such as -1001234567890.")
            : ValidateOptionsResult.Success;
}
