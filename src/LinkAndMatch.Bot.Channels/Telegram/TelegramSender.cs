using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.Extensions.Logging;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace LinkAndMatch.Bot.Channels.Telegram;

/// <summary>
/// Says a reply on Telegram and tells what is known after it. It repeats nothing by itself: whether to say something again is the outbox's decision.
/// A reply goes out as photos, then the document, then its words; the buttons are under the last message.
/// </summary>
public sealed class TelegramSender(
    TelegramConnection telegram, OfficersGroup officers, IFileStore files, DialogCatalog catalog, TelegramMeter meter, TimeProvider clock, ILogger<TelegramSender> logger)
    : IActivitySender
{
    private const int MostRemembered = 10_000;
    private static readonly LinkPreviewOptions NoPreview = new() { IsDisabled = true };

    /// <summary>Telegram's own ids of what was uploaded, by content: a photo is uploaded once.</summary>
    private readonly ConcurrentDictionary<string, string> _uploaded = new();

    /// <summary>Chats where the contact button still stands in for the keyboard.</summary>
    private readonly ConcurrentDictionary<long, bool> _contactShown = new();

    private readonly Lock _throttleGate = new();
    private (long Chat, DateTimeOffset Until) _throttled;

    public string Channel => TelegramAdapter.ChannelId;

    public async Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!long.TryParse(outgoing.To.NativeId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)) return new SendResult.Rejected("telegram.chat_id");
        var reply = outgoing.Reply;
        switch (reply.Class)
        {
            case DeliveryClass.Echo:
                return new SendResult.Sent(null);
            case DeliveryClass.Action:
                return (await TryAsync(chat, to => TypingAsync(to, cancellation), cancellation).ConfigureAwait(false)).Result;
            case DeliveryClass.Edit when outgoing.EditsMessageId is { } id && int.TryParse(id, CultureInfo.InvariantCulture, out var message):
                if (await EditAsync(chat, message, reply, cancellation).ConfigureAwait(false) is { } edited) return edited;
                break;
            case DeliveryClass.Edit or DeliveryClass.Question or DeliveryClass.MustArrive or DeliveryClass.NiceToHave:
                break;
        }

        return await SendPartsAsync(chat, PartsOf(reply), outgoing.PartsSent, partSent, cancellation).ConfigureAwait(false);
    }

    private async Task<SendResult> SendPartsAsync(long chat, List<Part> parts, int sent, Func<int, Task> partSent, CancellationToken cancellation)
    {
        SendResult result = new SendResult.Sent(null);
        for (var i = sent; i < parts.Count; i++)
        {
            var part = parts[i];
            (result, _) = await TryAsync(chat, to => SendPartAsync(to, part, cancellation), cancellation).ConfigureAwait(false);
            if (result is not SendResult.Sent) return result;
            if (i + 1 < parts.Count) await partSent(i + 1).ConfigureAwait(false);
        }

        return result;
    }

    /// <summary>The messages that a reply becomes: the same at every attempt, for the outbox counts them.</summary>
    private List<Part> PartsOf(Reply reply)
    {
        var parts = new List<Part>(1);
        foreach (var photo in reply.Photos) parts.Add(new Part.Photo(photo));
        if (reply.Document is { } document) parts.Add(new Part.File(document));

        ReplyMarkup? markup = TelegramKeyboard.Inline(reply.Choices);
        if (reply.AsksForContact && Line("buttons.share_contact", reply.Language) is { } label)
        {
            // A message has one keyboard only: beside buttons the contact button comes with a line of its own, ahead of the question.
            var contact = TelegramKeyboard.Contact(label);
            if (markup is null) markup = contact;
            else if (Line("telegram.contact_hint", reply.Language) is { } hint) parts.Add(new Part.Words(MessageText.Escaped(hint), contact));
        }

        var text = MessageText.Of(reply);
        var pieces = text.Pieces();
        for (var i = 0; i < pieces.Count; i++) parts.Add(new Part.Words(text.Html(pieces[i]), i + 1 == pieces.Count ? markup : null));
        if (pieces.Count == 0 && parts.Count > 0) parts[^1] = parts[^1] with { Markup = markup };
        return parts;
    }

    /// <summary>Null where the dialogs have no such text: the person then types the number.</summary>
    private string? Line(string key, string language) => catalog.Texts.Has(key, language) ? catalog.Texts.Label(key, language) : null;

    private async Task<Message?> SendPartAsync(long chat, Part part, CancellationToken cancellation)
    {
        var markup = part.Markup;
        var removes = false;
        if (markup is null && _contactShown.ContainsKey(chat)) (markup, removes) = (new ReplyKeyboardRemove(), true);
        var message = part switch
        {
            Part.Words words => await telegram.Client.SendMessage(
                chat, words.Html, ParseMode.Html, replyMarkup: markup, linkPreviewOptions: NoPreview, cancellationToken: cancellation).ConfigureAwait(false),
            Part.Photo photo => await SendPhotoAsync(chat, photo.Hash, markup, cancellation).ConfigureAwait(false),
            Part.File file => await SendDocumentAsync(chat, file.Document, markup, cancellation).ConfigureAwait(false),
            _ => throw new InvalidOperationException($"Unknown part {part.GetType().Name}."),
        };
        if (removes) _contactShown.TryRemove(chat, out _);
        if (markup is ReplyKeyboardMarkup)
        {
            if (_contactShown.Count >= MostRemembered) _contactShown.Clear();
            _contactShown[chat] = true;
        }

        return message;
    }

    private async Task<Message?> SendPhotoAsync(long chat, string hash, ReplyMarkup? markup, CancellationToken cancellation)
    {
        if (_uploaded.TryGetValue(hash, out var fileId))
        {
            try
            {
                return await telegram.Client.SendPhoto(chat, InputFile.FromFileId(fileId), replyMarkup: markup, cancellationToken: cancellation).ConfigureAwait(false);
            }
            catch (ApiRequestException failure) when (TelegramOutcome.IsFileForgotten(failure))
            {
                // Refused, so surely not sent: uploading it again doubles nothing.
                _uploaded.TryRemove(hash, out _);
            }
        }

        // Erased meanwhile: the words go out without it.
        if (await OpenAsync(hash, cancellation).ConfigureAwait(false) is not { } content) return null;
        await using (content.ConfigureAwait(false))
        {
            var message = await telegram.PatientClient.SendPhoto(chat, InputFile.FromStream(content, "photo.jpg"), replyMarkup: markup, cancellationToken: cancellation).ConfigureAwait(false);
            if (message.Photo is [.., var largest])
            {
                if (_uploaded.Count >= MostRemembered) _uploaded.Clear();
                _uploaded[hash] = largest.FileId;
            }

            return message;
        }
    }

    private async Task<Stream?> OpenAsync(string hash, CancellationToken cancellation)
    {
        try
        {
            return await files.OpenAsync(hash, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new FileUnavailableException(failure);
        }
    }

    private async Task<Message?> SendDocumentAsync(long chat, ReplyDocument document, ReplyMarkup? markup, CancellationToken cancellation)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(document.Content));
        return await telegram.PatientClient.SendDocument(chat, InputFile.FromStream(content, document.FileName), replyMarkup: markup, cancellationToken: cancellation).ConfigureAwait(false);
    }

    private async Task<Message?> TypingAsync(long chat, CancellationToken cancellation)
    {
        await telegram.Client.SendChatAction(chat, ChatAction.Typing, cancellationToken: cancellation).ConfigureAwait(false);
        return null;
    }

    /// <returns>Null when the message cannot be edited any more, so that a new one must be sent.</returns>
    private async Task<SendResult?> EditAsync(long chat, int message, Reply reply, CancellationToken cancellation)
    {
        var text = MessageText.Of(reply);
        if (reply.Photos.Count > 0 || reply.Document is not null || text.Pieces() is not [var only]) return null;
        var (result, failure) = await TryAsync(
            chat,
            async to => await telegram.Client.EditMessageText(
                to, message, text.Html(only), ParseMode.Html, TelegramKeyboard.Inline(reply.Choices), NoPreview, cancellationToken: cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false);
        if (failure is null) return result;
        if (TelegramOutcome.IsNotModified(failure)) return new SendResult.Sent(message.ToString(CultureInfo.InvariantCulture));
        return TelegramOutcome.IsGone(failure) ? null : result;
    }

    private async Task<(SendResult Result, Exception? Failure)> TryAsync(long chat, Func<long, Task<Message?>> call, CancellationToken cancellation)
    {
        try
        {
            var message = await call(officers.SendTo(chat)).ConfigureAwait(false);
            return (new SendResult.Sent(message?.Id.ToString(CultureInfo.InvariantCulture)), null);
        }
        catch (ApiRequestException failure) when (failure.Parameters?.MigrateToChatId is { } moved && chat == officers.SendTo(chat) && officers.Moved(chat, moved))
        {
            return await TryAsync(chat, call, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (cancellation.IsCancellationRequested && TelegramOutcome.WasNeverWritten(failure))
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (FileUnavailableException failure)
        {
            return (new SendResult.NotSent("telegram.file_store"), failure);
        }
        catch (Exception failure) when (TelegramOutcome.Of(failure) is { } result)
        {
            return (Noticed(chat, result), failure);
        }
    }

    private SendResult Noticed(long chat, SendResult result)
    {
        switch (result)
        {
            case SendResult.NotSent { RetryAfter: { } wait, WholeChannel: false } throttled:
                meter.Throttled(wait);
                return Throttled(chat, throttled, wait);
            case SendResult.NotSent { WholeChannel: true } refused:
                logger.TokenRefused(refused.ErrorCode);
                break;
            case SendResult.Rejected rejected:
                logger.ReplyRefused(rejected.ErrorCode);
                break;
        }

        return result;
    }

    /// <summary>Telegram does not say whether a 429 means the chat or the bot. Two chats told to wait at the same time: the bot.</summary>
    private SendResult.NotSent Throttled(long chat, SendResult.NotSent result, TimeSpan wait)
    {
        var now = clock.GetUtcNow();
        lock (_throttleGate)
        {
            var everywhere = _throttled.Until > now && _throttled.Chat != chat;
            _throttled = (chat, now + wait);
            return everywhere ? result with { WholeChannel = true } : result;
        }
    }

    /// <summary>Our own store of files failed: Telegram was not asked for anything.</summary>
    private sealed class FileUnavailableException(Exception cause) : Exception("The file store did not open the file.", cause);

    /// <summary>One message of a reply.</summary>
    private abstract record Part(ReplyMarkup? Markup)
    {
        public sealed record Words(string Html, ReplyMarkup? Markup) : Part(Markup);

        public sealed record Photo(string Hash) : Part((ReplyMarkup?)null);

        public sealed record File(ReplyDocument Document) : Part((ReplyMarkup?)null);
    }
}
