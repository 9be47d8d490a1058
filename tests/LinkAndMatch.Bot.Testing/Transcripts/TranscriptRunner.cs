using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Testing.Bots;
using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Turns;

namespace LinkAndMatch.Bot.Testing.Transcripts;

/// <summary>Plays a transcript over a driver and compares what it shows.</summary>
public sealed class TranscriptRunner
{
    private const string Owner = "budi";
    private const int UsualBubbles = 2;
    private const int MostButtonBytes = 64;

    private static readonly Dictionary<string, ChatPerson> s_people = new()
    {
        [Owner] = new ChatPerson(501, "Budi Santoso"),
        ["siti"] = new ChatPerson(502, "Siti Rohmah"),
        ["john"] = new ChatPerson(503, "John Smith") { Locale = "en" },
        ["sari"] = new ChatPerson(901, "Sari"),
        ["agus"] = new ChatPerson(902, "Agus"),
    };

    private readonly IChatDriver _driver;
    private readonly string _folder;
    private readonly Dictionary<string, int> _marks = [];
    private readonly Dictionary<string, List<ShownMessage>> _seen = [];
    private readonly Dictionary<string, DoneAct> _named = [];
    private readonly Dictionary<string, List<ShownMessage>> _shownAt = [];
    private readonly StringBuilder _record = new();

    private TranscriptRunner(IChatDriver driver, string folder)
    {
        _driver = driver;
        _folder = folder;
    }

    /// <summary>Plays it to the end.</summary>
    /// <param name="folder">Of transcripts, for the parts.</param>
    /// <returns>The conversation as it was, to read.</returns>
    /// <exception cref="TranscriptException">Something was otherwise; the message holds the conversation so far.</exception>
    public static async Task<string> RunAsync(Transcript transcript, IChatDriver driver, string folder)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(driver);
        var runner = new TranscriptRunner(driver, folder);
        TranscriptStep? last = null;
        try
        {
            foreach (var step in transcript.Given.SelectMany(part => TranscriptReader.ReadPart(folder, part)))
            {
                last = step;
                await runner.PlayAsync(step);
            }

            // What was given is the story of another transcript.
            runner._record.Clear();
            foreach (var step in transcript.Steps)
            {
                last = step;
                await runner.PlayAsync(step);
            }

            await runner.CompareAsync(transcript.Then, new Dictionary<string, IReadOnlyList<ShownMessage>>(), runner.Person(null), $"{transcript.File}: then");
        }
        catch (Exception fault) when (fault is TranscriptException or TimeoutException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            var faults = driver.Bot.Faults.Count == 0 ? "" : $"\n--- logged by the bot ---\n{string.Join("\n", driver.Bot.Faults.TakeLast(2))}";
            throw new TranscriptException(
                last?.Place ?? transcript.File, $"[{driver.Name}] {fault.Message}\n--- the conversation ---\n{runner._record}{faults}");
        }

