using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.FakeAzureOpenAI;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

/// <summary>Whatever comes back, or does not: the person has an answer or the usual way on within ten seconds, and the form stands where it stood.</summary>
public sealed class HostileModelTests
{
    private const string Question = "kalau sudah tanda tangan apakah pasti dikasih kerjaan?";
    private const string Message = "jadi begini, di bengkel itu ada 12 orang yang kerja bikin onderdil sejak tahun 2009 dulu";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Manners => [.. s_manners.Keys];

    private static readonly Dictionary<string, Func<RecordedCall, FakeAnswer?>> s_manners = new()
    {
        ["never answers"] = _ => FakeAnswer.Never,
        ["429 at once"] = _ => FakeAnswer.Fails(429),
        ["429 wait a minute"] = _ => FakeAnswer.Fails(429, "60"),
        ["500"] = _ => FakeAnswer.Fails(500),
        ["503"] = _ => FakeAnswer.Fails(503, "1"),
        ["401"] = _ => FakeAnswer.Fails(401),
        ["404 no such deployment"] = _ => FakeAnswer.Fails(404),
        ["redirect elsewhere"] = _ => new FakeAnswer(302, "") { Headers = new Dictionary<string, string> { ["Location"] = "http://127.0.0.1:9/steal" } },
        ["empty body"] = _ => new FakeAnswer(200, ""),
        ["a web page"] = _ => new FakeAnswer(200, "<html>Sign in</html>", "text/html"),
        ["half a document"] = _ => new FakeAnswer(200, FakeAnswer.Chat("{}").Body[..40]),
        ["a megabyte of body"] = _ => new FakeAnswer(200, "{\"x\":\"" + new string('a', 1_000_000) + "\"}"),
        ["a megabyte of content"] = _ => FakeAnswer.Chat("{\"sentences\":[],\"x\":\"" + new string('b', 1_000_000) + "\"}"),
        ["long content"] = _ => FakeAnswer.Chat("{\"sentences\":[],\"x\":\"" + new string('b', 100_000) + "\"}"),
        ["prose"] = _ => FakeAnswer.Chat("Tentu! Program ini menjamin order."),
        ["empty content"] = _ => FakeAnswer.Chat(""),
        ["an array"] = _ => FakeAnswer.Chat("[1,2,3]"),
        ["deep nesting"] = _ => FakeAnswer.Chat(new string('[', 500) + new string(']', 500)),
        ["wrong types"] = _ => FakeAnswer.Chat("""{"sentences":{"entry":1},"workers":12,"founded":["2009"],"firm":{"value":{},"quote":12},"sector":null}"""),
        ["wrong types inside"] = _ => FakeAnswer.Chat("""{"sentences":[1,null,{"entry":7,"text":[]},{"text":"x"},{"entry":"mou-jaminan-order:0,1 program-biaya"}],"workers":{"quote":null},"founded":{"quote":["2009"]}}"""),
        ["a refusal"] = _ => FakeAnswer.Refusal("I cannot help with that."),
        ["filtered"] = _ => FakeAnswer.Chat("", finish: "content_filter"),
        ["cut off"] = _ => FakeAnswer.Chat("{\"sentences\":[{\"entry\":\"mou", finish: "length"),
        ["negative usage"] = _ => FakeAnswer.Chat("{}", tokens: -5_000),
    };

    [Theory]
    [MemberData(nameof(Manners))]
    public async Task A_question_reaches_the_officers_when_the_model(string manner)
    {
        await using var chat = await ModelChat.StartAsync(s_manners[manner]);
        chat.Hits = ["mou-jaminan-order"];
        await chat.SayAsync(Question);

        Assert.Equal(["faq.unknown_saved"], chat.Keys);
        Assert.Equal(("questions.ask", Question), Assert.Single(chat.Acted) is var act ? (act.Name, act.Text) : default);
        Assert.InRange(chat.Waited, TimeSpan.Zero, Patience);
        Assert.Empty(chat.State.Steps);
        Assert.DoesNotContain("tanda tangan", chat.Logged, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Manners))]
    public async Task The_form_asks_on_as_before_when_the_model(string manner)
    {
        await using var chat = await ModelChat.StartAsync(s_manners[manner]);
        await chat.RegisterUntilRegionAsync();
        var before = chat.State.Form!.Answers;
        await chat.SayAsync(Message);

        Assert.Equal("region", chat.State.Asked?.Slot);
        Assert.Equal(before.Keys.Order(), chat.State.Form!.Answers.Keys.Order());
        Assert.Null(chat.State.Pending);
        Assert.NotEmpty(chat.Keys);
        Assert.Empty(chat.Acted);
        Assert.InRange(chat.Waited, TimeSpan.Zero, Patience);
        Assert.DoesNotContain("onderdil", chat.Logged, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("never answers")]
    [InlineData("500")]
    [InlineData("429 wait a minute")]
    [InlineData("empty body")]
    [InlineData("a megabyte of body")]
    [InlineData("a web page")]
    public async Task A_voice_note_is_asked_for_as_text_when_the_model(string manner)
    {
        await using var chat = await ModelChat.StartAsync(s_manners[manner]);
        await chat.RegisterUntilRegionAsync();
        await chat.SpeakAsync();
        Assert.Contains("turn.voice", chat.Keys);
        Assert.Equal("region", chat.State.Asked?.Slot);
        Assert.InRange(chat.Waited, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task A_stumble_is_tried_again_within_the_budget()
    {
        await using var chat = await ModelChat.StartAsync();
        chat.Hits = ["mou-jaminan-order"];
        var calls = 0;
        chat.Model.Answers = c => Interlocked.Increment(ref calls) < 3 ? FakeAnswer.Fails(503) : FakeAnswer.Sentences(("mou-jaminan-order", "x"));
        await chat.SayAsync(Question);
        Assert.Contains("faq.mou-jaminan-order", chat.Keys);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task After_five_failures_of_ten_the_model_rests_half_a_minute_and_then_is_tried_once()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Fails(500));
        chat.Hits = ["mou-jaminan-order"];
        for (var i = 0; i < 8; i++) await chat.SayAsync($"{Question} {i}");
        var calls = chat.Model.Calls.Count;
        Assert.InRange(calls, 10, 12);
        await chat.SayAsync(Question + " lagi");
        Assert.Equal(calls, chat.Model.Calls.Count);
        Assert.Contains("faq.unknown_saved", chat.Keys);

        chat.Clock.Advance(TimeSpan.FromSeconds(31));
        chat.Model.Answers = _ => FakeAnswer.Sentences(("mou-jaminan-order", "x"));
        await chat.SayAsync(Question + " sekali lagi");
        Assert.Equal(calls + 1, chat.Model.Calls.Count);
        Assert.Contains("faq.mou-jaminan-order", chat.Keys);
    }

    [Fact]
    public async Task A_late_event_of_a_step_that_was_answered_changes_nothing()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Sentences(("mou-jaminan-order", "x")));
        chat.Hits = ["mou-jaminan-order"];
        await chat.SayAsync(Question);
        var (state, step) = (chat.State, Assert.Single(chat.Begun));
        chat.Finish(step, new Dictionary<string, string> { [ModelSteps.Error] = "late" });
        chat.Finish(new SlowStep("0123", ModelSteps.Answer, step.Budget), new Dictionary<string, string> { [ModelSteps.Shown] = "program-biaya" });
        Assert.Empty(chat.Replies);
        Assert.Equal(state.LastAnswer, chat.State.LastAnswer);
        Assert.Empty(chat.Acted);
    }
}
