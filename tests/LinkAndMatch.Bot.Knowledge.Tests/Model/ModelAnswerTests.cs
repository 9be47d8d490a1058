using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.FakeAzureOpenAI;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class ModelAnswerTests
{
    private const string Question = "kalau sudah tanda tangan apakah pasti dikasih kerjaan?";
    private const string Entry = "mou-jaminan-order";

    [Fact]
    public async Task The_statement_that_the_model_cites_is_shown_in_the_entrys_own_words_under_its_question()
    {
        await using var chat = await ModelChat.StartAsync();
        chat.Hits = [Entry, "program-biaya"];
        var entry = chat.Get<IAnswerFinder>().Read(Entry, "id")!;
        var statement = AnswerStatements.Of(entry.Body)[0];
        chat.Model.Answers = _ => FakeAnswer.Sentences((Entry, statement.Replace("*", "", StringComparison.Ordinal).ToUpperInvariant()));

        await chat.SayAsync(Question);

        Assert.Equal(DeliveryClass.Action, chat.Replies[0].Class);
        Assert.Equal(["faq.about", "faq." + Entry], chat.Keys.Take(2));
        Assert.Contains(entry.Question, chat.Words, StringComparison.Ordinal);
        Assert.Contains(statement.Replace("*", "", StringComparison.Ordinal), chat.Words, StringComparison.Ordinal);
        Assert.Empty(chat.Acted);
        Assert.Single(chat.Model.Calls);
        Assert.Equal(Entry, chat.State.LastAnswer);
    }

    [Fact]
    public async Task A_sentence_that_the_entry_does_not_say_brings_the_whole_entry_instead()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Entry, "MoU menjamin pesanan Rp 500 juta sebulan.")));
        chat.Hits = [Entry];
        await chat.SayAsync(Question);
        var shown = string.Concat(chat.Replies.SelectMany(r => r.Parts).Single(p => p.Key == "faq." + Entry).Runs.Select(r => r.Text));
        Assert.Equal(string.Concat(LinkAndMatch.Bot.Conversation.Dialogs.Markup.Parse(chat.Get<IAnswerFinder>().Read(Entry, "id")!.Body).Select(r => r.Text)), shown);
        Assert.DoesNotContain("500 juta", chat.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_that_was_not_retrieved_counts_as_no_answer()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences(("program-biaya", "Gratis.")));
        chat.Hits = [Entry];
        await chat.SayAsync(Question);
        Assert.Contains("faq.unknown_saved", chat.Keys);
        Assert.Equal(Question, Assert.Single(chat.Acted).Text);
    }

    [Fact]
    public async Task Nothing_retrieved_means_that_the_model_is_not_asked()
    {
        await using var chat = await ModelChat.StartAsync();
        chat.Hits = [];
        await chat.SayAsync(Question);
        Assert.Empty(chat.Model.Calls);
        Assert.Contains("faq.unknown_saved", chat.Keys);
    }

    [Fact]
    public async Task An_answer_after_the_person_moved_on_is_dropped_and_the_question_goes_to_the_officers()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Entry, "x")));
        chat.Hits = [Entry];
        chat.HoldsSteps = true;
        await chat.SayAsync(Question, "/daftar", "ya");
        Assert.Equal("owner", chat.State.Asked?.Slot);
        await chat.ReleaseAsync();

        Assert.DoesNotContain("faq." + Entry, chat.Keys);
        Assert.Contains("faq.unknown_earlier", chat.Keys);
        Assert.Contains(Question, chat.Words, StringComparison.Ordinal);
        Assert.Equal(Question, Assert.Single(chat.Acted).Text);
        Assert.Equal("owner", chat.State.Asked?.Slot);
        Assert.Empty(chat.State.Steps);
    }

    [Fact]
    public async Task The_same_question_again_is_no_second_call()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Entry, "x")));
        chat.Hits = [Entry];
        chat.HoldsSteps = true;
        await chat.SayAsync(Question, Question + "!!");
        await chat.ReleaseAsync();
        Assert.Contains("faq." + Entry, chat.Keys);
        Assert.Single(chat.Model.Calls);
    }

    [Fact]
    public async Task In_a_form_the_forms_question_comes_back_below_the_answer()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Entry, "x")));
        chat.Hits = [Entry];
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Question);
        Assert.Equal(["faq.about", "faq." + Entry], chat.Keys.Take(2));
        Assert.Equal("region", chat.State.Asked?.Slot);
        Assert.Contains("register.region.ask", chat.Keys);
    }

    [Fact]
    public async Task Nothing_is_said_when_an_officer_has_the_word_meanwhile()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Entry, "x")));
        chat.Hits = [Entry];
        chat.HoldsSteps = true;
        await chat.SayAsync(Question);
        chat.State = chat.State with { Mode = ConversationMode.Human };
        await chat.ReleaseAsync();
        Assert.Empty(chat.Replies);
        Assert.Empty(chat.Acted);
    }

    [Fact]
    public async Task An_entry_that_only_staff_can_answer_goes_to_them()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences((Staff(), "x")));
        chat.Hits = [Staff()];
        await chat.SayAsync(Question);
        Assert.Contains("faq.staff", chat.Keys);
        Assert.Single(chat.Acted);

        static string Staff() => Shipped.Files.Read().First(e => e.Status == "staff").Id;
    }

    [Fact]
    public async Task English_questions_are_answered_from_the_English_entry()
    {
        await using var chat = await ModelChat.StartAsync(HonestModel.Answer);
        chat.Hits = [Entry];
        await chat.SayAsync("does signing the agreement mean that we will surely get orders from them?");
        Assert.Contains(chat.Get<IAnswerFinder>().Read(Entry, "en")!.Question, chat.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_near_in_meaning_are_found_beside_those_of_the_search_and_embedded_once()
    {
        await using var chat = await ModelChat.StartAsync(settings: [("EmbeddingDeployment", "vectors")]);
        chat.Hits = [];
        var question = Shipped.Files.Read().First(e => e.Id == "program-biaya").Texts["id"].Question;
        await chat.SayAsync("saya bingung, " + question);
        var calls = chat.Model.Calls.Count(c => c.IsEmbedding);
        Assert.Contains("\"program-biaya\"", chat.Model.Calls.Single(c => c.IsChat).Body.Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
        await chat.SayAsync("saya masih bingung, " + question);
        Assert.Equal(calls + 1, chat.Model.Calls.Count(c => c.IsEmbedding));
    }

    [Fact]
    public async Task Without_the_embeddings_the_search_alone_serves()
    {
        await using var chat = await ModelChat.StartAsync(c => c.IsEmbedding ? FakeAnswer.Fails(500) : FakeAnswer.Sentences((Entry, "x")), settings: [("EmbeddingDeployment", "vectors")]);
        chat.Hits = [Entry];
        await chat.SayAsync(Question);
        Assert.Contains("faq." + Entry, chat.Keys);
        Assert.InRange(chat.Waited, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
