using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace LinkAndMatch.Bot.FakeTelegram.Tests;

public sealed class SendingTests : FakeTelegramFixture
{
    [Fact]
    public async Task A_message_is_recorded_as_the_person_sees_it()
    {
        var act = await Fake.SendTextAsync(Budi, "halo", Stop);
        var keyboard = new InlineKeyboardMarkup().AddButton("Daftar", "a:1").AddNewRow().AddButton("Bantuan", "a:2");

        var answer = await Bot.SendMessage(Budi.Id, "<b>Selamat</b> datang &amp; <a href=\"https://x.id\">baca</a>", ParseMode.Html, replyMarkup: keyboard, replyParameters: act.MessageId, cancellationToken: Stop);
        var seen = await Fake.WaitForReplyToAsync(act, cancellation: Stop);

        Assert.Equal("Selamat datang & baca", seen.PlainText);
        Assert.Equal(answer.Text, seen.PlainText);
        Assert.Equal([MessageEntityType.Bold, MessageEntityType.TextLink], answer.Entities!.Select(e => e.Type));
        Assert.Equal(answer.Id, seen.MessageId);
        Assert.Equal(act.MessageId, seen.ReplyTo);
        Assert.Equal(["a:1", "a:2"], seen.Keyboard.SelectMany(row => row).Select(b => b.Data));
        Assert.Equal(2, seen.Keyboard.Count);
    }

