using System.Globalization;
using System.Text;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>Waiting for the bot without sleeping. Every wait ends in a <see cref="TimeoutException"/> that tells what was there instead.</summary>
public static class Waits
{
    /// <summary>How long a wait lasts when nothing is said.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    extension(IFakeTelegram fake)
    {
        /// <summary>Waits until what the bot did in the chat is as wanted.</summary>
        public async Task<ChatRecord> WaitUntilAsync(long chatId, Func<ChatRecord, bool> wanted, TimeSpan? timeout = null, CancellationToken cancellation = default)
        {
            var patience = timeout ?? Patience;
            var started = TimeProvider.System.GetTimestamp();
            var chat = await fake.ReadChatAsync(chatId, cancellation: cancellation);
            while (!wanted(chat))
            {
                var left = patience - TimeProvider.System.GetElapsedTime(started);
                if (left <= TimeSpan.Zero) throw new TimeoutException(Describe(chat, patience));
                chat = await fake.ReadChatAsync(chatId, chat.Changes, left, cancellation);
            }

            return chat;
        }

        /// <summary>Waits until the bot has sent this many messages in the chat, and gives them all.</summary>
        public async Task<IReadOnlyList<BotMessage>> WaitForMessagesAsync(long chatId, int count, TimeSpan? timeout = null, CancellationToken cancellation = default) =>
            (await fake.WaitUntilAsync(chatId, chat => chat.Messages.Count >= count, timeout, cancellation)).Messages;

        /// <summary>Waits for the first message or edit that the bot shows after this act.</summary>
        public async Task<BotMessage> WaitForReplyToAsync(SentUpdate act, TimeSpan? timeout = null, CancellationToken cancellation = default)
        {
            var chat = await fake.WaitUntilAsync(act.ChatId, chat => chat.Messages.Any(m => m.Revision > act.Revision), timeout, cancellation);
            return chat.Messages.Where(m => m.Revision > act.Revision).MinBy(m => m.Revision)!;
        }

        /// <summary>Waits for a message, new or edited after this act, whose plain text contains the words.</summary>
        public async Task<BotMessage> WaitForTextAsync(SentUpdate act, string words, TimeSpan? timeout = null, CancellationToken cancellation = default)
        {
            bool Says(BotMessage m) => m.Revision > act.Revision && m.PlainText.Contains(words, StringComparison.OrdinalIgnoreCase);
            return (await fake.WaitUntilAsync(act.ChatId, chat => chat.Messages.Any(Says), timeout, cancellation)).Messages.First(Says);
        }

        /// <summary>Waits until the bot has confirmed every update.</summary>
        public async Task<FakeCounters> WaitUntilTakenAsync(TimeSpan? timeout = null, CancellationToken cancellation = default)
        {
            var patience = timeout ?? Patience;
            var counters = await fake.ReadCountersAsync(patience, cancellation);
            return counters.UpdatesWaiting == 0
                ? counters
                : throw new TimeoutException($"After {patience.TotalSeconds} s {counters.UpdatesWaiting} updates are still not confirmed.");
        }
    }

    private static string Describe(ChatRecord chat, TimeSpan patience)
    {
        var words = new StringBuilder();
        words.Append(CultureInfo.InvariantCulture, $"Not seen in chat {chat.ChatId} after {patience.TotalSeconds} s. The bot's messages ({chat.Messages.Count}):");
        foreach (var message in chat.Messages.TakeLast(5))
        {
            words.Append(CultureInfo.InvariantCulture, $"\n  #{message.MessageId} ({message.Edits.Count} edits) {message.PlainText}");
        }

        return words.ToString();
    }
}
