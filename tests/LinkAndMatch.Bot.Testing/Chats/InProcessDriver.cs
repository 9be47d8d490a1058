using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Partnering.Store;
using LinkAndMatch.Bot.Testing.Bots;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Testing.Chats;

/// <summary>Hands activities straight to the inbox and keeps what the outbox sends.</summary>
public sealed class InProcessDriver : IChatDriver, IActivitySender, IAttachmentSource
{
    /// <summary>The officers' group.</summary>
    public const string Group = "-1001";

    private const string ChannelId = "telegram";
    private const string BotId = "7000000001";

    private readonly Lock _gate = new();
    private readonly List<(string Chat, ShownMessage Message)> _shown = [];
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly Dictionary<string, Activity> _delivered = [];
    private readonly HashSet<string> _blocking = [];
    private int _messageIds;
    private int _updates = 100;
    private BotUnderTest? _bot;

    private InProcessDriver()
    {
    }

    /// <inheritdoc/>
    public string Name => "in process";

    /// <inheritdoc/>
    public bool ShowsKeys => true;

    /// <inheritdoc/>
    public BotUnderTest Bot => _bot ?? throw new InvalidOperationException("The bot is not running.");

    string IActivitySender.Channel => ChannelId;

    /// <summary>Starts a bot and a way to talk with it.</summary>
    /// <param name="settings">Settings of the bot beside those of every one.</param>
    /// <param name="dialogs">Another folder of dialogs; null: the shipped ones.</param>
    public static async Task<InProcessDriver> StartAsync(
        bool group, bool samples, TimeSpan? ahead = null, IReadOnlyDictionary<string, string>? settings = null, string? dialogs = null)
    {
        var driver = new InProcessDriver();
        driver._bot = await BotUnderTest.StartAsync(new BotPlan
        {
            Samples = samples,
            Settings = settings ?? new Dictionary<string, string>(),
            Dialogs = dialogs,
            More = builder =>
            {
                builder.Services.AddSingleton<IActivitySender>(driver);
                builder.Services.AddKeyedSingleton<IAttachmentSource>(ChannelId, driver);
                builder.Services.AddSingleton(new OfficersOptions { Conversation = group ? Reference(Group) : null });
            },
        });
        if (ahead is { } time) driver.Bot.Clock.Pass(time);
        return driver;
    }

    /// <inheritdoc/>
    public string ConversationId(string chat) => Reference(chat).Id;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DoneAct>> DoAsync(IReadOnlyList<ChatAct> acts)
    {
        var done = new List<DoneAct>(acts.Count);
        var batch = new List<Activity>(acts.Count);
        foreach (var act in acts)
        {
            var activity = ToActivity(act);
            batch.Add(activity);
            _delivered[activity.Key] = activity;
            done.Add(new DoneAct(act, activity.Key, activity.MessageId));
        }

        await DeliverAsync(batch);
        return done;
    }

    /// <inheritdoc/>
    public Task RepeatAsync(DoneAct act, int times = 1) =>
        Task.WhenAll(Enumerable.Range(0, times).Select(_ => DeliverAsync([_delivered[act.Key]])));

    /// <inheritdoc/>
    public Task<(IReadOnlyList<ShownMessage> Messages, int Mark)> ReadAsync(string chat, int mark)
    {
        lock (_gate) return Task.FromResult<(IReadOnlyList<ShownMessage>, int)>(([.. _shown.Skip(mark).Where(s => s.Chat == chat).Select(s => s.Message)], _shown.Count));
    }

    /// <inheritdoc/>
    public Task RestartAsync(string? dialogs) => Bot.RestartAsync(dialogs);

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(OutgoingReply outgoing, Func<int, Task> partSent, CancellationToken cancellation)
    {
        var reply = outgoing.Reply;
        lock (_gate)
        {
            if (_blocking.Contains(outgoing.To.NativeId)) return Task.FromResult<SendResult>(new SendResult.Blocked("test.blocked"));
            if (reply.Class is DeliveryClass.Action or DeliveryClass.Echo) return Task.FromResult<SendResult>(new SendResult.Sent(null));
            var id = reply.Class == DeliveryClass.Edit && outgoing.EditsMessageId is { } edited ? edited : Number(++_messageIds);
            _shown.Add((outgoing.To.NativeId, new ShownMessage(id, string.Join("\n\n", reply.Parts.Select(p => string.Concat(p.Runs.Select(r => r.Text)))))
            {
                Keys = [.. reply.Parts.Select(p => p.Key)],
                Buttons = [.. reply.Choices.Select(c => new ShownButton(c.Label, c.Url is null ? c.Data : null))],
                Rewritten = id == outgoing.EditsMessageId,
                FileName = reply.Document?.FileName,
                Photos = reply.Photos.Count,
                AsksForContact = reply.AsksForContact,
            }));
            return Task.FromResult<SendResult>(new SendResult.Sent(id));
        }
    }

