using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Questions;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Partnering.Tests.Questions;

public class QuestionTests
{
    [Fact]
    public async Task A_question_reaches_the_officers_and_the_answer_reaches_who_asked_and_stays_as_a_draft()
    {
        await using var desk = await Desk.OpenAsync();
        var done = await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Apakah ada pelatihan las?" });
        Assert.StartsWith("TJ-", (string)done.Named["code"]!, StringComparison.Ordinal);
        var id = (await desk.EventAsync("questions.asked")).Subject!;
        var card = Assert.Single(await desk.ListAsync("questions.officer_card", "officers", ("subject", id)));
        Assert.Equal("Apakah ada pelatihan las?", card.Fields["text"]);

        await desk.DoneAsync(desk.Officer("questions.take", id));
        Assert.Equal("already_taken", await desk.RefusedAsync(desk.Officer("questions.take", id, officer: "78")));
        Assert.Equal("text_missing", await desk.RefusedAsync(desk.Officer("questions.answer", id)));
        await desk.DoneAsync(desk.Officer("questions.answer", id, "Ada, tiap bulan Maret."));

        Assert.Equal("Ada, tiap bulan Maret.", (await desk.EventAsync("questions.answered")).Data["answer"]);
        Assert.Equal(["questions.answered"], await desk.ToldAsync("1"));
        Assert.Equal("already_answered", await desk.RefusedAsync(desk.Officer("questions.answer", id, "Lagi.")));
        var answer = await desk.ReadAsync(s => s.Answers.SingleAsync());
        Assert.Equal(AnswerStatus.Draft, answer.Status);
    }

