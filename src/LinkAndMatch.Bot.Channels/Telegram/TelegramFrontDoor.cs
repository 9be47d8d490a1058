using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>What polling and the webhook do alike with an update: read it, answer a tap from memory, explain itself elsewhere.</summary>
public sealed class TelegramFrontDoor(
    TelegramConnection telegram, OfficersGroup officers, TelegramCourtesies courtesies, TelegramMeter meter, TimeProvider clock, ILogger<TelegramFrontDoor> logger)
{
    /// <summary>Deeper JSON than this is not an update.</summary>
    internal const int MaxDepth = 32;

    /// <returns>The activity to accept, or null for what is malformed (counted), unknown, or from where we do not speak.</returns>
    public Activity? Take(JsonElement json)
    {
        try
        {
            if (json.ValueKind == JsonValueKind.Object && json.Deserialize<Update>(JsonBotAPI.Options) is { Id: not 0 } update) return Take(update);
            Malformed("no update id");
        }
        // All of them: the reader fills in what it finds, so a missing chat shows only where it is used, and an update that
        // cannot be read today will not be read at the hundredth attempt either. Nothing here waits for anything.
        catch (Exception failure)
        {
            Malformed(failure.GetType().Name);
        }

        return null;
    }

    internal void Malformed(string reason)
    {
        meter.Malformed();
        logger.UpdateMalformed(reason);
    }

    private Activity? Take(Update update)
    {
        // Before the turn and whatever becomes of it: after some seconds Telegram no longer takes the answer, and the button would blink till then.
        if (update.CallbackQuery is { } tap) courtesies.AnswerTap(tap.Id);
        if (update.Message is { MigrateToChatId: { } to } moved) officers.Moved(moved.Chat.Id, to);
        if (TelegramAdapter.Elsewhere(update, officers) is { } elsewhere) courtesies.ExplainOnce(elsewhere.ChatId, elsewhere.Language);
        return TelegramAdapter.ToActivity(update, telegram.BotId, officers, clock.GetUtcNow());
    }
}
