using System.Text;
using LinkAndMatch.Bot.Channels.Terminal;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Tests.Terminal;

public sealed class TerminalChatTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replies_are_printed_plainly_with_numbered_buttons_and_a_number_picks_one()
    {
        var chat = new TalkingBot("halo", "2");
        chat.Answers["halo"] = Saying([new TextRun("Mau "), new TextRun("apa", Bold: true), new TextRun("? Lihat "), new TextRun("situs", Link: "https://x.id")], new Choice("Daftar", "p:a:1"), new Choice("Tanya", "p:a:2"));

        await chat.RunAsync();

        Assert.Equal(["Mau apa? Lihat situs (https://x.id)", "  1. Daftar", "  2. Tanya"], chat.Printed);
        Assert.Equal((ActivityType.Button, "p:a:2"), (chat.Heard[1].Type, chat.Heard[1].ButtonData));
    }

    [Fact]
    public async Task A_number_beyond_the_buttons_or_after_a_backslash_is_an_answer()
    {
        var chat = new TalkingBot("halo", "25", "\\1");
        chat.Answers["halo"] = Saying([new TextRun("Berapa pekerja?")], new Choice("Lewati", "p:a:skip"));
        chat.Answers["25"] = Saying([new TextRun("Berapa mesin?")], new Choice("Lewati", "p:b:skip"));

        await chat.RunAsync();

        Assert.Equal(["halo", "25", "1"], chat.Heard.Select(a => a.Text));
    }

    [Fact]
    public async Task Buttons_of_an_earlier_reply_are_gone_when_the_next_has_none()
    {
        var chat = new TalkingBot("halo", "1", "1");
        chat.Answers["halo"] = Saying([new TextRun("Daftar?")], new Choice("Ya", "p:a:yes"));
        chat.Answers["p:a:yes"] = Saying([new TextRun("Berapa orang?")]);

        await chat.RunAsync();

        Assert.Equal([ActivityType.Message, ActivityType.Button, ActivityType.Message], chat.Heard.Select(a => a.Type));
    }

    [Fact]
    public async Task A_photo_is_sent_by_its_path_and_a_sentence_about_photos_is_a_sentence()
    {
        var path = Path.Combine(Path.GetTempPath(), $"foto {Guid.NewGuid():N}.jpg");
        await File.WriteAllBytesAsync(path, [1, 2, 3], Stop);
        try
        {
            var chat = new TalkingBot($"foto {path}", "foto menyusul", $"dokumen \"{path}\"");
            await chat.RunAsync();

            Assert.Equal([AttachmentKind.Photo], chat.Heard[0].Attachments.Select(a => a.Kind));
            Assert.Equal("foto menyusul", chat.Heard[1].Text);
            Assert.Equal((AttachmentKind.Document, path, 3L), (chat.Heard[2].Attachments[0].Kind, chat.Heard[2].Attachments[0].Source, chat.Heard[2].Attachments[0].Size));
            var source = new TerminalAttachments();
            Assert.Equal([1, 2, 3], await source.ReadAsync(chat.Heard[0].Conversation, chat.Heard[0].Attachments[0], 10, Stop));
            Assert.Null(await source.ReadAsync(chat.Heard[0].Conversation, chat.Heard[0].Attachments[0], 2, Stop));
            Assert.Null(await source.ReadAsync(chat.Heard[0].Conversation, new Attachment(AttachmentKind.Photo, path + "x"), 10, Stop));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task The_contact_is_shared_as_the_persons_own()
    {
        var chat = new TalkingBot("kontak", "kontak +62 811 222 333", "kontak petugas dong");

        await chat.RunAsync();

        Assert.Equal([new SharedContact("+628129999", true, null), new SharedContact("+62 811 222 333", true, null), null], chat.Heard.Select(a => a.Contact));
    }

    [Fact]
    public async Task An_earlier_message_is_corrected_by_its_number()
    {
        var chat = new TalkingBot("CV Maju", "Slawi", "edit 1 CV Maju Jaya", "edit 9 entah");

        await chat.RunAsync();

        Assert.Equal((ActivityType.MessageUpdate, "CV Maju Jaya", chat.Heard[0].MessageId), (chat.Heard[2].Type, chat.Heard[2].Text, chat.Heard[2].MessageId));
        Assert.Equal("edit 9 entah", chat.Heard[3].Text);
    }

    [Fact]
    public async Task The_same_person_finds_the_same_conversation_again_and_keys_never_repeat()
    {
        var first = new TalkingBot("halo");
        var second = new TalkingBot("halo");

        await first.RunAsync();
        await second.RunAsync();

        Assert.Equal(first.Heard[0].Conversation, second.Heard[0].Conversation);
        Assert.NotEqual(first.Heard[0].Key, second.Heard[0].Key);
    }

    [Fact]
    public async Task At_the_end_of_the_input_everything_still_to_be_answered_is_printed_first()
    {
        var chat = new TalkingBot("halo") { AnswersLate = true };
        chat.Answers["halo"] = Saying([new TextRun("Akhirnya.")]);

        await chat.RunAsync();

        Assert.Equal(["Akhirnya."], chat.Printed);
    }

    [Fact]
    public async Task Empty_lines_are_passed_over()
    {
        var chat = new TalkingBot("", "   ", "halo");

        await chat.RunAsync();

        Assert.Equal("halo", Assert.Single(chat.Heard).Text);
    }

    private static Reply Saying(TextRun[] runs, params Choice[] choices) =>
        new() { Class = DeliveryClass.Question, Parts = [new ReplyPart("x", runs)], Choices = choices };

    /// <summary>A bot of one answer a line, with the turn, the outbox and its sender played by hand.</summary>
    private sealed class TalkingBot : IActivityInbox, IConversationLog
    {
        private readonly StringBuilder _output = new();
        private readonly TerminalChat _chat;
        private readonly Dictionary<string, OutgoingReply> _turns = [];
        private Task _sending = Task.CompletedTask;

        public TalkingBot(params string[] lines) => _chat = new TerminalChat(
            this,
            this,
            TestCatalog.Empty,
            new TerminalOptions { UserId = "budi", Phone = "+628129999", Input = new StringReader(string.Join('\n', lines)), Output = new StringWriter(_output) },
            TimeProvider.System);

        public Dictionary<string, Reply> Answers { get; } = [];

        public bool AnswersLate { get; init; }

        public List<Activity> Heard { get; } = [];

        public IEnumerable<string> Printed => _output.ToString().Split(Environment.NewLine).Where(line => line.Length > 0);

        public async Task RunAsync()
        {
            await _chat.RunAsync(Stop);
            await _sending;
        }

        public Task<bool> AcceptAsync(Activity activity, CancellationToken cancellation)
        {
            Heard.Add(activity);
            if (!Answers.TryGetValue(activity.Text ?? activity.ButtonData ?? "", out var reply)) return Task.FromResult(true);
            var outgoing = new OutgoingReply($"{activity.Key}-1", activity.Conversation, reply, 1, 0, null, activity.Key, DateTimeOffset.UnixEpoch);
            _turns[activity.Key] = outgoing;
            _sending = Task.Run(async () =>
            {
                if (AnswersLate) await Task.Delay(200, cancellation);
                await _chat.SendAsync(outgoing, _ => Task.CompletedTask, cancellation);
            }, cancellation);
            return Task.FromResult(true);
        }

        public Task<bool> WaitForTurnAsync(string conversationId, string inboxKey, TimeSpan limit, CancellationToken cancellation) => Task.FromResult(true);

        public Task<IReadOnlyList<OutgoingReply>> ReadTurnAsync(string conversationId, string inboxKey, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<OutgoingReply>>(_turns.TryGetValue(inboxKey, out var reply) ? [reply] : []);

        public Task AcceptAsync(IReadOnlyList<Activity> batch, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<(long Order, DateTimeOffset ReceivedAt)?> NewestAsync(string channel, string botId, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<IReadOnlyList<OutgoingReply>> ReadAfterAsync(string conversationId, long sequence, int limit, CancellationToken cancellation) => throw new NotSupportedException();

        public Task WaitForMoreAsync(string conversationId, long sequence, CancellationToken cancellation) => throw new NotSupportedException();

        public Task MarkSentAsync(IReadOnlyList<string> outboxIds, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<bool> KnowsConversationAsync(string conversationId, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
