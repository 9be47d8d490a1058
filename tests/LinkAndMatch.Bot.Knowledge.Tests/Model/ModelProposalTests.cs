using LinkAndMatch.Bot.FakeAzureOpenAI;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class ModelProposalTests
{
    private const string Message = "jadi begini, di bengkel itu ada 12 orang yang kerja bikin onderdil sejak tahun 2009 dulu";

    [Fact]
    public async Task What_the_model_finds_is_shown_and_filled_only_when_the_person_says_yes()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Proposals(("workers", null, "12 orang"), ("founded", null, "tahun 2009")));
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message);
        Assert.Equal(["turn.model.found"], chat.Keys);
        Assert.Contains("12", chat.Words, StringComparison.Ordinal);
        Assert.Contains("2009", chat.Words, StringComparison.Ordinal);
        Assert.Null(chat.Value("workers"));

        await chat.SayAsync("ya betul");
        Assert.Equal(("12", "2009"), (chat.Value("workers"), chat.Value("founded")));
        Assert.Equal("region", chat.State.Asked?.Slot);
    }

    [Fact]
    public async Task A_no_fills_nothing_and_the_form_asks_on()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Proposals(("workers", null, "12 orang")));
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message, "bukan");
        Assert.Null(chat.Value("workers"));
        Assert.Equal("region", chat.State.Asked?.Slot);
        Assert.Contains("register.region.ask", chat.Keys);
    }

    [Fact]
    public async Task Invented_quotes_foreign_slots_and_values_of_the_models_own_are_dropped()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Proposals(
            ("workers", "5000", "5000 orang"), ("founded", "1950", "tahun 2009"), ("nib", null, "2009"), ("phone", "081", Message), ("consent", "true", Message),
            ("owner", null, "orang"), ("sector", "no_such_key", "onderdil"), ("submit", "true", "ada")));
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message, "ya");
        Assert.Equal("2009", chat.Value("founded"));
        Assert.Null(chat.Value("workers"));
        Assert.Equal("Bagas Wiraatmaja", chat.Value("owner"));
        Assert.Equal("+6281234567890", chat.Value("phone"));
    }

    [Fact]
    public async Task One_piece_claimed_by_two_slots_is_nobodys()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Proposals(("workers", null, "2009"), ("founded", null, "2009")));
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message);
        Assert.DoesNotContain("turn.model.found", chat.Keys);
    }

    [Fact]
    public async Task Proposals_after_the_person_moved_on_are_dropped()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Proposals(("workers", null, "12 orang")));
        await chat.RegisterUntilRegionAsync();
        chat.HoldsSteps = true;
        await chat.SayAsync(Message, "kabupaten tegal");
        var before = chat.State.Asked!.PromptId;
        await chat.ReleaseAsync();
        Assert.Empty(chat.Replies);
        Assert.Equal(before, chat.State.Asked?.PromptId);
        Assert.Null(chat.Value("workers"));
    }

    [Fact]
    public async Task Before_consent_and_for_short_messages_nothing_leaves_the_house()
    {
        await using var chat = await ModelChat.StartAsync();
        await chat.SayAsync("/daftar", Message);
        await chat.SayAsync("/batal", "ya");
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync("hmm gatau sih");
        Assert.Empty(chat.Model.Calls);
    }

    [Fact]
    public async Task Only_open_slots_are_named_and_never_what_was_answered()
    {
        await using var chat = await ModelChat.StartAsync();
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message);
        var asked = Assert.Single(chat.Model.Calls).Asked;
        var slots = asked.GetProperty("slots").EnumerateObject().Select(s => s.Name).ToList();
        Assert.Contains("workers", slots);
        Assert.DoesNotContain("firm", slots);
        Assert.DoesNotContain("phone", slots);
        Assert.DoesNotContain("nib", slots);
        Assert.DoesNotContain("Sumber Logam", chat.Model.Calls[0].Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_masked_word_in_a_quote_is_put_back()
    {
        // The region's words hold what is stored about the person; the model sees a mark, the form gets the word.
        await using var chat = await ModelChat.StartAsync(c => FakeAnswer.Proposals(("workers", null, c.Asked.GetProperty("message").GetString()!.Split("ada ")[1].Split(" yang")[0])));
        chat.Stored.Add("12 orang");
        await chat.RegisterUntilRegionAsync();
        await chat.SayAsync(Message, "ya");
        Assert.DoesNotContain("12 orang", Assert.Single(chat.Model.Calls).Body, StringComparison.Ordinal);
        Assert.Equal("12", chat.Value("workers"));
    }
}
