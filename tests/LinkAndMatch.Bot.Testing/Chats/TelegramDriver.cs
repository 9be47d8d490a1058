using System.Globalization;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Testing.Bots;

namespace LinkAndMatch.Bot.Testing.Chats;

/// <summary>Talks over a fake Bot API server: the real client library, the real polling loop, HTTP between them.</summary>
public sealed class TelegramDriver : IChatDriver
{
    private const long Group = -1001;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly FakeTelegramServer _fake;
    private long _highest;
    private BotUnderTest? _bot;

    private TelegramDriver(FakeTelegramServer fake) => _fake = fake;

    /// <inheritdoc/>
    public string Name => "Telegram";

    /// <inheritdoc/>
    public bool ShowsKeys => false;

    /// <inheritdoc/>
    public BotUnderTest Bot => _bot ?? throw new InvalidOperationException("The bot is not running.");

    /// <summary>Starts a fake Telegram and a bot that polls it.</summary>
    /// <param name="more">Settings of the bot beside those of every one.</param>
    public static async Task<TelegramDriver> StartAsync(bool group, bool samples, TimeSpan? ahead = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var fake = await FakeTelegramServer.StartAsync();
        var driver = new TelegramDriver(fake);
        await fake.AddGroupAsync(Group, "Petugas");
        var settings = new Dictionary<string, string>(more ?? new Dictionary<string, string>())
        {
            ["Telegram:BotToken"] = fake.Token,
            ["Telegram:ApiBaseUrl"] = fake.BaseUrl,
            ["Telegram:PollFor"] = "00:00:01",
        };
        if (group) settings["Officers:TelegramChatId"] = Group.ToString(CultureInfo.InvariantCulture);
        driver._bot = await BotUnderTest.StartAsync(new BotPlan { Samples = samples, Settings = settings });
        if (ahead is { } time) driver.Bot.Clock.Pass(time);
        return driver;
    }

    /// <inheritdoc/>
    public string ConversationId(string chat) => $"telegram/{_fake.Token.Split(':')[0]}/{chat}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DoneAct>> DoAsync(IReadOnlyList<ChatAct> acts)
    {
        var sent = await _fake.ActAsync([.. acts.Select(ToUserAct)]);
        _highest = Math.Max(_highest, sent[^1].UpdateId);
        await TakenAsync();
        return [.. acts.Zip(sent, (act, s) => new DoneAct(act, Number(s.UpdateId), s.MessageId == 0 ? null : Number(s.MessageId)))];
    }

    /// <inheritdoc/>
    public async Task RepeatAsync(DoneAct act, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            await _fake.RestartUpdateIdsAsync(long.Parse(act.Key, CultureInfo.InvariantCulture));
            await _fake.ActAsync([ToUserAct(act.Act)]);
        }

        await _fake.RestartUpdateIdsAsync(_highest + 1);
        await TakenAsync();
    }

    /// <inheritdoc/>
    public async Task<(IReadOnlyList<ShownMessage> Messages, int Mark)> ReadAsync(string chat, int mark)
    {
        ChatRecord record;
        try
        {
            record = await _fake.ReadChatAsync(long.Parse(chat, CultureInfo.InvariantCulture));
        }
        catch (ArgumentException)
        {
            // Nobody has opened the chat yet.
            return ([], mark);
        }

        return ([.. record.Messages.Where(m => m.Revision > mark && !m.Deleted).OrderBy(m => m.Revision).Select(Shown)], record.Revision);
    }

    /// <inheritdoc/>
    public async Task RestartAsync(string? dialogs)
    {
        await Bot.RestartAsync(dialogs);
        await TakenAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await _fake.DisposeAsync();
    }

    // A process that is gone takes no more; the next one will.
    private async Task TakenAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!Bot.Trouble.Dead && (await _fake.ReadCountersAsync(LookAgain)).UpdatesWaiting > 0)
        {
            if (TimeProvider.System.GetElapsedTime(began) > BotUnderTest.Patience) throw new TimeoutException("The bot does not take what Telegram has for it.");
        }
    }

    private static ShownMessage Shown(BotMessage message) => new(Number(message.MessageId), message.PlainText)
    {
        Buttons = [.. message.Keyboard.SelectMany(row => row).Where(b => !b.RequestsContact).Select(b => new ShownButton(b.Label, b.Data))],
        Rewritten = message.Edits.Count > 0,
        FileName = message.Method == "sendDocument" ? message.FileName : null,
        Photos = message.Method == "sendPhoto" ? 1 : 0,
        AsksForContact = message.Keyboard.SelectMany(row => row).Any(b => b.RequestsContact),
    };

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Id(string id) => int.Parse(id, CultureInfo.InvariantCulture);

    private static UserAct ToUserAct(ChatAct act)
    {
        var chat = long.Parse(act.Chat, CultureInfo.InvariantCulture);
        var from = new FakeUser(act.By.Id, act.By.Name) { LanguageCode = act.By.Locale };
        return act switch
        {
            ChatAct.Says { ReplyTo: { } reply } says => new SaysText(chat, from, says.Text, Id(reply), says.Forwarded),
            ChatAct.Says says => new SaysText(chat, from, says.Text, Forwarded: says.Forwarded),
            ChatAct.Taps taps => new TapsButton(chat, from, Id(taps.MessageId), taps.Data),
            ChatAct.Edits edits => new EditsText(chat, from, Id(edits.MessageId), edits.Text),
            ChatAct.SharesContact contact => new FakeTelegram.SharesContact(chat, from, contact.Phone, contact.Own ? act.By.Id : null),
            ChatAct.SendsPhoto photo => new FakeTelegram.SendsPhoto(chat, from, photo.Bytes),
            ChatAct.SendsDocument document => new FakeTelegram.SendsDocument(chat, from, document.Bytes, document.FileName, document.ContentType),
            ChatAct.SendsVoice => new FakeTelegram.SendsVoice(chat, from, [1, 2, 3]),
            ChatAct.SendsSticker => new FakeTelegram.SendsSticker(chat, from),
            ChatAct.SharesLocation => new FakeTelegram.SharesLocation(chat, from, -6.87, 109.12),
            ChatAct.Blocks => new BlocksBot(chat, from),
            ChatAct.Unblocks => new UnblocksBot(chat, from),
            _ => throw new InvalidOperationException($"Unknown act {act.GetType().Name}."),
        };
    }
}