    /// <inheritdoc/>
    public Task<byte[]?> ReadAsync(ConversationReference conversation, Attachment attachment, long limit, CancellationToken cancellation)
    {
        lock (_gate) return Task.FromResult(_files.TryGetValue(attachment.Source, out var bytes) && bytes.Length <= limit ? bytes : null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Bot.DisposeAsync();

    private static ConversationReference Reference(string chat) => new(ChannelId, BotId, chat) { Officers = chat == Group };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // As a channel does: what could not be stored is delivered again.
    private async Task DeliverAsync(List<Activity> batch)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Bot.Services.GetRequiredService<IActivityInbox>().AcceptAsync(batch, default);
                return;
            }
            catch (Exception fault) when (attempt < 5 && fault is ProcessGoneException or System.Data.Common.DbException)
            {
                if (fault is ProcessGoneException) await Bot.RestartAsync();
            }
        }
    }

    private Activity ToActivity(ChatAct act)
    {
        lock (_gate)
        {
            var update = ++_updates;
            var activity = new Activity
            {
                Key = Number(update),
                Order = update,
                Conversation = Reference(act.Chat),
                Type = ActivityType.Message,
                From = new ChannelAccount(Number(act.By.Id), act.By.Name),
                Locale = act.By.Locale,
                MessageId = Number(++_messageIds),
                Timestamp = Bot.Clock.GetUtcNow(),
            };
            switch (act)
            {
                case ChatAct.Says says:
                    return activity with { Text = says.Text, ReplyToId = says.ReplyTo, Forwarded = says.Forwarded };
                case ChatAct.Taps taps:
                    return activity with { Type = ActivityType.Button, ButtonData = taps.Data, MessageId = taps.MessageId };
                case ChatAct.Edits edits:
                    return activity with { Type = ActivityType.MessageUpdate, Text = edits.Text, MessageId = edits.MessageId };
                case ChatAct.SharesContact contact:
                    return activity with { Contact = new SharedContact(contact.Phone, contact.Own, act.By.Name) };
                case ChatAct.SendsPhoto photo:
                    return activity with { Attachments = [Keep(photo.Bytes, AttachmentKind.Photo, "image/jpeg")] };
                case ChatAct.SendsDocument document:
                    return activity with { Attachments = [Keep(document.Bytes, AttachmentKind.Document, document.ContentType) with { Name = document.FileName }] };
                case ChatAct.SendsVoice:
                    return activity with { Attachments = [Keep([1, 2, 3], AttachmentKind.Voice, "audio/ogg") with { Duration = TimeSpan.FromSeconds(3) }] };
                case ChatAct.SendsSticker:
                    return activity with { Attachments = [Keep([1], AttachmentKind.Sticker, "image/webp")] };
                case ChatAct.SharesLocation:
                    return activity with { Location = new GeoPoint(-6.87, 109.12) };
                case ChatAct.Blocks:
                    _blocking.Add(act.Chat);
                    return activity with { Type = ActivityType.Blocked, MessageId = null };
                case ChatAct.Unblocks:
                    _blocking.Remove(act.Chat);
                    return activity with { Type = ActivityType.Unblocked, MessageId = null };
                default:
                    throw new InvalidOperationException($"Unknown act {act.GetType().Name}.");
            }
        }
    }

    private Attachment Keep(byte[] bytes, AttachmentKind kind, string contentType)
    {
        var source = $"file-{_files.Count}";
        _files[source] = bytes;
        return new Attachment(kind, source) { ContentType = contentType, Size = bytes.Length };
    }
}