    [Fact]
    public async Task The_same_words_again_are_the_same_question_and_there_is_an_end_to_waiting_ones()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Berapa lama?" });
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "berapa lama?" });
        Assert.Equal(1, await desk.ReadAsync(s => s.Questions.CountAsync()));
        for (var i = 1; i < AskQuestion.MostWaiting; i++) await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = $"Pertanyaan {i}?" });
        Assert.Equal("too_many", await desk.RefusedAsync(desk.Request("questions.ask", "1") with { Text = "Satu lagi?" }));
    }

    [Fact]
    public async Task Of_two_questions_in_one_message_the_one_that_is_too_many_is_told()
    {
        await using var desk = await Desk.OpenAsync();
        for (var i = 1; i < AskQuestion.MostWaiting; i++) await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = $"Pertanyaan {i}?" });
        var done = await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "syaratnya apa, bayar ga?", Arguments = new Dictionary<string, string> { ["entries"] = "syarat-ikut program-biaya" } });
        Assert.Equal("questions.ask.partly", done.TextKey);
        Assert.Equal(AskQuestion.MostWaiting, await desk.ReadAsync(s => s.Questions.CountAsync()));
        // Said again, it is the same one that waits and the other that does not.
        Assert.Equal("questions.ask.partly", (await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "syaratnya apa, bayar ga?", Arguments = new Dictionary<string, string> { ["entries"] = "syarat-ikut program-biaya" } })).TextKey);
    }

    [Fact]
    public async Task Who_asks_the_same_in_other_words_waits_for_the_same_answer_and_each_gets_it_once()
    {
        await using var desk = await Desk.OpenAsync();
        var first = await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Apakah ada pelatihan las?" });
        foreach (var text in (string[])["ada pelatihan las nggak?", "pelatihan las"]) Assert.Equal(first.Named["code"], (await desk.DoneAsync(desk.Request("questions.ask", "2") with { Text = text })).Named["code"]);
        Assert.NotEqual(first.Named["code"], (await desk.DoneAsync(desk.Request("questions.ask", "3") with { Text = "Parkir di mana?" })).Named["code"]);

        var id = CompactId.Of(await desk.ReadAsync(s => s.Questions.OrderBy(q => q.Id).Select(q => q.ClusterId).FirstAsync()));
        var card = Assert.Single(await desk.ListAsync("questions.officer_card", "officers", ("subject", id)));
        Assert.Equal(3L, card.Fields["count"]);
        Assert.Equal(2L, (await desk.DoneAsync(desk.Officer("questions.answer", id, "Ada, tiap bulan Maret."))).Named["reached"]);
        Assert.Equal(["questions.answered"], await desk.ToldAsync("1"));
        Assert.Equal(["questions.answered"], await desk.ToldAsync("2"));
        Assert.Empty(await desk.ToldAsync("3"));
    }

    [Fact]
    public async Task The_officers_see_a_question_once_and_again_when_many_wait_for_it()
    {
        await using var desk = await Desk.OpenAsync();
        for (var user = 1; user <= 9; user++) await desk.DoneAsync(desk.Request("questions.ask", $"{user}") with { Text = "Apakah ada pelatihan las?" });
        Assert.Equal(2, await desk.ReadAsync(s => s.Inbox.CountAsync(i => i.UpdateKey.StartsWith("event:questions.asked"))));
    }

    [Fact]
    public async Task A_question_is_kept_without_who_asks_in_it()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.RegisterAsync("1");
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Saya Slamet dari CV Maju Logam 1, WA 0812 3456 7890, apa ada pelatihan?" });
        var kept = await desk.ReadAsync(s => s.Questions.Select(q => q.Text).SingleAsync());
        Assert.All((string[])["Slamet", "Maju Logam", "0812"], w => Assert.DoesNotContain(w, kept, StringComparison.Ordinal));
        Assert.EndsWith("apa ada pelatihan?", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("0812", await desk.ReadAsync(async s => string.Concat(await s.Inbox.Where(i => i.ConversationId == Desk.Group.Id).Select(i => i.Payload).ToListAsync())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_published_changed_and_withdrawn_and_all_of_it_is_audited()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await AnsweredAsync(desk, "Apakah ada pelatihan las?", "Ada, tiap bulan Maret.");
        Assert.Equal("not_published", await desk.RefusedAsync(desk.Officer("questions.withdraw", id)));
        Assert.Equal(false, (await desk.DoneAsync(desk.Officer("questions.preview", id))).Named["published"]);
        var entry = (string)(await desk.DoneAsync(desk.Officer("questions.publish", id))).Named["entry"]!;
        Assert.StartsWith("tj-", entry, StringComparison.Ordinal);
        Assert.Equal("already_published", await desk.RefusedAsync(desk.Officer("questions.publish", id)));

        desk.Now += TimeSpan.FromDays(1);
        await desk.DoneAsync(desk.Officer("questions.revise", id, "Ada, tiap bulan April."));
        await desk.DoneAsync(desk.Officer("questions.reword", id, "Apakah ada pelatihan pengelasan?"));
        var published = await desk.ReadAsync(s => s.Answers.SingleAsync());
        Assert.Equal((AnswerStatus.Published, "Ada, tiap bulan April.", "Apakah ada pelatihan pengelasan?", desk.Now), (published.Status, published.Text, published.EntryQuestion, published.PublishedAt));
        Assert.Equal(["Apakah ada pelatihan las?"], published.EntryVariants);

        await desk.DoneAsync(desk.Officer("questions.withdraw", id));
        Assert.Equal(AnswerStatus.Draft, await desk.ReadAsync(s => s.Answers.Select(a => a.Status).SingleAsync()));
        Assert.Equal(
            ["questions.ask", "questions.answer", "questions.publish", "questions.revise", "questions.reword", "questions.withdraw"],
            await desk.ReadAsync(s => s.Audit.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.DoesNotContain(await desk.ReadAsync(s => s.Audit.Select(a => a.Before + a.After).ToListAsync()), words => words.Contains("April", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_published_holds_nobodys_data_and_leads_nowhere_unknown()
    {
        await using var desk = await Desk.OpenAsync();
        var masked = await AnsweredAsync(desk, "NIB saya 1234567890123 kok ditolak?", "Periksa di OSS.");
        Assert.Equal("masked", await desk.RefusedAsync(desk.Officer("questions.publish", masked)));
        await desk.DoneAsync(desk.Officer("questions.reword", masked, "Mengapa NIB ditolak?"));
        await desk.DoneAsync(desk.Officer("questions.publish", masked));
        Assert.Empty(await desk.ReadAsync(s => s.Answers.Select(a => a.EntryVariants).SingleAsync()));

        var leads = await AnsweredAsync(desk, "Daftar bansos di mana?", "Klik https://hadiah.example/bansos sekarang.", user: "2");
        Assert.Equal("site", await desk.RefusedAsync(desk.Officer("questions.publish", leads)));
        await desk.DoneAsync(desk.Officer("questions.revise", leads, "Program ini tidak memberi bansos."));
        await desk.DoneAsync(desk.Officer("questions.publish", leads));
        Assert.Equal("site", await desk.RefusedAsync(desk.Officer("questions.revise", leads, "Lihat hadiah.example.")));
        Assert.Equal("Program ini tidak memberi bansos.", await desk.ReadAsync(s => s.Answers.OrderBy(a => a.Id).Select(a => a.Text).LastAsync()));
        Assert.Equal("too_long", await desk.RefusedAsync(desk.Officer("questions.revise", leads, new string('a', ReviseAnswer.Longest + 1))));
        Assert.Equal("not_officer", await desk.RefusedAsync(desk.Request("questions.publish", "1") with { Subject = leads }));
    }

    [Fact]
    public async Task Asked_again_after_the_answer_it_goes_to_the_same_card_with_the_answer_at_hand()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await AnsweredAsync(desk, "Apakah ada pelatihan las?", "Ada, tiap bulan Maret.");
        await desk.DoneAsync(desk.Request("questions.ask", "2") with { Text = "ada pelatihan las?" });
        var card = Assert.Single(await desk.ListAsync("questions.officer_card", "officers", ("subject", id)));
        Assert.Contains("questions.send", card.Actions!);
        await desk.DoneAsync(desk.Officer("questions.send", id));
        Assert.Equal(["questions.answered"], await desk.ToldAsync("2"));

        await desk.DoneAsync(desk.Request("questions.ask", "3") with { Text = "ada pelatihan las?" });
        Assert.Equal(1L, (await desk.DoneAsync(desk.Officer("questions.publish", id))).Named["reached"]);
        Assert.Equal(["questions.answered"], await desk.ToldAsync("3"));
        Assert.Equal(["questions.answered"], await desk.ToldAsync("1"));
    }

    [Fact]
    public async Task A_question_that_an_entry_asks_already_takes_that_entrys_place_when_it_is_answered()
    {
        await using var desk = await Desk.OpenAsync();
        foreach (var (user, text) in ((string, string)[])[("1", "Kapan temu bisnis?"), ("2", "acara berikutnya tanggal berapa")])
        {
            await desk.DoneAsync(desk.Request("questions.ask", user) with { Text = text, Arguments = new Dictionary<string, string> { ["entries"] = "jadwal" } });
        }

        var id = CompactId.Of(Assert.Single(await desk.ReadAsync(s => s.Questions.Select(q => q.ClusterId).Distinct().ToListAsync())));
        await desk.DoneAsync(desk.Officer("questions.answer", id, "Bulan Maret."));
        Assert.Equal("jadwal", (await desk.DoneAsync(desk.Officer("questions.publish", id))).Named["entry"]);
    }

    private static async Task<string> AnsweredAsync(Desk desk, string question, string answer, string user = "1")
    {
        await desk.DoneAsync(desk.Request("questions.ask", user) with { Text = question });
        var id = CompactId.Of(await desk.ReadAsync(s => s.Questions.OrderByDescending(q => q.Id).Select(q => q.ClusterId).FirstAsync()));
        await desk.DoneAsync(desk.Officer("questions.answer", id, answer));
        return id;
    }

    [Fact]
    public async Task An_officer_takes_a_call_speaks_and_hands_back()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.DoneAsync(desk.Request("officers.call", "1"));
        Assert.Equal("already_called", await desk.RefusedAsync(desk.Request("officers.call", "1")));
        var id = (await desk.EventAsync("officers.called")).Subject!;
        Assert.Equal("not_taken", await desk.RefusedAsync(desk.Officer("officers.say", id, "Halo")));

        await desk.DoneAsync(desk.Officer("officers.take", id));
        Assert.Equal("already_taken", await desk.RefusedAsync(desk.Officer("officers.take", id, officer: "78")));
        await desk.DoneAsync(desk.Officer("officers.say", id, "Halo"));
        await desk.DoneAsync(desk.Officer("officers.say", id, "Ada yang bisa dibantu?"));
        await desk.DoneAsync(desk.Officer("officers.release", id));

        Assert.Equal(["officers.took_over", "officers.message", "officers.message", "officers.handed_back"], await desk.ToldAsync("1"));
        Assert.Equal("not_taken", await desk.RefusedAsync(desk.Officer("officers.say", id, "Halo")));
        await desk.DoneAsync(desk.Request("officers.call", "1"));
    }

    [Fact]
    public async Task The_terminal_runs_the_same_command_and_a_refusal_leaves_nothing()
    {
        await using var desk = await Desk.OpenAsync();
        await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = "Berapa lama?" });
        var id = await desk.ReadAsync(s => s.Questions.Select(q => q.Id).SingleAsync());
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        var woken = new List<string>();
        transaction.Woken += woken.AddRange;
        var deed = new OfficerDeed(OfficerDeed.OfficerAccount("terminal", "local"), desk.Now);

        Assert.IsType<ActionOutcome.Refused>(await transaction.RunAsync<AnswerQuestion>(id, deed, default));
        Assert.Empty(woken);
        Assert.IsType<ActionOutcome.Done>(await transaction.RunAsync<AnswerQuestion>(id, deed with { Text = "Dua minggu." }, default));
        Assert.Equal([Desk.ChatOf("1").Id], woken);
    }

    [Fact]
    public async Task An_event_goes_to_Telegram_rather_than_where_the_person_wrote_last()
    {
        await using var desk = await Desk.OpenAsync();
        var id = await desk.RequestedAsync();
        await desk.WriteAsync(s =>
        {
            var web = new ConversationReference("directline", "bot", "web1");
            s.Conversations.Add(new ConversationRow { Id = web.Id, Channel = web.Channel, BotId = web.BotId, State = "{}", Mode = "Bot", Reference = System.Text.Json.JsonSerializer.Serialize(web, ConversationJson.Default.ConversationReference), ChangedAt = desk.Now.AddDays(1) });
            s.ChannelAccounts.Add(new LinkAndMatch.Bot.Partnering.Persons.ChannelAccountRow { Channel = "directline", BotId = "bot", UserId = "dl_1", PersonId = s.Persons.Single().Id, ConversationId = web.Id, Since = desk.Now });
        });
        await desk.DoneAsync(desk.Officer("introductions.approve", id));
        Assert.Equal(["introductions.approved"], await desk.ToldAsync("1"));

        await desk.DoneAsync(desk.Request("persons.blocked", "1"));
        await desk.DoneAsync(desk.Officer("introductions.industry_agreed", id));
        Assert.DoesNotContain("introductions.agreed", await desk.ToldAsync("1"));
        Assert.Equal(1, await desk.ReadAsync(s => s.Inbox.CountAsync(i => i.ConversationId == "directline/bot/web1")));
    }
}
