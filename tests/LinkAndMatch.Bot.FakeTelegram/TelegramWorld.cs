using System.Collections.Concurrent;
using LinkAndMatch.Bot.FakeTelegram.Api;
using LinkAndMatch.Bot.FakeTelegram.Delivery;
using LinkAndMatch.Bot.FakeTelegram.Mischief;
using LinkAndMatch.Bot.FakeTelegram.Record;

namespace LinkAndMatch.Bot.FakeTelegram;

/// <summary>Everything that one fake server knows.</summary>
internal sealed class TelegramWorld : IDisposable
{
    private readonly ConcurrentDictionary<long, FakeChat> _chats = new();

    public TelegramWorld(FakeTelegramOptions options)
    {
        Options = options;
        Updates = new UpdateQueue(options.Time);
        Webhook = new Webhook(Updates, options.Time);
        Limits = new SendLimits(options.Time);
        Bot = new FakeUser(long.Parse(options.Token.AsSpan(0, options.Token.IndexOf(':', StringComparison.Ordinal)), System.Globalization.CultureInfo.InvariantCulture), "Link and Match")
        {
            Username = options.BotUsername,
            LanguageCode = null,
            IsBot = true,
        };
        Behave(options.Behaviour);
    }

    public FakeTelegramOptions Options { get; }
    public FakeUser Bot { get; }
    public UpdateQueue Updates { get; }
    public Webhook Webhook { get; }
    public SendLimits Limits { get; private set; }
    public FaultBook Faults { get; } = new();
    public StoredFiles Files { get; } = new();
    public CallLog Calls { get; } = new();
    public ConcurrentDictionary<(string Language, string Scope), CommandMenu> Menus { get; } = new();
    public ConcurrentDictionary<(string Language, string Kind), string> Descriptions { get; } = new();
    public FakeBehaviour Behaviour { get; private set; } = new();
    public DateTimeOffset Now => Options.Time.GetUtcNow();

    /// <summary>Called after each message or edit, outside of any lock.</summary>
    public Action<BotMessage>? Shown { get; set; }

    public void Behave(FakeBehaviour behaviour)
    {
        if (behaviour.EnforceLimits && !Behaviour.EnforceLimits) Limits = new SendLimits(Options.Time);
        Behaviour = behaviour;
        Faults.Reseed(behaviour.Seed);
        Updates.Behave(behaviour);
        Webhook.Behave(behaviour);
    }

    /// <summary>The chat, made known by a person's act.</summary>
    public FakeChat ChatOf(long chatId, string title) => _chats.TryGetValue(chatId, out var chat) ? chat : _chats.GetOrAdd(chatId, id => new FakeChat(id, title));

    public FakeChat? FindChat(long chatId) => _chats.GetValueOrDefault(chatId);

    /// <summary>The chat that the bot names.</summary>
    /// <exception cref="ApiRefusal">400 or 403.</exception>
    public FakeChat ReachableChat(long? chatId)
    {
        if (chatId is null) throw ApiRefusal.BadRequest("chat_id is empty");
        var chat = FindChat(chatId.Value) ?? throw ApiRefusal.BadRequest("chat not found");
        if (chat.MigratedTo is { } newId) throw new ApiRefusal(400, "Bad Request: group chat was upgraded to a supergroup chat") { MigrateTo = newId };
        if (chat.Refusal is { } words) throw new ApiRefusal(403, words);
        return chat;
    }

    public void Dispose() => Webhook.Dispose();
}
