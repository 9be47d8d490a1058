using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class QuestionTests
{
    [Theory]
    [InlineData("consent")]
    [InlineData("owner")]
    [InlineData("firm")]
    [InlineData("legal_form")]
    [InlineData("phone")]
    [InlineData("nib")]
    [InlineData("region")]
    [InlineData("sector")]
    [InlineData("founded")]
    [InlineData("workers")]
    [InlineData("certificates")]
    [InlineData("machines")]
    [InlineData("help")]
    public void A_question_at_any_slot_is_answered_and_the_same_slot_asked_again_in_one_bubble(string slot)
    {
        var chat = RegistrationTests.Upto(slot).Say("apakah ikut program ini gratis?");
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        Assert.Equal($"register.{slot}.ask", chat.LastKey);
        Assert.Equal(slot, chat.Asked);
        Assert.Equal(0, chat.State.Asked!.Attempts);
        Assert.Equal(1, chat.Bubbles);
    }

    [Fact]
    public void A_question_at_the_review_is_answered_and_the_review_shown_again()
    {
        var chat = RegistrationTests.Upto("").Say("apakah gratis?");
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        Assert.Equal("register.review.ask", chat.LastKey);
    }

    [Fact]
    public void Two_questions_in_a_row_do_not_lose_the_form()
    {
        var chat = RegistrationTests.Upto("workers").Say("gratis ga?").Say("syaratnya apa aja?");
        Assert.Equal("faq.syarat-ikut", chat.Keys[0]);
        Assert.Equal("workers", chat.Asked);
        chat.Say("12");
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void The_entry_shown_last_goes_along_for_a_follow_up()
    {
        var chat = RegistrationTests.Upto("workers").Say("gratis ga?").Say("syaratnya apa aja?");
        Assert.Contains(chat.Queries, q => q is Query.Faq { Previous: "program-biaya" });
    }

    [Fact]
    public void An_answer_and_a_question_in_one_message_are_both_heard()
    {
        var chat = RegistrationTests.Upto("workers").Say("12 orang. ini gratis ga?");
        Assert.Equal("12", chat.Value("workers"));
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        Assert.Equal("certificates", chat.Asked);
        Assert.Equal(1, chat.Bubbles);
    }

    [Fact]
    public void A_name_and_a_question_in_one_message_are_both_heard()
    {
        var chat = RegistrationTests.Upto("firm").Say("Maju Logam. Ini gratis ga?");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        Assert.Equal("legal_form", chat.Asked);
    }

    [Theory]
    [InlineData("kenapa?")]
    [InlineData("kenapa ditanya?")]
    [InlineData("buat apa?")]
    [InlineData("kenapa perlu NIB?")]
    public void Why_is_answered_with_the_reason_of_the_slot(string text)
    {
        var chat = RegistrationTests.Upto("nib").Say(text);
        Assert.Equal(["register.nib.why", "turn.progress", "register.nib.ask"], chat.Keys);
        Assert.Equal(0, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void Why_of_another_slot_is_answered_without_leaving_this_one()
    {
        var chat = RegistrationTests.Upto("workers").Say("kenapa perlu NIB?");
        Assert.Equal("register.nib.why", chat.Keys[0]);
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void Why_at_a_name_is_no_name()
    {
        var chat = RegistrationTests.Upto("firm").Say("kenapa?");
        Assert.Equal("register.firm.why", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void A_refusal_says_why_the_answer_is_needed_and_cancel_still_works()
    {
        var chat = RegistrationTests.Upto("phone").Say("tidak mau");
        Assert.Equal("turn.skip.refused", chat.Keys[0]);
        Assert.Contains("register.phone.why", chat.Keys);
        Assert.Equal(0, chat.State.Asked!.Attempts);
        chat.Say("batal").TapLabelled("Ya, batalkan");
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void Just_a_moment_is_granted_without_counting()
    {
        var chat = RegistrationTests.Upto("nib").Say("sebentar ya");
        Assert.Equal(["turn.wait"], chat.Keys);
        Assert.Equal(0, chat.State.Asked!.Attempts);
        chat.Say("0123456789012");
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void The_question_is_repeated_on_request()
    {
        var chat = RegistrationTests.Upto("region").Say("ulangi");
        Assert.Equal("register.region.ask", chat.LastKey);
        Assert.Equal(0, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void Words_between_question_and_name_are_asked_back_with_two_buttons()
    {
        var chat = RegistrationTests.Upto("firm").Say("apa itu mou?");
        Assert.Equal(["turn.ambiguous.ask"], chat.Keys);
        Assert.Equal(2, chat.Choices.Count);
        chat.TapLabelled("Ini pertanyaan");
        Assert.Equal("faq.choose.ask", chat.Keys[0]);
        chat.TapLabelled("Apa itu MoU?");
        Assert.Equal("faq.istilah-mou", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void Words_meant_as_a_name_are_taken_as_one_after_asking_back()
    {
        var chat = RegistrationTests.Upto("firm").Say("Siapa Takut Motor").TapLabelled("Jawaban");
        Assert.Equal("Siapa Takut Motor", chat.Value("firm"));
    }

    [Fact]
    public void A_quoted_command_word_may_be_a_name()
    {
        var chat = RegistrationTests.Upto("firm").Say("\"Bantuan\"").TapLabelled("Jawaban");
        Assert.Equal("Bantuan", chat.Value("firm"));
    }

    [Fact]
    public void A_question_that_nobody_can_answer_goes_to_the_officers_and_the_form_goes_on()
    {
        var chat = RegistrationTests.Upto("workers").Say("bagaimana nasib cucu saya nanti?");
        Assert.Equal("questions.ask", Assert.Single(chat.Acted).Name);
        Assert.Equal("bagaimana nasib cucu saya nanti?", chat.Acted[0].Text);
        Assert.Equal("faq.unknown_saved", chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
    }

    [Fact]
    public void Outside_a_form_an_unknown_question_goes_to_the_officers()
    {
        var chat = new Chat().Say("/start").Say("bagaimana cara membuat pesawat?");
        Assert.Equal("questions.ask", Assert.Single(chat.Acted).Name);
        Assert.Equal(["faq.unknown_saved"], chat.Keys);
    }

    [Fact]
    public void An_entry_without_an_official_answer_is_passed_on_and_says_so()
    {
        var chat = new Chat().Say("/start").Say("jadwal temu bisnis kapan?");
        Assert.Equal("questions.ask", Assert.Single(chat.Acted).Name);
        Assert.Equal(["faq.jadwal", "faq.staff"], chat.Keys);
    }

    [Fact]
    public void Several_entries_are_offered_and_none_of_them_reaches_the_officers()
    {
        var chat = new Chat().Say("/start").Say("mou itu bagaimana?");
        Assert.Equal(3, chat.Choices.Count);
        chat.TapLabelled("Bukan semuanya");
        Assert.Equal("mou itu bagaimana?", Assert.Single(chat.Acted).Text);
    }

    [Fact]
    public void The_second_of_the_offered_entries_is_picked_in_words()
    {
        var chat = new Chat().Say("/start").Say("mou itu bagaimana?").Say("yang kedua");
        Assert.Equal("faq.mou-jaminan-order", chat.Keys[0]);
    }

    [Fact]
    public void The_ask_command_takes_the_next_message_as_a_question()
    {
        var chat = RegistrationTests.Upto("firm").Say("/tanya").Say("gratis");
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void The_ask_command_takes_words_behind_it()
    {
        var chat = new Chat().Say("/tanya gratis ga");
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
    }

    [Theory]
    [InlineData("terima kasih", "talk.thanks")]
    [InlineData("makasih ya", "talk.thanks")]
    [InlineData("kamu siapa", "talk.who_are_you")]
    [InlineData("dasar bot", "talk.insult")]
    public void Small_talk_is_met_briefly(string text, string key)
    {
        var chat = new Chat().Say("/start").Say(text);
        Assert.Equal(key, chat.Keys[0]);
    }

    [Fact]
    public void Thanks_in_the_middle_of_a_form_is_no_answer()
    {
        var chat = RegistrationTests.Upto("firm").Say("terima kasih");
        Assert.Equal("talk.thanks", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void An_example_is_given_on_request()
    {
        var chat = RegistrationTests.Upto("region").Say("contohnya?");
        Assert.Equal("turn.example", chat.Keys[0]);
        Assert.Equal("region", chat.Asked);
    }
}
