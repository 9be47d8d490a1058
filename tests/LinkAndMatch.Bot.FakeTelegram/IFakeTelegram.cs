namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>
/// A fake Telegram, in this process (<see cref="FakeTelegramServer"/>) or in one of its own (<see cref="FakeTelegramClient"/>).
/// The everyday acts and waits are extension methods over it (<see cref="UserActs"/>, <see cref="Waits"/>).
/// </summary>
public interface IFakeTelegram
{
    /// <summary>The base address to give to the bot, without a slash at the end.</summary>
    string BaseUrl { get; }

    /// <summary>Does the acts in order; the bot gets one update for each.</summary>
    Task<IReadOnlyList<SentUpdate>> ActAsync(IReadOnlyList<UserAct> acts, CancellationToken cancellation = default);

    /// <summary>Makes a group known (a chat id below zero); private chats are known from the person's first act.</summary>
    Task AddGroupAsync(long chatId, string title, CancellationToken cancellation = default);

    /// <summary>Makes sends to the chat fail with 403 and these words, or work again with null; no update is made.</summary>
    Task RefuseAsync(long chatId, string? description, CancellationToken cancellation = default);

    /// <summary>Turns a group into a supergroup: the bot is told by an update, and the old id answers 400 with <c>migrate_to_chat_id</c>.</summary>
    Task MigrateAsync(long chatId, long newChatId, CancellationToken cancellation = default);

    /// <summary>Sets the behaviour as a whole.</summary>
    Task BehaveAsync(FakeBehaviour behaviour, CancellationToken cancellation = default);

    /// <summary>Adds a rule of failure.</summary>
    Task AddFaultAsync(Fault fault, CancellationToken cancellation = default);

    /// <summary>Removes all rules of failure.</summary>
    Task ClearFaultsAsync(CancellationToken cancellation = default);

    /// <summary>The next update gets this id, as after a quiet week; it may be lower than those before.</summary>
    Task RestartUpdateIdsAsync(long nextUpdateId, CancellationToken cancellation = default);

    /// <summary>What the bot did in a chat. With <paramref name="afterChanges"/> it waits up to <paramref name="wait"/> for something newer.</summary>
    Task<ChatRecord> ReadChatAsync(long chatId, int? afterChanges = null, TimeSpan wait = default, CancellationToken cancellation = default);

    /// <summary>The calls after the given number, in order of arrival; empty in counters-only mode.</summary>
    Task<IReadOnlyList<ApiCall>> ReadCallsAsync(long afterNumber = 0, CancellationToken cancellation = default);

    /// <summary>The counters, once no update waits for confirmation or the time is over.</summary>
    Task<FakeCounters> ReadCountersAsync(TimeSpan waitUntilTaken = default, CancellationToken cancellation = default);

    /// <summary>Webhook and command menus.</summary>
    Task<BotProfile> ReadProfileAsync(CancellationToken cancellation = default);

    /// <summary>The content of a file that the bot uploaded or a person sent; null when unknown.</summary>
    Task<byte[]?> ReadFileAsync(string fileId, CancellationToken cancellation = default);
}
