using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Testing;
using LinkAndMatch.Bot.Testing.Bots;
using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Clients.Tests.Conversations;

/// <summary>People talk over a wire of the Bot Framework, each by a client of Microsoft's. The officers' group is on Telegram wherever the people are, so it stays with another driver, as does the bot itself.</summary>
internal sealed class WireDriver : IChatDriver
{
    private const string Channel = "test";

    private readonly People _people;
    private readonly IChatDriver _officers;
    private readonly string _url;
    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly Dictionary<string, Person> _here = [];
    private int _sent;

    private WireDriver(string wire, People people, IChatDriver officers, string url)
    {
        (Name, _people, _officers, _url) = (wire, people, officers, url);
    }

    public string Name { get; }

    public bool ShowsKeys => false;

    public BotUnderTest Bot => _officers.Bot;

    private bool IsDirectLine => Name != ChannelLimits.ExpectReplies;

    public static async Task<IChatDriver> StartAsync(string wire, People people, Transcript transcript) => await StartAsync(
        wire, people, async settings => await InProcessDriver.StartAsync(transcript.Group, transcript.Samples, settings: settings));

    /// <param name="beside">Starts the bot with these settings beside those of its own; whoever talks by it meets the same bot.</param>
    public static async Task<WireDriver> StartAsync(string wire, People people, Func<IReadOnlyDictionary<string, string>, Task<IChatDriver>> beside)
    {
        // The next process must be found where the last one was.
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{BotProcess.FreePort()}");
        var uploads = Path.Combine(Path.GetTempPath(), $"linkandmatch-uploads-{Guid.NewGuid():N}");
        var officers = await beside(new Dictionary<string, string>
        {
            ["urls"] = url,
            ["webroot"] = Path.Combine(BotProcess.Root, "src", "LinkAndMatch.Bot", "wwwroot"),
            ["DirectLine:Secret"] = RunningBot.Secret,
            ["DirectLine:TrustedOrigins"] = RunningBot.Page,
            ["DirectLine:UploadsPath"] = uploads,
            ["DirectLine:PostBurst"] = "100000",
            ["DirectLine:StartsPerMinute"] = "100000",
            ["MicrosoftAppId"] = RegisteredBot.AppId,
            ["MicrosoftAppPassword"] = "a password of the tests",
            ["BotFramework:OpenIdMetadataUrl"] = $"{people.Issuer}/metadata",
            ["BotFramework:EmulatorOpenIdMetadataUrl"] = $"{people.Issuer}/metadata",
            ["BotFramework:LoginUrl"] = people.Issuer,
            ["BotFramework:AllowedCallers"] = RegisteredBot.OtherBot,
            ["BotFramework:AllowPrivateServiceUrls"] = "true",
        });
        return new WireDriver(wire, people, officers, url);
    }

    public string ConversationId(string chat) => _here.TryGetValue(chat, out var person) ? person.ConversationId : "";

    public async Task<IReadOnlyList<DoneAct>> DoAsync(IReadOnlyList<ChatAct> acts)
    {
        if (acts.Any(a => a.Chat == InProcessDriver.Group)) return await _officers.DoAsync(acts);

        var done = new List<DoneAct>();
        var answers = new List<Task>();
        foreach (var act in acts)
        {
            var person = await PersonAsync(act.By);
            var id = string.Create(CultureInfo.InvariantCulture, $"{_run}-{++_sent}");
            var answer = AskAsync("post", person, new JsonObject { ["id"] = id, ["act"] = ToJson(act, person) });
            answers.Add(answer);
            // Whoever expects replies is answered after the turn; the next act does not wait for that, only for its place behind this one.
            await TakenAsync(answer, person, id);
            var message = IsDirectLine && !Bot.Trouble.Dead ? (await answer).GetProperty("messageId").GetString() : id;
            done.Add(new DoneAct(act, id, message));
        }

        await UnlessDeadAsync(Task.WhenAll(answers));
        return done;
    }

