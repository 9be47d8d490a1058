namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>What people do, in one line each. Without a chat id it is the person's private chat.</summary>
public static class UserActs
{
    extension(IFakeTelegram fake)
    {
        /// <summary>Does one act.</summary>
        public async Task<SentUpdate> ActAsync(UserAct act, CancellationToken cancellation = default) => (await fake.ActAsync([act], cancellation))[0];

        /// <summary>Writes a text in the private chat.</summary>
        public Task<SentUpdate> SendTextAsync(FakeUser from, string text, CancellationToken cancellation = default) =>
            fake.ActAsync(new SaysText(from.Id, from, text), cancellation);

        /// <summary>Writes a text in a chat, maybe as a reply.</summary>
        public Task<SentUpdate> SendTextAsync(long chatId, FakeUser from, string text, int? replyTo = null, CancellationToken cancellation = default) =>
            fake.ActAsync(new SaysText(chatId, from, text, replyTo), cancellation);

        /// <summary>Writes several texts without waiting.</summary>
        public Task<IReadOnlyList<SentUpdate>> SendBurstAsync(FakeUser from, IEnumerable<string> texts, CancellationToken cancellation = default) =>
            fake.ActAsync([.. texts.Select(text => new SaysText(from.Id, from, text))], cancellation);

        /// <summary>Shares one's own number with the contact button.</summary>
        public Task<SentUpdate> SendOwnContactAsync(FakeUser from, string phone, CancellationToken cancellation = default) =>
            fake.ActAsync(new SharesContact(from.Id, from, phone, from.Id), cancellation);

        /// <summary>Shares somebody else's contact; without an owner id the number is of nobody on Telegram.</summary>
        public Task<SentUpdate> SendForeignContactAsync(FakeUser from, string phone, long? ownerId = null, CancellationToken cancellation = default) =>
            fake.ActAsync(new SharesContact(from.Id, from, phone, ownerId), cancellation);

        /// <summary>Sends a photo.</summary>
        public Task<SentUpdate> SendPhotoAsync(FakeUser from, byte[] bytes, string? caption = null, string? mediaGroupId = null, CancellationToken cancellation = default) =>
            fake.ActAsync(new SendsPhoto(from.Id, from, bytes, caption, mediaGroupId), cancellation);

        /// <summary>Sends a file.</summary>
        public Task<SentUpdate> SendDocumentAsync(FakeUser from, byte[] bytes, string fileName, string mimeType, string? caption = null, CancellationToken cancellation = default) =>
            fake.ActAsync(new SendsDocument(from.Id, from, bytes, fileName, mimeType, caption), cancellation);

        /// <summary>Sends a voice message.</summary>
        public Task<SentUpdate> SendVoiceAsync(FakeUser from, byte[] bytes, int seconds = 3, CancellationToken cancellation = default) =>
            fake.ActAsync(new SendsVoice(from.Id, from, bytes, seconds), cancellation);

        /// <summary>Sends a sticker.</summary>
        public Task<SentUpdate> SendStickerAsync(FakeUser from, string emoji = "👍", CancellationToken cancellation = default) =>
            fake.ActAsync(new SendsSticker(from.Id, from, emoji), cancellation);

        /// <summary>Shares a place.</summary>
        public Task<SentUpdate> SendLocationAsync(FakeUser from, double latitude, double longitude, CancellationToken cancellation = default) =>
            fake.ActAsync(new SharesLocation(from.Id, from, latitude, longitude), cancellation);

        /// <summary>Edits a text sent before.</summary>
        public Task<SentUpdate> EditTextAsync(FakeUser from, int messageId, string text, CancellationToken cancellation = default) =>
            fake.ActAsync(new EditsText(from.Id, from, messageId, text), cancellation);

        /// <summary>Taps a button by its data.</summary>
        public Task<SentUpdate> TapAsync(long chatId, FakeUser from, int messageId, string data, CancellationToken cancellation = default) =>
            fake.ActAsync(new TapsButton(chatId, from, messageId, data), cancellation);

        /// <summary>Taps the inline button whose label contains the words.</summary>
        /// <exception cref="InvalidOperationException">There is no such inline button.</exception>
        public Task<SentUpdate> TapAsync(FakeUser from, BotMessage message, string words, CancellationToken cancellation = default) =>
            fake.TapAsync(
                message.ChatId,
                from,
                message.MessageId,
                message.Button(words).Data ?? throw new InvalidOperationException($"The button '{words}' sends nothing to the bot."),
                cancellation);
    }
}
