using LinkAndMatch.Bot.FakeAzureOpenAI;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class VoiceTests
{
    [Fact]
    public async Task A_voice_note_is_written_down_and_shown_back_before_it_is_used()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Heard("kabupaten tegal"));
        await chat.RegisterUntilRegionAsync();
        await chat.SpeakAsync();
        Assert.Equal(["turn.voice_heard"], chat.Keys);
        Assert.Contains("kabupaten tegal", chat.Words, StringComparison.Ordinal);
        Assert.Null(chat.Value("region"));
        await chat.SayAsync("ya");
        Assert.Equal("33.28", chat.Value("region"));
    }

    [Fact]
    public async Task A_no_uses_nothing()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Heard("kabupaten tegal"));
        await chat.RegisterUntilRegionAsync();
        await chat.SpeakAsync();
        await chat.SayAsync("bukan");
        Assert.Contains("turn.voice", chat.Keys);
        Assert.Null(chat.Value("region"));
    }

    [Fact]
    public async Task The_file_goes_out_under_a_name_of_ours()
    {
        await using var chat = await ModelChat.StartAsync(_ => FakeAnswer.Heard("halo"));
        await chat.SpeakAsync("Pak Bagas Wiraatmaja 081234567890.ogg");
        var call = Assert.Single(chat.Model.Calls);
        Assert.Equal("ears", call.Deployment);
        Assert.Contains("voice.ogg", call.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Bagas", call.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_no_sound_is_not_sent_and_text_is_asked_for()
    {
        await using var chat = await ModelChat.StartAsync();
        chat.Note = [.. "%PDF-1.7 and so on"u8];
        await chat.SpeakAsync();
        Assert.Empty(chat.Model.Calls);
        Assert.Contains("turn.voice", chat.Keys);
    }

    [Fact]
    public async Task Two_notes_in_a_row_are_one_message_and_a_typed_word_makes_them_late()
    {
        await using var chat = await ModelChat.StartAsync();
        var words = new Queue<string>(["halo", "apa syaratnya", "terlambat"]);
        chat.Model.Answers = _ => FakeAnswer.Heard(words.Dequeue());
        chat.HoldsSteps = true;
        await chat.SpeakAsync();
        await chat.SpeakAsync();
        await chat.ReleaseAsync();
        Assert.Contains("halo\napa syaratnya", chat.State.Pending?.Text, StringComparison.Ordinal);

        chat.HoldsSteps = true;
        await chat.SpeakAsync();
        await chat.SayAsync("/bantuan");
        await chat.ReleaseAsync();
        Assert.Contains("turn.voice_late", chat.Keys);
        Assert.DoesNotContain("terlambat", chat.Words.Replace("terlambat saya tulis", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