    public Task RepeatAsync(DoneAct act, int times = 1)
    {
        if (act.Act.Chat == InProcessDriver.Group) return _officers.RepeatAsync(act, times);
        var person = _here[act.Act.Chat];
        return UnlessDeadAsync(Task.WhenAll(Enumerable.Range(0, times).Select(_ => AskAsync("again", person, new JsonObject { ["id"] = act.Key }))));
    }

    public async Task<(IReadOnlyList<ShownMessage> Messages, int Mark)> ReadAsync(string chat, int mark)
    {
        if (chat == InProcessDriver.Group) return await _officers.ReadAsync(chat, mark);
        if (!_here.TryGetValue(chat, out var person)) return ([], 0);
        await HearAsync(person);
        return ([.. person.Shown.Skip(Math.Max(mark, person.GreetedWith))], person.Shown.Count);
    }

    public Task RestartAsync(string? dialogs) => Bot.RestartAsync(dialogs);

    public async ValueTask DisposeAsync()
    {
        foreach (var person in _here.Values) await AskAsync("close", person);
        await _officers.DisposeAsync();
    }

    /// <summary>Whoever comes onto a page is greeted; that is before the conversation that is written down.</summary>
    private async Task<Person> PersonAsync(ChatPerson by)
    {
        var chat = by.Id.ToString(CultureInfo.InvariantCulture);
        if (_here.TryGetValue(chat, out var known)) return known;

        var person = new Person($"{_run}-{chat}");
        var opened = await AskAsync("open", person, new JsonObject
        {
            ["wire"] = Name,
            ["url"] = _url,
            ["who"] = $"user-{chat}",
            ["name"] = by.Name,
            // Our page speaks Indonesian whatever the browser's language.
            ["locale"] = by.Locale == "en" && !IsDirectLine ? "en-US" : "id-ID",
            ["conversation"] = $"{_run} percakapan {chat}",
        });
        var conversation = opened.GetProperty("conversation").GetString()!;
        person.ConversationId = IsDirectLine
            ? DirectLineNames.IdOf(conversation)
            : new ConversationReference(BotFrameworkAddress.Channel, BotFrameworkAddress.BotIdOf(Channel, new Caller.OtherBot(RegisteredBot.OtherBot)), conversation).Id;
        _here[chat] = person;
        if (IsDirectLine)
        {
            await Bot.QuietAsync();
            await HearAsync(person);
            person.GreetedWith = person.Shown.Count;
        }
        return person;
    }

    /// <summary>Waits until the act is in the inbox, or answered. A bot that dies over taking it is started again, as whoever runs it does; the client sends again.</summary>
    private async Task TakenAsync(Task answer, Person person, string id)
    {
        while (!answer.IsCompleted)
        {
            if (Bot.Trouble.Dead) return;
            var moved = Bot.Trouble.NextAsync();
            if (!IsDirectLine && await Bot.ReadAsync(store => Task.FromResult(store.Inbox.Any(r => r.UpdateKey.EndsWith(id))))) return;
            await Task.WhenAny(answer, moved);
        }
        await answer;
    }