    [Fact]
    public async Task A_contact_button_is_told_from_a_plain_one()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Bot.SendMessage(Budi.Id, "Nomor?", replyMarkup: new ReplyKeyboardMarkup(KeyboardButton.WithRequestContact("Bagikan nomor")), cancellationToken: Stop);
        var seen = Assert.Single(await Fake.WaitForMessagesAsync(Budi.Id, 1, cancellation: Stop));
        Assert.Equal(KeyboardKind.Reply, seen.KeyboardKind);
        Assert.True(seen.Button("nomor").RequestsContact);
    }

    [Theory]
    [InlineData("", null, "message text is empty")]
    [InlineData("<b>tebal", null, "can't parse entities")]
    [InlineData("<x>aneh</x>", null, "can't parse entities: Unsupported start tag \"x\"")]
    [InlineData("<b><i>silang</b></i>", null, "can't parse entities: Unmatched end tag")]
    [InlineData("baik", 65, "BUTTON_DATA_INVALID")]
    public async Task What_Telegram_refuses_is_refused_with_its_words(string text, int? dataBytes, string words)
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        var keyboard = dataBytes is { } bytes ? new InlineKeyboardMarkup().AddButton("tombol", new string('x', bytes)) : null;
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => Bot.SendMessage(Budi.Id, text, ParseMode.Html, replyMarkup: keyboard, cancellationToken: Stop));
        Assert.Equal(400, error.ErrorCode);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Empty((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages);
    }

    [Fact]
    public async Task Only_what_is_read_counts_for_the_length()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        await Bot.SendMessage(Budi.Id, $"<b>{new string('a', 4096)}</b>", ParseMode.Html, cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => Bot.SendMessage(Budi.Id, new string('a', 4097), cancellationToken: Stop));
        Assert.Contains("message is too long", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_kept_beside_the_message_and_the_same_edit_again_is_not_modified()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        var sent = await Bot.SendMessage(Budi.Id, "satu", cancellationToken: Stop);
        await Bot.EditMessageText(Budi.Id, sent.Id, "dua", cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => Bot.EditMessageText(Budi.Id, sent.Id, "dua", cancellationToken: Stop));

        Assert.Contains("message is not modified", error.Message, StringComparison.Ordinal);
        var seen = Assert.Single((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Messages);
        Assert.Equal("dua", seen.PlainText);
        Assert.Single(seen.Edits);
    }

    [Fact]
    public async Task A_tap_brings_its_message_and_the_answer_is_recorded()
    {
        var act = await Fake.SendTextAsync(Budi, "halo", Stop);
        await Bot.SendMessage(Budi.Id, "Pilih", replyMarkup: new InlineKeyboardMarkup().AddButton("Ya", "p:ya"), cancellationToken: Stop);
        var card = await Fake.WaitForReplyToAsync(act, cancellation: Stop);
        await Fake.TapAsync(Budi, card, "ya", Stop);

        var tap = (await Bot.GetUpdates(cancellationToken: Stop))[^1].CallbackQuery!;
        await Bot.AnswerCallbackQuery(tap.Id, "baik", cancellationToken: Stop);
        var error = await Assert.ThrowsAsync<ApiRequestException>(() => Bot.AnswerCallbackQuery("1", cancellationToken: Stop));

        Assert.Equal("p:ya", tap.Data);
        Assert.Equal("Pilih", tap.Message!.Text);
        Assert.Equal("p:ya", tap.Message.ReplyMarkup!.InlineKeyboard.First().First().CallbackData);
        Assert.Equal("baik", Assert.Single((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).CallbackAnswers).Text);
        Assert.Contains("query is too old", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Photos_are_uploaded_once_and_sent_again_by_id()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        using var content = new MemoryStream([1, 2, 3]);
        var first = await Bot.SendPhoto(Budi.Id, InputFile.FromStream(content, "p.jpg"), "Mesin", cancellationToken: Stop);
        var again = await Bot.SendPhoto(Budi.Id, InputFile.FromFileId(first.Photo![^1].FileId), cancellationToken: Stop);
        using var document = new MemoryStream([4, 5]);
        var file = await Bot.SendDocument(Budi.Id, InputFile.FromStream(document, "data.json"), cancellationToken: Stop);

        Assert.Equal("Mesin", first.Caption);
        Assert.Equal(first.Photo[^1].FileId, again.Photo![^1].FileId);
        Assert.Equal("data.json", file.Document!.FileName);
        Assert.Equal(new byte[] { 1, 2, 3 }, await Fake.ReadFileAsync(first.Photo[^1].FileId, Stop));
        Assert.Equal(new byte[] { 4, 5 }, await Fake.ReadFileAsync(file.Document.FileId, Stop));
    }

    [Fact]
    public async Task Unknown_chats_blocked_users_and_moved_groups_answer_as_on_Telegram()
    {
        await Fake.ActAsync(new BlocksBot(Budi.Id, Budi), Stop);
        await Fake.AddGroupAsync(-77, "Petugas", Stop);
        await Fake.MigrateAsync(-77, -1_000_000_000_077, Stop);

        Task<ApiRequestException> SendTo(long chatId) => Assert.ThrowsAsync<ApiRequestException>(() => Bot.SendMessage(chatId, "halo", cancellationToken: Stop));
        Assert.Equal(400, (await SendTo(999)).ErrorCode);
        Assert.Equal(403, (await SendTo(Budi.Id)).ErrorCode);
        Assert.Equal(-1_000_000_000_077, (await SendTo(-77)).Parameters!.MigrateToChatId);
        Assert.Equal(-1_000_000_000_077, (await Bot.GetUpdates(cancellationToken: Stop))[^1].Message!.MigrateToChatId);
        await Bot.SendMessage(-1_000_000_000_077, "halo", cancellationToken: Stop);
    }

    [Fact]
    public async Task A_reply_in_the_group_carries_the_card_it_answers()
    {
        await Fake.AddGroupAsync(-1_000_000_000_077, "Petugas", Stop);
        var card = await Bot.SendMessage(-1_000_000_000_077, "Kartu", cancellationToken: Stop);
        await Fake.SendTextAsync(-1_000_000_000_077, Budi, "jawaban", card.Id, Stop);

        var reply = (await Bot.GetUpdates(cancellationToken: Stop))[0].Message!;

        Assert.Equal(ChatType.Supergroup, reply.Chat.Type);
        Assert.Equal(card.Id, reply.ReplyToMessage!.Id);
        Assert.True(reply.ReplyToMessage.From!.IsBot);
    }

    [Fact]
    public async Task The_bot_knows_itself_types_and_sets_its_commands()
    {
        await Fake.SendTextAsync(Budi, "halo", Stop);
        Assert.Equal("link_and_match_bot", (await Bot.GetMe(Stop)).Username);
        await Bot.SendChatAction(Budi.Id, Telegram.Bot.Types.Enums.ChatAction.Typing, cancellationToken: Stop);
        await Bot.SetMyCommands([new BotCommand("daftar", "Mendaftar")], new BotCommandScopeAllPrivateChats(), "id", Stop);

        Assert.Equal("typing", Assert.Single((await Fake.ReadChatAsync(Budi.Id, cancellation: Stop)).Actions).Action);
        var menu = Assert.Single((await Fake.ReadProfileAsync(Stop)).Commands);
        Assert.Equal(("id", "all_private_chats", "daftar"), (menu.Language, menu.Scope, menu.Commands[0].Command));
    }
}
