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
    public async Task A_published_answer_replaces_the_one_before()
    {
        await using var desk = await Desk.OpenAsync();
        foreach (var text in (string[])["Satu?", "Dua?"]) await desk.DoneAsync(desk.Request("questions.ask", "1") with { Text = text });
        foreach (var question in await desk.ReadAsync(s => s.Questions.OrderBy(q => q.Id).ToListAsync())) await desk.DoneAsync(desk.Officer("questions.answer", CompactId.Of(question.Id), "Jawab."));
        var transaction = desk.Services.GetRequiredService<StoreTransaction>();
        foreach (var answer in await desk.ReadAsync(s => s.Answers.OrderBy(a => a.Id).ToListAsync()))
        {
            await transaction.RunAsync<ActionOutcome>((s, c) => s.GetRequiredService<PublishAnswer>().RunAsync(answer.Id, "pelatihan", "Ada pelatihan?", $"Ada ({answer.Id}).", new OfficerDeed("officer:console:rina", desk.Now), c), default);
        }

        var published = await desk.ReadAsync(s => s.Answers.SingleAsync(a => a.Status == AnswerStatus.Published));
        Assert.Equal(await desk.ReadAsync(s => s.Answers.MaxAsync(a => a.Id)), published.Id);
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
