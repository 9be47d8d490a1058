using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Settings that are no number, time or mode at all: told in our words before the binder throws in its own.</summary>
internal static class SettingsText
{
    /// <exception cref="OptionsValidationException">With a sentence for each setting that cannot be read.</exception>
    public static void Check(IConfiguration configuration)
    {
        var wrong = new List<string>();
        if (Value(configuration, "Telegram:Mode") is { } mode && !Enum.GetNames<TelegramMode>().Contains(mode, StringComparer.OrdinalIgnoreCase))
        {
            wrong.Add("Telegram__Mode must be polling or webhook.");
        }

        foreach (var name in (ReadOnlySpan<string>)["Timeout", "PollFor"])
        {
            if (Value(configuration, $"Telegram:{name}") is { } time && !TimeSpan.TryParse(time, CultureInfo.InvariantCulture, out _))
            {
                wrong.Add($"Telegram__{name} must be a time such as 00:00:10.");
            }
        }

        if (Value(configuration, "Officers:TelegramChatId") is { } chat && !long.TryParse(chat, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            wrong.Add("Officers__TelegramChatId must be the id of a Telegram group, a number below zero such as -1001234567890.");
        }

        if (wrong.Count > 0) throw new OptionsValidationException("Telegram", typeof(TelegramOptions), wrong);
    }

    public static bool IsWebhook(IConfiguration configuration) =>
        string.Equals(Value(configuration, "Telegram:Mode"), nameof(TelegramMode.Webhook), StringComparison.OrdinalIgnoreCase);

    private static string? Value(IConfiguration configuration, string key) => configuration[key] is { Length: > 0 } value ? value : null;
}
