using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>How updates reach us.</summary>
public enum TelegramMode
{
    /// <summary>We ask Telegram; needs no public address.</summary>
    Polling,

    /// <summary>Telegram calls us at <see cref="TelegramOptions.WebhookUrl"/>.</summary>
    Webhook,
}

/// <summary>The settings under <c>Telegram</c>. Without a token the channel is off and the rest of the bot runs.</summary>
public sealed class TelegramOptions
{
    /// <summary>Where Telegram's own servers answer.</summary>
    public const string DefaultApiBaseUrl = "https://api.telegram.org";

    /// <summary>The token given by BotFather: digits, a colon, then letters. Null: Telegram is off.</summary>
    public string? BotToken { get; init; }

    /// <summary>Scheme, host and port of the Bot API server, without a path.</summary>
    public string ApiBaseUrl { get; init; } = DefaultApiBaseUrl;

    /// <summary>Polling unless said otherwise.</summary>
    public TelegramMode Mode { get; init; } = TelegramMode.Polling;

    /// <summary>The public address of <c>/telegram/webhook</c>, https.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>What Telegram must send along with each update: 32 to 256 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>How long one call to Telegram may take; long polls and files get more.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Telegram holds a poll open when there is nothing to say; Telegram itself allows 50 seconds at most.</summary>
    public TimeSpan PollFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>True when a token is set.</summary>
    public bool IsOn => !string.IsNullOrEmpty(BotToken);
}

/// <summary>One sentence for each wrong setting. A sentence never repeats a token or a secret.</summary>
internal sealed partial class TelegramOptionsCheck : IValidateOptions<TelegramOptions>
{
    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(TelegramOptions options)
    {
        if (options.IsOn && !Token().IsMatch(options.BotToken!))
        {
            yield return "Telegram__BotToken is not a bot token: expected digits, a colon and about 35 letters, as BotFather gives it.";
        }

        if (!Uri.TryCreate(options.ApiBaseUrl, UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https") || api.PathAndQuery != "/")
        {
            yield return "Telegram__ApiBaseUrl must be an http or https address of scheme, host and port alone, such as https://api.telegram.org.";
        }

        if (options.Timeout < TimeSpan.FromSeconds(1) || options.Timeout > TimeSpan.FromMinutes(1))
        {
            yield return "Telegram__Timeout must lie between 00:00:01 and 00:01:00.";
        }

        if (options.PollFor < TimeSpan.Zero || options.PollFor > TimeSpan.FromSeconds(50))
        {
            yield return "Telegram__PollFor must lie between 00:00:00 and 00:00:50.";
        }

        if (options.Mode == TelegramMode.Polling) yield break;

        if (!options.IsOn) yield return "Telegram__Mode is webhook, but Telegram__BotToken is missing.";
        // A Bot API server of one's own on the same machine may call without TLS; Telegram's never does.
        if (!Uri.TryCreate(options.WebhookUrl, UriKind.Absolute, out var webhook)
            || !(webhook.Scheme == Uri.UriSchemeHttps || (webhook is { Scheme: "http", IsLoopback: true } && api is { IsLoopback: true })))
        {
            yield return "Telegram__Mode is webhook, so Telegram__WebhookUrl must be the public https address of /telegram/webhook.";
        }

        if (options.WebhookSecret is null || !Secret().IsMatch(options.WebhookSecret))
        {
            yield return "Telegram__Mode is webhook, so Telegram__WebhookSecret must hold 32 to 256 random characters of A-Z, a-z, 0-9, _ and -.";
        }
    }

    [GeneratedRegex(@"^[0-9]{1,19}:[A-Za-z0-9_-]+\z")]
    private static partial Regex Token();

    [GeneratedRegex(@"^[A-Za-z0-9_-]{32,256}\z")]
    private static partial Regex Secret();
}