    private async Task UnlessDeadAsync(Task all)
    {
        while (!all.IsCompleted && !Bot.Trouble.Dead) await Task.WhenAny(all, Bot.Trouble.NextAsync());
        if (all.IsCompleted) await all;
        // What a dead bot leaves unanswered fails in its time.
        else _ = all.ContinueWith(t => t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private Task<JsonElement> AskAsync(string does, Person person, JsonObject? what = null) =>
        _people.AskAsync(does, person.Key, Bot.Clock.GetUtcNow() - TimeProvider.System.GetUtcNow(), what);

    private async Task HearAsync(Person person)
    {
        var what = new JsonObject();
        if (IsDirectLine)
        {
            var log = Bot.Services.GetRequiredService<IConversationLog>();
            var rows = await log.ReadAfterAsync(person.ConversationId, person.HeardUpTo, 500, default);
            if (rows.LastOrDefault(r => r.Reply.Class != DeliveryClass.Action) is { } last) person.HeardUpTo = last.Sequence;
            what["upTo"] = person.HeardUpTo;
        }

        var heard = await AskAsync("hear", person, what);
        foreach (var activity in heard.GetProperty("activities").EnumerateArray()) person.Shown.Add(Shown(activity, person.Shown.Count));
    }

    private static ShownMessage Shown(JsonElement activity, int place)
    {
        var text = activity.TryGetProperty("text", out var words) ? words.GetString()! : "";
        if (activity.TryGetProperty("textFormat", out var format) && format.GetString() == "markdown") text = MarkdownText.Unescaped(text);
        var attachments = activity.TryGetProperty("attachments", out var all) ? all.EnumerateArray().ToList() : [];
        var cards = attachments.Where(a => a.GetProperty("contentType").GetString() == ReplyWriter.HeroCard).ToList();
        var files = attachments.Except(cards).ToList();
        var pictures = files.Count(f => f.GetProperty("contentType").GetString()!.StartsWith("image/", StringComparison.Ordinal));
        var actions = cards.SelectMany(c => c.GetProperty("content").GetProperty("buttons").EnumerateArray());
        if (activity.TryGetProperty("suggestedActions", out var suggested)) actions = actions.Concat(suggested.GetProperty("actions").EnumerateArray());
        // In a browser: what a person reads there.
        if (activity.TryGetProperty("seen", out var seen)) text = seen.GetString()!;
        return new ShownMessage(activity.TryGetProperty("id", out var id) ? id.GetString()! : $"#{place}", text)
        {
            Buttons = [.. actions.Select(a => new ShownButton(
                a.GetProperty("title").GetString()!, a.GetProperty("value") is { ValueKind: JsonValueKind.Object } value ? value.GetProperty("choice").GetString() : null))],
            Photos = pictures,
            FileName = files.Count > pictures ? files.First(f => !f.GetProperty("contentType").GetString()!.StartsWith("image/", StringComparison.Ordinal)).GetProperty("name").GetString() : null,
        };
    }

    private static JsonObject ToJson(ChatAct act, Person person) => act switch
    {
        ChatAct.Says says => new JsonObject { ["kind"] = "text", ["text"] = says.Text },
        // There is no button that shares one's number: it is typed.
        ChatAct.SharesContact { Own: true } contact => new JsonObject { ["kind"] = "text", ["text"] = contact.Phone },
        ChatAct.Taps taps => new JsonObject
        {
            ["kind"] = "tap",
            ["on"] = taps.MessageId,
            ["choice"] = taps.Data,
            ["text"] = person.Shown.Single(m => m.MessageId == taps.MessageId).Buttons.First(b => b.Data == taps.Data).Label,
        },
        ChatAct.Edits edits => new JsonObject { ["kind"] = "edit", ["of"] = edits.MessageId, ["text"] = edits.Text },
        ChatAct.SendsPhoto photo => File(photo.Bytes, "foto.jpg", "image/jpeg"),
        ChatAct.SendsDocument document => File(document.Bytes, document.FileName, document.ContentType),
        ChatAct.SendsVoice => File([1, 2, 3], "suara.ogg", "audio/ogg"),
        ChatAct.SharesLocation => new JsonObject { ["kind"] = "place", ["latitude"] = -6.87, ["longitude"] = 109.12 },
        _ => throw new InvalidOperationException($"{act.GetType().Name} cannot be done here; ChannelLimits should have said so."),
    };

    private static JsonObject File(byte[] bytes, string name, string type) =>
        new() { ["kind"] = "file", ["content"] = Convert.ToBase64String(bytes), ["fileName"] = name, ["contentType"] = type };

    /// <summary>Somebody who has come in.</summary>
    private sealed class Person(string key)
    {
        public string Key => key;
        public string ConversationId { get; set; } = "";
        public List<ShownMessage> Shown { get; } = [];
        public int GreetedWith { get; set; }
        public long HeardUpTo { get; set; }
    }
}
