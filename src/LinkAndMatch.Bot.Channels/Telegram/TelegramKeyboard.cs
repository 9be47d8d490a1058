using LinkAndMatch.Bot.Conversation.Replies;
using Telegram.Bot.Types.ReplyMarkups;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>Buttons that fit a small phone.</summary>
internal static class TelegramKeyboard
{
    /// <summary>Two labels up to this long share a row of a screen 320 points wide.</summary>
    private const int ShortLabel = 14;

    /// <summary>The buttons under a message; null when there are none.</summary>
    public static InlineKeyboardMarkup? Inline(IReadOnlyList<Choice> choices)
    {
        if (choices.Count == 0) return null;
        var rows = new List<InlineKeyboardButton[]>(choices.Count);
        for (var i = 0; i < choices.Count; i++)
        {
            if (i + 1 < choices.Count && IsShort(choices[i]) && IsShort(choices[i + 1]))
            {
                rows.Add([Button(choices[i]), Button(choices[i + 1])]);
                i++;
            }
            else
            {
                rows.Add([Button(choices[i])]);
            }
        }

        return new InlineKeyboardMarkup(rows);
    }

    /// <summary>The button that shares the person's own contact, in place of the keyboard.</summary>
    public static ReplyKeyboardMarkup Contact(string label) =>
        new(KeyboardButton.WithRequestContact(label)) { ResizeKeyboard = true, OneTimeKeyboard = true };

    private static bool IsShort(Choice choice) => choice.Label.Length <= ShortLabel;

    private static InlineKeyboardButton Button(Choice choice) =>
        choice.Url is { } url ? InlineKeyboardButton.WithUrl(choice.Label, url) : InlineKeyboardButton.WithCallbackData(choice.Label, choice.Data);
}