        return runner._record.ToString();
    }

    private async Task PlayAsync(TranscriptStep step)
    {
        var by = Person(step.Who);
        var chat = step.InGroup ? InProcessDriver.Group : Number(by.Id);
        if (step.Trouble is { } trouble) _driver.Bot.Trouble.Plan(Enum.Parse<TurnPoint>(trouble.At), Enum.Parse<TroubleKind>(trouble.Kind), trouble.Times);
        Write(step, by);
        switch (step.Act)
        {
            case StepAct.Wait wait:
                await _driver.Bot.PassAsync(wait.Time);
                break;
            case StepAct.Restart:
                await _driver.RestartAsync(null);
                break;
            case StepAct.Deploy { Edits: var edits }:
                await _driver.RestartAsync(edits.Count == 0 ? null : _driver.Bot.ReleaseOf(edits));
                break;
            case StepAct.Again again:
                await _driver.RepeatAsync(_named[again.Of]);
                break;
            default:
                var done = await _driver.DoAsync([.. ActsOf(step.Act, by, chat)]);
                if (step.Name is { } name) _named[name] = done[^1];
                if (step.Twice) await _driver.RepeatAsync(done[^1]);
                if (step.Thrice) await _driver.RepeatAsync(done[^1], times: 2);
                break;
        }

        await SettleAsync(step);
        var shown = await CollectAsync(step.Name);
        await CompareAsync(step.Expect, shown, by, step.Place);
    }

    private async Task SettleAsync(TranscriptStep step)
    {
        await _driver.Bot.QuietAsync();
        if (!_driver.Bot.Trouble.Dead) return;
        if (step.Trouble is null) throw new InvalidOperationException("The bot died without being told to.");
        await _driver.RestartAsync(null);
        await _driver.Bot.LookAroundAsync();
        await _driver.Bot.QuietAsync();
    }

    private async Task<Dictionary<string, IReadOnlyList<ShownMessage>>> CollectAsync(string? name)
    {
        var shown = new Dictionary<string, IReadOnlyList<ShownMessage>>();
        foreach (var chat in s_people.Values.Select(p => Number(p.Id)).Append(InProcessDriver.Group))
        {
            var (messages, mark) = await _driver.ReadAsync(chat, _marks.GetValueOrDefault(chat));
            _marks[chat] = mark;
            if (messages.Count == 0) continue;
            shown[chat] = messages;
            if (!_seen.TryGetValue(chat, out var seen)) _seen[chat] = seen = [];
            seen.AddRange(messages);
            foreach (var message in messages) Write(chat, message);
        }

        if (name is not null) _shownAt[name] = [.. shown.SelectMany(s => s.Value)];
        return shown;
    }

    private IEnumerable<ChatAct> ActsOf(StepAct act, ChatPerson by, string chat)
    {
        switch (act)
        {
            case StepAct.Say say:
                return say.Texts.Select(text => new ChatAct.Says(by, chat, text, Forwarded: say.Forwarded));
            case StepAct.Tap tap:
                return tap.Buttons.Select(button =>
                {
                    var (message, data) = FindButton(chat, button, tap.On);
                    return new ChatAct.Taps(by, chat, message.MessageId, data);
                });
            case StepAct.Reply reply:
                return [new ChatAct.Says(by, chat, reply.Text, CardToAnswer(chat, reply.On).MessageId)];
            case StepAct.Edit edit:
                return [new ChatAct.Edits(by, chat, _named[edit.Of].MessageId ?? throw new InvalidOperationException($"The step {edit.Of} sent no message."), edit.Text)];
            case StepAct.Contact contact:
                return [new ChatAct.SharesContact(by, chat, contact.Phone, contact.Own)];
            case StepAct.Photo photo:
                return photo.Pictures.Select(name => new ChatAct.SendsPhoto(by, chat, Pictures.Named(name)));
            case StepAct.Send { What: "document" }:
                return [new ChatAct.SendsDocument(by, chat, "%PDF-1.4"u8.ToArray(), "brosur.pdf", "application/pdf")];
            case StepAct.Send { What: "voice" }:
                return [new ChatAct.SendsVoice(by, chat)];
            case StepAct.Send { What: "sticker" }:
                return [new ChatAct.SendsSticker(by, chat)];
            case StepAct.Send { What: "location" }:
                return [new ChatAct.SharesLocation(by, chat)];
            case StepAct.Send { What: "block" }:
                return [new ChatAct.Blocks(by, chat)];
            case StepAct.Send { What: "unblock" }:
                return [new ChatAct.Unblocks(by, chat)];
            default:
                throw new InvalidOperationException($"Unknown act {act}.");
        }
    }

    private (ShownMessage Message, string Data) FindButton(string chat, string button, string? on)
    {
        var messages = on is null ? _seen.GetValueOrDefault(chat) ?? [] : _shownAt[on];
        foreach (var message in messages.AsEnumerable().Reverse())
        {
            if (message.Buttons.FirstOrDefault(b => Is(b, button)) is { Data: { } data }) return (message, data);
        }

        throw new InvalidOperationException($"No message{(on is null ? "" : $" of step {on}")} has the button '{button}'. The last has: {string.Join(" | ", messages.LastOrDefault()?.Buttons.Select(b => $"{b.Label} ({b.Data})") ?? [])}");
    }

    private ShownMessage CardToAnswer(string chat, string? on)
    {
        var messages = on is null ? _seen.GetValueOrDefault(chat) ?? [] : _shownAt[on];
        return messages.LastOrDefault(m => m.Buttons.Count > 0) ?? messages.LastOrDefault() ?? throw new InvalidOperationException("There is no message to answer.");
    }

    // By choice, action, text key of the label, or words of the label.
    private bool Is(ShownButton button, string wanted)
    {
        if (button.Data is { } data)
        {
            var parts = data.Split(':');
            if (data == wanted || (parts is ["p", _, ..] && string.Join(':', parts[2..]) == wanted) || (parts is ["a", var action, ..] && action == wanted)) return true;
            if (parts is ["a", var named, var subject, ..] && $"{named}.{subject}" == wanted) return true;
        }

        if (_driver.Bot.Texts.Has(wanted, "id") && TextPattern.Label(_driver.Bot.Texts, wanted) is { } label) return label.IsMatch(button.Label);
        return wanted.Contains(' ', StringComparison.Ordinal) || char.IsUpper(wanted[0])
            ? button.Label.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            : string.Equals(button.Label, wanted, StringComparison.OrdinalIgnoreCase);
    }

    private async Task CompareAsync(Expectation expect, IReadOnlyDictionary<string, IReadOnlyList<ShownMessage>> shown, ChatPerson by, string place)
    {
        var own = shown.GetValueOrDefault(Number(by.Id)) ?? [];
        var group = shown.GetValueOrDefault(InProcessDriver.Group) ?? [];
        var everywhere = shown.Values.SelectMany(m => m).ToList();
        if (expect.Bot is { } bot) Said(own, bot, "The bot", place);
        if (expect.Group is { } cards) Said(group, cards, "In the group the bot", place);
        foreach (var (name, keys) in expect.To) Said(shown.GetValueOrDefault(Number(Person(name).Id)) ?? [], keys, $"To {name} the bot", place);
        if (expect.Silent && everywhere.Count > 0) throw new TranscriptException(place, $"the bot was to say nothing, but said: {Words(everywhere)}");

        foreach (var key in expect.Not)
        {
            if (everywhere.Any(m => Says(m, key))) throw new TranscriptException(place, $"the bot was not to say {key}.");
        }

        foreach (var button in expect.Buttons)
        {
            if (!everywhere.Any(m => m.Buttons.Any(b => Is(b, button))))
                throw new TranscriptException(place, $"expected the button '{button}' among: {string.Join(" | ", everywhere.SelectMany(m => m.Buttons).Select(b => $"{b.Label} ({b.Data})"))}");
        }

        foreach (var button in expect.NoButtons)
        {
            if (everywhere.Any(m => m.Buttons.Any(b => Is(b, button)))) throw new TranscriptException(place, $"there was to be no button '{button}'.");
        }

        foreach (var words in expect.Says)
        {
            if (!everywhere.Any(m => m.Text.Contains(words, StringComparison.Ordinal))) throw new TranscriptException(place, $"expected to read '{words}'.");
        }

        foreach (var words in expect.SaysNot)
        {
            if (everywhere.Any(m => m.Text.Contains(words, StringComparison.Ordinal))) throw new TranscriptException(place, $"'{words}' was not to be read.");
        }

        if (own.Count > (expect.Bubbles ?? UsualBubbles)) throw new TranscriptException(place, $"the bot sent {own.Count} messages; at most {expect.Bubbles ?? UsualBubbles} were expected.");
        foreach (var message in everywhere) KeepsManners(message, place);
        await CompareStateAsync(expect, by, place);
        await CompareStoreAsync(expect, place);
    }

    private async Task CompareStateAsync(Expectation expect, ChatPerson by, string place)
    {
        if (expect is { Answers.Count: 0, Form: null, Asked: null }) return;
        var state = await _driver.Bot.StateAsync(_driver.ConversationId(Number(by.Id)));
        if (expect.Form is { } form && (state?.Form?.Dialog ?? "none") != form) throw new TranscriptException(place, $"the running form is {state?.Form?.Dialog ?? "none"}, not {form}.");
        if (expect.Asked is { } asked && (state?.Asked?.Slot ?? "none") != asked) throw new TranscriptException(place, $"asked is {state?.Asked?.Slot ?? "none"}, not {asked}.");
        foreach (var (slot, wanted) in expect.Answers)
        {
            var actual = state?.Form?.Answers.GetValueOrDefault(slot)?.Value.Canonical;
            if (actual != wanted) throw new TranscriptException(place, $"the answer {slot} is {actual ?? "not there"}, not {wanted ?? "absent"}.");
        }
    }

    private async Task CompareStoreAsync(Expectation expect, string place)
    {
        foreach (var (table, wanted) in expect.Store)
        {
            var rows = await _driver.Bot.ReadAsync(store => StoreTables.ReadAsync(store, table));
            if (rows.Count != wanted.Count) throw new TranscriptException(place, $"the table {table} holds {rows.Count} rows, not {wanted.Count}.");
            var left = rows.ToList();
            foreach (var row in wanted.Rows)
            {
                var found = left.FindIndex(r => StoreTables.Differs(r, row) is null);
                if (found < 0) throw new TranscriptException(place, $"no row of {table} is as wanted: {string.Join("; ", left.Select(r => StoreTables.Differs(r, row)))}.");
                left.RemoveAt(found);
            }
        }
    }

    private void Said(IReadOnlyList<ShownMessage> messages, IReadOnlyList<string> keys, string who, string place)
    {
        if (_driver.ShowsKeys)
        {
            var said = messages.SelectMany(m => m.Keys).ToList();
            var at = 0;
            foreach (var key in keys)
            {
                at = said.IndexOf(key, at) + 1;
                if (at == 0) throw new TranscriptException(place, $"{who} was to say {string.Join(", ", keys)}, but said: {string.Join(", ", said)}.");
            }

            if (keys.Count > 0 && said.LastIndexOf(keys[^1]) != said.Count - 1) throw new TranscriptException(place, $"{who} was to end with {keys[^1]}, but said: {string.Join(", ", said)}.");
            return;
        }

        var words = string.Join("\n\n", messages.Select(m => m.Text));
        var from = 0;
        foreach (var key in keys)
        {
            if (TextPattern.Of(_driver.Bot.Texts, key) is not { } pattern) continue;
            var found = pattern.Match(words, from);
            if (!found.Success) throw new TranscriptException(place, $"{who} was to say {string.Join(", ", keys)} ({key} as /{pattern}/), but said: {words}");
            from = found.Index + found.Length;
        }
    }

    private bool Says(ShownMessage message, string key) =>
        _driver.ShowsKeys || message.Keys.Count > 0 ? message.Keys.Contains(key) : TextPattern.Of(_driver.Bot.Texts, key)?.IsMatch(message.Text) ?? false;

    // What no message may be, whatever is said.
    private void KeepsManners(ShownMessage message, string place)
    {
        if (message.Text.Contains("{{", StringComparison.Ordinal) || message.Text.Contains("{%", StringComparison.Ordinal)) throw new TranscriptException(place, $"a place was left unfilled: {message.Text}");
        if (Says(message, "turn.failed") || Says(message, "turn.error")) throw new TranscriptException(place, $"the bot apologised for a fault: {message.Text}");
        if (message.Text.Length == 0 && message.Photos == 0 && message.FileName is null) throw new TranscriptException(place, "an empty message was sent.");
        foreach (var button in message.Buttons)
        {
            if (string.IsNullOrWhiteSpace(button.Label)) throw new TranscriptException(place, "a button has no label.");
            if (button.Data is { } data && Encoding.UTF8.GetByteCount(data) > MostButtonBytes) throw new TranscriptException(place, $"the button '{button.Label}' carries more than {MostButtonBytes} bytes.");
        }
    }

    private ChatPerson Person(string? name) =>
        s_people.TryGetValue(name ?? Owner, out var person) ? person : throw new InvalidOperationException($"Nobody is called {name}; there are {string.Join(", ", s_people.Keys)}.");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(IEnumerable<ShownMessage> messages) => string.Join(" / ", messages.Select(m => $"{string.Join(", ", m.Keys)} {m.Text}"));

    private void Write(TranscriptStep step, ChatPerson by)
    {
        var what = step.Act switch
        {
            StepAct.Say say => string.Join(" | ", say.Texts),
            StepAct.Tap tap => $"[{string.Join("] [", tap.Buttons)}]",
            StepAct.Reply reply => $"(balas) {reply.Text}",
            StepAct.Edit edit => $"(sunting {edit.Of}) {edit.Text}",
            StepAct.Contact contact => $"(kontak {contact.Phone})",
            StepAct.Photo photo => $"(foto {string.Join(", ", photo.Pictures)})",
            StepAct.Send send => $"({send.What})",
            StepAct.Wait wait => $"-- {wait.Time} --",
            StepAct.Restart => "-- restart --",
            StepAct.Deploy => "-- deploy --",
            StepAct.Again again => $"-- {again.Of} again --",
            _ => "?",
        };
        _record.AppendLine(CultureInfo.InvariantCulture, $"{step.Line,4} {by.Name}: {what}");
    }

    private void Write(string chat, ShownMessage message)
    {
        var keys = message.Keys.Count == 0 ? "" : $" <{string.Join(", ", message.Keys)}>";
        var where = chat == InProcessDriver.Group ? "group" : chat;
        _record.AppendLine(CultureInfo.InvariantCulture, $"     -> {where}{(message.Rewritten ? " (rewritten)" : "")}{keys}");
        foreach (var line in message.Text.Split('\n')) _record.AppendLine(CultureInfo.InvariantCulture, $"        {line}");
        if (message.Buttons.Count > 0) _record.AppendLine(CultureInfo.InvariantCulture, $"        {string.Join(" ", message.Buttons.Select(b => $"[{b.Label} {{{Short(b.Data)}}}]"))}");
    }

    private static string Short(string? data) => data is null ? "link" : Regex.Replace(data, "^p:[^:]*:", "");
}
