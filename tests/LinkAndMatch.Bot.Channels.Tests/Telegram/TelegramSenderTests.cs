using System.Text;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TelegramSenderTests : IAsyncLifetime
{
    private static readonly FakeUser Budi = new(501, "Budi");
    private static readonly FakeUser Siti = new(502, "Siti");

    private readonly MemoryFiles _files = new();
    private FakeTelegramServer _fake = null!;
    private TelegramBotHost _bot = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fake = await FakeTelegramServer.StartAsync();
        _bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, files: _files, catalog: TestCatalog.WithWords, runs: false, settings: [("Telegram:Timeout", "00:00:01"), ("Officers:TelegramChatId", "-4243")]);
        await _fake.SendTextAsync(Budi, "/start", Stop);
        await _fake.SendTextAsync(Siti, "/start", Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task A_reply_goes_out_as_HTML_without_previews_and_with_buttons()
    {
        var result = await SendAsync(Saying("Nama: <CV>") with { Choices = [new Choice("Ya", "p:a:yes"), new Choice("Tidak", "p:a:no"), new Choice("Saya mau tanya dulu", "p:a:ask"), new Choice("Situs", "", "https://x.id")] });

        var shown = Assert.Single(await MessagesAsync());
        Assert.Equal(new SendResult.Sent($"{shown.MessageId}"), result);
        Assert.Equal(("Nama: <CV>", "Nama: &lt;CV&gt;"), (shown.PlainText, shown.Text));
        Assert.Equal(["Ya|Tidak", "Saya mau tanya dulu", "Situs"], shown.Keyboard.Select(row => string.Join('|', row.Select(b => b.Label))));
        Assert.Equal("p:a:no", shown.Button("Tidak").Data);
        Assert.Equal("https://x.id/", shown.Button("Situs").Url + (shown.Button("Situs").Url!.EndsWith('/') ? "" : "/"));
    }

    [Fact]
    public async Task A_long_reply_comes_in_parts_with_the_buttons_under_the_last()
    {
        var parts = new List<int>();
        var reply = Saying(new string('a', 4000), new string('b', 3900), new string('c', 100)) with { Choices = [new Choice("Ya", "p:a:yes")] };

        var result = await SendAsync(reply, onPart: parts.Add);

        var shown = await MessagesAsync();
        Assert.Equal([1], parts);
        Assert.Equal(2, shown.Count);
        Assert.Equal(KeyboardKind.None, shown[0].KeyboardKind);
        Assert.Equal(KeyboardKind.Inline, shown[1].KeyboardKind);
        Assert.Equal(new SendResult.Sent($"{shown[1].MessageId}"), result);
    }

    [Fact]
    public async Task After_a_failure_in_the_middle_only_the_missing_parts_are_sent()
    {
        await _fake.AddFaultAsync(new Fault(FaultKind.TooManyRequests) { Method = "sendMessage", FirstCall = 2, RetryAfterSeconds = 3 }, Stop);
        var sent = 0;
        var reply = Saying(new string('a', 4000), new string('b', 4000), new string('c', 4000));

        var first = await SendAsync(reply, onPart: n => sent = n);
        var second = await SendAsync(reply, partsSent: sent, onPart: n => sent = n);

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.IsType<SendResult.NotSent>(first).RetryAfter);
        Assert.IsType<SendResult.Sent>(second);
        Assert.Equal(["aa", "bb", "cc"], (await MessagesAsync()).Select(m => m.PlainText[..2]));
    }

    [Theory]
    [InlineData(FaultKind.TooManyRequests, "NotSent telegram.429 00:00:01", 0)]
    [InlineData(FaultKind.BadRequest, "Rejected telegram.400", 0)]
    [InlineData(FaultKind.Forbidden, "Blocked telegram.403", 0)]
    [InlineData(FaultKind.ServerError, "Ambiguous telegram.500", 0)]
    [InlineData(FaultKind.ServerErrorAfter, "Ambiguous telegram.500", 1)]
    [InlineData(FaultKind.BadGateway, "Ambiguous telegram.502", null)]
    [InlineData(FaultKind.ResetBefore, "Ambiguous telegram.broken_off", 0)]
    [InlineData(FaultKind.ResetAfter, "Ambiguous telegram.broken_off", 1)]
    [InlineData(FaultKind.HangAfter, "Ambiguous telegram.timeout", 1)]
    public async Task What_is_known_after_an_attempt_follows_the_table(FaultKind fault, string expected, int? shown)
    {
        await _fake.AddFaultAsync(new Fault(fault) { Method = "sendMessage", DelayFrom = TimeSpan.FromSeconds(3), DelayTo = TimeSpan.FromSeconds(3) }, Stop);

        var result = await SendAsync(Saying("halo"));

        Assert.Equal(expected, Words(result));
        if (shown is { } count) Assert.Equal(count, (await MessagesAsync()).Count);
        // A call that still hangs is not yet in the fake's book.
        if (fault != FaultKind.HangAfter) Assert.Single(await CallsAsync("sendMessage"));
        Assert.IsType<SendResult.Sent>(await SendAsync(Saying("lagi")));
    }

    [Theory]
    [InlineData(FaultKind.ServerError)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.TooManyRequests)]
    public async Task Edits_photos_and_documents_follow_the_same_table(FaultKind fault)
    {
        await _fake.AddFaultAsync(new Fault(fault) { Times = 3 }, Stop);
        var photo = await _files.SaveAsync(new byte[] { 0xFF, 0xD8, 1 }, Stop);

        SendResult[] results =
        [
            await SendAsync(Saying("x") with { Class = DeliveryClass.Edit }, edits: "1"),
            await SendAsync(Saying("x") with { Photos = [photo] }),
            await SendAsync(Saying("x") with { Document = new ReplyDocument("data.json", "application/json", "{}") }),
        ];

        Assert.All(results, r => Assert.Equal(fault == FaultKind.TooManyRequests ? typeof(SendResult.NotSent) : typeof(SendResult.Ambiguous), r.GetType()));
    }

    [Fact]
    public async Task A_refused_connection_is_surely_not_sent()
    {
        var gone = await FakeTelegramServer.StartAsync();
        await using var bot = await TelegramBotHost.StartAsync(gone.BaseUrl, runs: false);
        await gone.DisposeAsync();

        Assert.Equal("NotSent telegram.unreachable ", Words(await SendAsync(Saying("halo"), sender: bot.Sender)));
    }

    [Theory]
    [InlineData("http://name-that-does-not-exist.invalid")]
    [InlineData("https://127.0.0.1:{port}")]
    public async Task An_unknown_name_or_a_failed_handshake_is_surely_not_sent(string baseUrl)
    {
        var port = new Uri(_fake.BaseUrl).Port;
        await using var bot = await TelegramBotHost.StartAsync(baseUrl.Replace("{port}", $"{port}", StringComparison.Ordinal), runs: false);

        Assert.Equal("NotSent telegram.unreachable ", Words(await SendAsync(Saying("halo"), sender: bot.Sender)));
    }

    [Fact]
    public async Task A_token_that_Telegram_does_not_know_stops_the_whole_channel_for_long()
    {
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, runs: false, settings: ("Telegram:BotToken", "7000000009:wrong"));

        var result = Assert.IsType<SendResult.NotSent>(await SendAsync(Saying("halo"), sender: bot.Sender));

        Assert.True(result is { WholeChannel: true, ErrorCode: "telegram.401" or "telegram.404" } && result.RetryAfter >= TimeSpan.FromMinutes(1), $"{result}");
    }

    [Fact]
    public async Task Two_chats_told_to_wait_at_once_mean_the_whole_bot()
    {
        await _fake.AddFaultAsync(new Fault(FaultKind.TooManyRequests) { Times = 2, RetryAfterSeconds = 30 }, Stop);

        var first = Assert.IsType<SendResult.NotSent>(await SendAsync(Saying("halo")));
        var second = Assert.IsType<SendResult.NotSent>(await SendAsync(Saying("halo"), to: Siti.Id));

        Assert.False(first.WholeChannel);
        Assert.True(second.WholeChannel);
    }

    [Fact]
    public async Task A_person_who_blocked_the_bot_is_told_apart()
    {
        await _fake.ActAsync(new BlocksBot(Budi.Id, Budi), Stop);

        Assert.Equal("Blocked telegram.403", Words(await SendAsync(Saying("halo"))));
    }

    [Fact]
    public async Task An_edit_rewrites_the_message_and_the_same_edit_again_counts_as_sent()
    {
        var sent = (SendResult.Sent)await SendAsync(Saying("pertama"));
        var edit = Saying("kedua") with { Class = DeliveryClass.Edit, Choices = [new Choice("Ya", "p:a:yes")] };

        var once = await SendAsync(edit, edits: sent.ChannelMessageId);
        var twice = await SendAsync(edit, edits: sent.ChannelMessageId);

        Assert.Equal((sent, sent), (once, twice));
        Assert.Equal("kedua", Assert.Single(await MessagesAsync()).PlainText);
    }

    [Fact]
    public async Task An_edit_of_a_message_that_is_gone_or_unknown_is_sent_anew()
    {
        var edit = Saying("kedua") with { Class = DeliveryClass.Edit };

        Assert.IsType<SendResult.Sent>(await SendAsync(edit, edits: "9999"));
        Assert.IsType<SendResult.Sent>(await SendAsync(edit));
        Assert.Equal(2, (await MessagesAsync()).Count);
    }

    [Fact]
    public async Task A_photo_is_uploaded_once_and_then_sent_by_its_id()
    {
        var photo = await _files.SaveAsync(new byte[] { 0xFF, 0xD8, 1, 2, 3 }, Stop);
        var reply = Saying("Pipa knalpot") with { Photos = [photo], Choices = [new Choice("Ya", "p:a:yes")] };

        await SendAsync(reply);
        var uploaded = (await MessagesAsync())[0].FileId;
        await _files.DeleteAsync(photo, Stop);
        await SendAsync(reply);

        var shown = await MessagesAsync();
        Assert.Equal(["sendPhoto", "sendMessage", "sendPhoto", "sendMessage"], shown.Select(m => m.Method));
        Assert.Equal(uploaded, shown[2].FileId);
        Assert.Equal([0xFF, 0xD8, 1, 2, 3], await _fake.ReadFileAsync(uploaded!, Stop));
        Assert.Equal([KeyboardKind.None, KeyboardKind.Inline], shown.Take(2).Select(m => m.KeyboardKind));
    }

    [Fact]
    public async Task A_photo_whose_id_Telegram_has_forgotten_is_uploaded_again()
    {
        var photo = await _files.SaveAsync(new byte[] { 0xFF, 0xD8, 1 }, Stop);
        await SendAsync(Saying("x") with { Photos = [photo] });
        await _fake.AddFaultAsync(new Fault(FaultKind.BadRequest) { Method = "sendPhoto", Description = "Bad Request: wrong file identifier/HTTP URL specified" }, Stop);

        Assert.IsType<SendResult.Sent>(await SendAsync(Saying("x") with { Photos = [photo] }));
        Assert.Equal(2, (await MessagesAsync()).Count(m => m.Method == "sendPhoto"));
    }

    [Fact]
    public async Task A_photo_erased_meanwhile_does_not_hold_back_the_words()
    {
        Assert.IsType<SendResult.Sent>(await SendAsync(Saying("tetap") with { Photos = ["00"] }));
        Assert.Equal("tetap", Assert.Single(await MessagesAsync()).PlainText);
    }

    [Fact]
    public async Task A_store_of_files_that_fails_leaves_the_reply_surely_not_sent()
    {
        _files.Fails = new IOException("disk");

        Assert.Equal("NotSent telegram.file_store ", Words(await SendAsync(Saying("x") with { Photos = ["00"] })));
        Assert.Empty(await MessagesAsync());
    }

    [Fact]
    public async Task A_document_goes_out_as_a_file_ahead_of_its_words()
    {
        await SendAsync(Saying("Ini semua data Anda.") with { Document = new ReplyDocument("data-saya.json", "application/json", """{"nama":"Budi"}""") });

        var shown = await MessagesAsync();
        Assert.Equal(["sendDocument", "sendMessage"], shown.Select(m => m.Method));
        Assert.Equal("data-saya.json", shown[0].FileName);
        Assert.Equal("""{"nama":"Budi"}""", Encoding.UTF8.GetString((await _fake.ReadFileAsync(shown[0].FileId!, Stop))!));
    }

    [Fact]
    public async Task The_contact_button_stands_in_for_the_keyboard_and_goes_with_the_next_message_without_buttons()
    {
        await SendAsync(Saying("Nomor WhatsApp?") with { AsksForContact = true });
        await SendAsync(Saying("Kabupaten?") with { Choices = [new Choice("Lewati", "p:b:skip")] });
        await SendAsync(Saying("Terima kasih."));
        await SendAsync(Saying("Sampai jumpa."));

        var shown = await MessagesAsync();
        Assert.Equal([KeyboardKind.Reply, KeyboardKind.Inline, KeyboardKind.Remove, KeyboardKind.None], shown.Select(m => m.KeyboardKind));
        Assert.True(shown[0].Button("Bagikan nomor saya").RequestsContact);
    }

    [Fact]
    public async Task Beside_buttons_the_contact_button_comes_with_a_line_of_its_own_ahead_of_the_question()
    {
        var result = await SendAsync(Saying("WhatsApp number?") with { AsksForContact = true, Language = "en", Choices = [new Choice("Back", "p:a:back")] });

        var shown = await MessagesAsync();
        Assert.Equal([("Or tap the button below.", KeyboardKind.Reply), ("WhatsApp number?", KeyboardKind.Inline)], shown.Select(m => (m.PlainText, m.KeyboardKind)));
        Assert.Equal(new SendResult.Sent($"{shown[1].MessageId}"), result);
    }

    [Fact]
    public async Task Typing_is_shown_and_an_echo_is_not()
    {
        Assert.Equal(new SendResult.Sent(null), await SendAsync(new Reply { Parts = [], Class = DeliveryClass.Action }));
        Assert.Equal(new SendResult.Sent(null), await SendAsync(Saying("saya sendiri") with { Class = DeliveryClass.Echo }));

        var chat = await _fake.ReadChatAsync(Budi.Id, cancellation: Stop);
        Assert.Equal("typing", Assert.Single(chat.Actions).Action);
        Assert.Empty(chat.Messages);
    }

    [Fact]
    public async Task What_is_meant_for_the_old_group_reaches_the_supergroup_it_became()
    {
        const long Group = -4243;
        const long Supergroup = -1_000_000_004_243;
        await _fake.AddGroupAsync(Group, "Petugas", Stop);
        await _fake.MigrateAsync(Group, Supergroup, Stop);

        Assert.IsType<SendResult.Sent>(await SendAsync(Saying("kartu"), to: Group));
        Assert.IsType<SendResult.Sent>(await SendAsync(Saying("kartu lagi"), to: Group));

        Assert.Equal(["kartu", "kartu lagi"], (await _fake.ReadChatAsync(Supergroup, cancellation: Stop)).Messages.Select(m => m.PlainText));
    }

    [Fact]
    public async Task A_strange_group_that_moved_is_not_followed()
    {
        await _fake.AddGroupAsync(-77, "Lain", Stop);
        await _fake.MigrateAsync(-77, -1_000_000_000_077, Stop);

        Assert.Equal("Rejected telegram.400.migrated", Words(await SendAsync(Saying("x"), to: -77)));
    }

    [Fact]
    public async Task Cancelled_before_anything_was_written_it_says_so_by_an_exception()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => SendAsync(Saying("x"), cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(await CallsAsync("sendMessage"));
    }

    [Fact]
    public async Task Cancelled_after_it_was_written_nobody_knows()
    {
        using var impatience = new CancellationTokenSource();
        await _fake.AddFaultAsync(new Fault(FaultKind.HangAfter) { Method = "sendMessage", DelayFrom = TimeSpan.FromSeconds(5), DelayTo = TimeSpan.FromSeconds(5) }, Stop);
        _fake.Shown += _ => impatience.Cancel();

        Assert.IsType<SendResult.Ambiguous>(await SendAsync(Saying("x"), cancellation: impatience.Token));
    }

    [Fact]
    public async Task What_a_person_sent_is_fetched_up_to_the_limit_and_no_further()
    {
        var source = _bot.Services.GetRequiredKeyedService<IAttachmentSource>("telegram");
        var bytes = Enumerable.Range(0, 5_000).Select(i => (byte)i).ToArray();
        await _fake.SendDocumentAsync(Budi, bytes, "katalog.pdf", "application/pdf", cancellation: Stop);
        var sent = await FileIdAsync(bytes);

        Assert.Equal(bytes, await source.ReadAsync(Where(Budi.Id), new Attachment(AttachmentKind.Document, sent), 10_000, Stop));
        Assert.Null(await source.ReadAsync(Where(Budi.Id), new Attachment(AttachmentKind.Document, sent), 4_999, Stop));
        Assert.Null(await source.ReadAsync(Where(Budi.Id), new Attachment(AttachmentKind.Document, sent) { Size = 20_000_000 }, long.MaxValue, Stop));
        Assert.Null(await source.ReadAsync(Where(Budi.Id), new Attachment(AttachmentKind.Document, "unknown"), 10_000, Stop));
    }

    private async Task<string> FileIdAsync(byte[] bytes)
    {
        // The update itself tells the id, as it would in a turn.
        var inbox = new MemoryInbox();
        await using var bot = await TelegramBotHost.StartAsync(_fake.BaseUrl, inbox);
        await _fake.WaitUntilTakenAsync(cancellation: Stop);
        var attachment = inbox.Accepted.SelectMany(a => a.Attachments).Single();
        Assert.Equal(bytes.Length, attachment.Size);
        return attachment.Source;
    }

    private Task<SendResult> SendAsync(
        Reply reply, long? to = null, int partsSent = 0, string? edits = null, Action<int>? onPart = null, IActivitySender? sender = null, CancellationToken? cancellation = null) =>
        (sender ?? _bot.Sender).SendAsync(
            new OutgoingReply("1-1", Where(to ?? Budi.Id), reply, 1, partsSent, edits, "1", DateTimeOffset.UnixEpoch),
            n =>
            {
                onPart?.Invoke(n);
                return Task.CompletedTask;
            },
            cancellation ?? Stop);

    private async Task<IReadOnlyList<BotMessage>> MessagesAsync() => (await _fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages;

    private async Task<IEnumerable<ApiCall>> CallsAsync(string method) => (await _fake.ReadCallsAsync(cancellation: Stop)).Where(c => c.Method == method);

    private static ConversationReference Where(long chat) => new("telegram", "7000000001", $"{chat}");

    private static Reply Saying(params string[] paragraphs) =>
        new() { Class = DeliveryClass.Question, Parts = [.. paragraphs.Select(p => new ReplyPart("x", [new TextRun(p)]))] };

    private static string Words(SendResult result) => result switch
    {
        SendResult.NotSent not => $"NotSent {not.ErrorCode} {not.RetryAfter}",
        SendResult.Rejected rejected => $"Rejected {rejected.ErrorCode}",
        SendResult.Blocked blocked => $"Blocked {blocked.ErrorCode}",
        SendResult.Ambiguous ambiguous => $"Ambiguous {ambiguous.ErrorCode}",
        _ => $"{result}",
    };
}
