using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using Telegram.Bot.Exceptions;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>What a failed call tells about delivery.</summary>
internal static class TelegramOutcome
{
    /// <summary>How long the whole bot waits when Telegram does not know its token.</summary>
    public static readonly TimeSpan TokenRefusedWait = TimeSpan.FromMinutes(5);

    /// <summary>Descriptions that have a code of their own; others may quote what a person wrote and are not passed on.</summary>
    private static readonly (string Words, string Code)[] Known =
    [
        ("message is not modified", "not_modified"),
        ("message to edit not found", "edit_not_found"),
        ("message can't be edited", "edit_not_allowed"),
        ("chat not found", "chat_not_found"),
        ("message is too long", "too_long"),
        ("message text is empty", "empty"),
        ("can't parse entities", "entities"),
        ("BUTTON_DATA_INVALID", "button_data"),
        ("wrong file identifier", "file_id"),
        ("wrong remote file", "file_id"),
        ("group chat was upgraded", "migrated"),
        ("query is too old", "tap_too_old"),
    ];

    /// <summary>True when the message already shows what the edit wanted.</summary>
    public static bool IsNotModified(Exception failure) => failure is ApiRequestException { ErrorCode: 400 } && CodeOf(failure) == "telegram.400.not_modified";

    /// <summary>True when the message to edit is gone or too old, so that a new one must stand in.</summary>
    public static bool IsGone(Exception failure) => failure is ApiRequestException { ErrorCode: 400 } && CodeOf(failure) is "telegram.400.edit_not_found" or "telegram.400.edit_not_allowed";

    /// <summary>True when a stored file_id is no longer good.</summary>
    public static bool IsFileForgotten(Exception failure) => failure is ApiRequestException { ErrorCode: 400 } && CodeOf(failure) == "telegram.400.file_id";

    /// <summary>The outcome of a failed send; null when the failure is not the call's (it then flies on).</summary>
    public static SendResult? Of(Exception failure) => failure switch
    {
        _ when WasNeverWritten(failure) => new SendResult.NotSent(CodeOf(failure)),
        ApiRequestException api => Of(api.ErrorCode, api),
        RequestException { HttpStatusCode: { } status } => Of((int)status, failure),
        // No answer at all, or one that broke off: it may have been acted on.
        RequestException or OperationCanceledException or HttpRequestException or IOException => new SendResult.Ambiguous(CodeOf(failure)),
        _ => null,
    };

    /// <summary>True when the call surely never reached Telegram.</summary>
    public static bool WasNeverWritten(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is NeverWrittenException) return true;
        }

        return false;
    }

    /// <summary>A short name of the failure, safe for logs: it holds no words of a message and no address.</summary>
    public static string CodeOf(Exception failure)
    {
        if (WasNeverWritten(failure)) return "telegram.unreachable";
        return failure switch
        {
            ApiRequestException api => Code(api.ErrorCode, api.Message),
            RequestException { HttpStatusCode: { } status } => Code((int)status, ""),
            RequestException { InnerException: OperationCanceledException } or OperationCanceledException => "telegram.timeout",
            RequestException or HttpRequestException or IOException => "telegram.broken_off",
            _ => failure.GetType().Name,
        };
    }

    private static SendResult Of(int status, Exception failure) => status switch
    {
        429 => new SendResult.NotSent(CodeOf(failure), TimeSpan.FromSeconds((failure as ApiRequestException)?.Parameters?.RetryAfter ?? 1)),
        401 or 404 => new SendResult.NotSent(CodeOf(failure), TokenRefusedWait) { WholeChannel = true },
        403 => new SendResult.Blocked(CodeOf(failure)),
        // 200 with a body that cannot be read was most likely sent; 3xx is no answer of Telegram's.
        < 400 or >= 500 => new SendResult.Ambiguous(CodeOf(failure)),
        _ => new SendResult.Rejected(CodeOf(failure)),
    };

    private static string Code(int status, string description)
    {
        var code = "telegram." + status.ToString(CultureInfo.InvariantCulture);
        foreach (var (words, known) in Known)
        {
            if (description.Contains(words, StringComparison.OrdinalIgnoreCase)) return $"{code}.{known}";
        }

        return code;
    }
}
