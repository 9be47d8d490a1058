using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class CorrectionTests
{
    [Fact]
    public void A_name_is_corrected_by_its_slot_and_the_question_goes_on()
    {
        var chat = RegistrationTests.Upto("region").Say("ganti nama jadi Maju Jaya");
        Assert.Equal(["turn.changed", "turn.progress", "register.region.ask"], chat.Keys);
        Assert.Equal("Maju Jaya", chat.Value("firm"));
        Assert.Contains("Maju Logam", chat.Words);
        Assert.Equal(1, chat.Bubbles);
    }

    [Fact]
    public void The_longest_alias_wins()
    {
        var chat = RegistrationTests.Upto("region").Say("ubah nama saya jadi Siti");
        Assert.Equal("Siti", chat.Value("owner"));
        Assert.Equal("Maju Logam", chat.Value("firm"));
    }

    [Fact]
    public void A_number_is_corrected_by_its_old_value()
    {
        var chat = RegistrationTests.Upto("certificates").Say("bukan 25 tapi 52");
        Assert.Equal("52", chat.Value("workers"));
        Assert.Equal("certificates", chat.Asked);
        Assert.Contains("turn.changed", chat.Keys);
    }

    [Fact]
    public void A_value_of_two_answers_is_asked_back()
    {
        var chat = RegistrationTests.Upto("workers").After(TimeSpan.FromMinutes(1)).Say("2015").Say("bukan 2015 tapi 2014");
        Assert.Equal("turn.change.ask", chat.Keys[0]);
        chat.TapLabelled("Tahun berdiri");
        Assert.Equal("2014", chat.Value("founded"));
        Assert.Equal("2015", chat.Value("workers"));
    }

    [Fact]
    public void A_choice_is_corrected()
    {
        var chat = RegistrationTests.Upto("phone").Say("salah, bentuk usaha harusnya PT");
        Assert.Equal("pt", chat.Value("legal_form"));
    }

    [Fact]
    public void The_last_answer_is_corrected_without_a_name()
    {
        var chat = RegistrationTests.Upto("certificates").Say("eh salah, harusnya 30");
        Assert.Equal("30", chat.Value("workers"));
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void The_first_answer_is_corrected_late()
    {
        var chat = RegistrationTests.Upto("help").Say("ganti nama saya jadi Sri Wahyuni");
        Assert.Equal("Sri Wahyuni", chat.Value("owner"));
        Assert.Equal("help", chat.Asked);
    }

    [Fact]
    public void Two_corrections_in_a_row_both_count()
    {
        var chat = RegistrationTests.Upto("help").Say("ganti karyawan jadi 30").Say("ganti karyawan jadi 31");
        Assert.Equal("31", chat.Value("workers"));
        Assert.Equal("help", chat.Asked);
    }

    [Fact]
    public void A_correction_without_a_value_opens_the_answer_with_the_old_one_on_a_button()
    {
        var chat = RegistrationTests.Upto("region").Say("ubah nomor hp");
        Assert.Equal("phone", chat.Asked);
        Assert.Contains("turn.reopen", chat.Keys);
        Assert.Contains(chat.Choices, c => c.Label.Contains("0812", StringComparison.Ordinal));
        chat.Say("0856 7890 1234");
        Assert.Equal("+6285678901234", chat.Value("phone"));
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void The_old_value_comes_back_with_one_tap()
    {
        var chat = RegistrationTests.Upto("region").Say("ubah nomor hp").TapLabelled("0812");
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void Cancelling_a_correction_keeps_the_old_answer()
    {
        var chat = RegistrationTests.Upto("region").Say("ubah nomor hp").Say("/batal");
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("region", chat.Asked);
        Assert.NotNull(chat.State.Form);
    }

    [Fact]
    public void A_correction_with_a_value_that_does_not_fit_asks_that_answer_again()
    {
        var chat = RegistrationTests.Upto("help").Say("ganti karyawan jadi banyak");
        Assert.Equal("workers", chat.Asked);
        Assert.DoesNotContain("turn.changed", chat.Keys);
        chat.Say("12");
        Assert.Equal("help", chat.Asked);
    }

    [Fact]
    public void An_unknown_name_lists_what_can_be_changed()
    {
        var chat = RegistrationTests.Upto("workers").Say("ubah warna");
        Assert.Equal("turn.change.unknown", chat.Keys[0]);
        Assert.Contains(chat.Choices, c => c.Label == "Nama usaha");
        chat.TapLabelled("Nama usaha");
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void A_bare_wish_to_change_lists_the_answers_which_a_number_picks()
    {
        var chat = RegistrationTests.Upto("workers").Say("ubah");
        Assert.Equal("turn.change.ask", chat.Keys[0]);
        chat.Say("2");
        Assert.Equal("owner", chat.Asked);
    }

    [Fact]
    public void A_name_that_begins_like_a_correction_is_a_name()
    {
        var chat = RegistrationTests.Upto("firm").Say("Ganti Oli Jaya");
        Assert.Equal("Ganti Oli Jaya", chat.Value("firm"));
    }

    [Fact]
    public void Correcting_the_answer_that_decides_a_branch_opens_the_branch()
    {
        var chat = RegistrationTests.Upto("founded").Say("ganti bidang jadi bidang lain");
        Assert.Equal("sector_other", chat.Asked);
        chat.Say("alat musik");
        Assert.Equal("founded", chat.Asked);
    }

    [Fact]
    public void A_branch_that_closes_parks_its_answer_and_offers_it_when_it_opens_again()
    {
        var chat = RegistrationTests.Upto("sector").Say("bidang lain").Say("alat musik").Say("ganti bidang jadi otomotif");
        Assert.Equal("founded", chat.Asked);
        Assert.True(chat.State.Form!.Parked.ContainsKey("sector_other"));
        chat.Say("ganti bidang jadi bidang lain");
        Assert.Equal("sector_other", chat.Asked);
        chat.TapLabelled("alat musik");
        Assert.Equal("alat musik", chat.Value("sector_other"));
    }

    [Fact]
    public void A_parked_answer_is_not_submitted()
    {
        var chat = RegistrationTests.Upto("sector").Say("bidang lain").Say("alat musik").Say("ganti bidang jadi otomotif");
        foreach (var text in new[] { "2015", "25", "belum punya", "lewati", "pesanan" }) chat.Say(text);
        chat.TapLabelled("Kirim");
        Assert.False(chat.Acted[0].Answers.Has("sector_other"));
    }

    [Fact]
    public void Editing_the_message_corrects_the_slot_that_it_filled()
    {
        var chat = RegistrationTests.Upto("firm").Say("Maju Lgam", "m-firm").Say("CV").Edit("m-firm", "Maju Logam");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal(AnswerOrigin.Edited, chat.Answers["firm"].Origin);
        Assert.Equal(["turn.changed", "turn.progress", "register.phone.ask"], chat.Keys);
    }

    [Fact]
    public void Editing_a_message_that_filled_two_slots_corrects_the_one_that_changed()
    {
        var chat = RegistrationTests.Upto("firm").Say("CV Maju Lgam", "m-firm").Edit("m-firm", "CV Maju Logam");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("cv", chat.Value("legal_form"));
        Assert.Single(chat.Keys, k => k == "turn.changed");
    }

    [Fact]
    public void Editing_without_a_change_of_meaning_says_nothing()
    {
        var chat = RegistrationTests.Upto("workers").Say("25", "m-w").Edit("m-w", "25 orang");
        Assert.Empty(chat.Result.Replies);
    }

    [Fact]
    public void Editing_into_something_invalid_opens_the_slot_again()
    {
        var chat = RegistrationTests.Upto("workers").Say("25", "m-w").Edit("m-w", "banyak sekali");
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void Editing_a_wrong_try_into_a_good_one_answers_the_question()
    {
        var chat = RegistrationTests.Upto("nib").Say("12345", "m-nib").Edit("m-nib", "0123456789012");
        Assert.Equal("0123456789012", chat.Value("nib"));
    }

    [Fact]
    public void After_the_review_an_answer_is_changed_by_button_and_the_review_comes_back()
    {
        var chat = RegistrationTests.Upto("").TapLabelled("edit.workers");
        Assert.Equal("workers", chat.Asked);
        chat.Say("40");
        Assert.Equal("review", chat.Asked);
        Assert.Contains("turn.changed", chat.Keys);
        Assert.Contains("40", chat.Words);
    }

    [Fact]
    public void After_the_review_an_answer_is_changed_in_words()
    {
        var chat = RegistrationTests.Upto("").Say("ganti karyawan jadi 41");
        Assert.Equal("review", chat.Asked);
        Assert.Equal("41", chat.Value("workers"));
    }

    [Fact]
    public void A_boolean_answer_is_taken_back_and_given_again()
    {
        var chat = RegistrationTests.Upto("owner").Say("/kembali");
        Assert.Equal("consent", chat.Asked);
        chat.Say("ya");
        Assert.Equal("owner", chat.Asked);
    }

    [Fact]
    public void Back_opens_the_last_answer_with_its_value_on_a_button()
    {
        var chat = RegistrationTests.Upto("legal_form").Say("kembali");
        Assert.Equal("firm", chat.Asked);
        Assert.Contains("turn.back.done", chat.Keys);
        chat.TapLabelled("Maju Logam");
        Assert.Equal("legal_form", chat.Asked);
    }

    [Fact]
    public void Back_at_the_first_question_says_so()
    {
        var chat = new Chat().Say("/daftar").Say("/kembali");
        Assert.Equal("turn.back.nothing", chat.Keys[0]);
        Assert.Equal("consent", chat.Asked);
    }

    [Fact]
    public void A_duplicate_NIB_said_in_a_correction_is_refused_and_the_old_one_stays()
    {
        var chat = RegistrationTests.Upto("sector");
        chat.TakenNibs.Add("9999999999999");
        chat.Say("ganti nib jadi 9999999999999");
        Assert.Contains("register.nib.nib_taken", chat.Keys);
        Assert.Equal("0123456789012", chat.Value("nib"));
    }
}
