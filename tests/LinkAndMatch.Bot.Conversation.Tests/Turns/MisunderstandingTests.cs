using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class MisunderstandingTests
{
    [Fact]
    public void Registration_asks_for_the_phone_number_again_when_it_has_no_digits()
    {
        var chat = RegistrationTests.Upto("phone").Say("nomor saya");
        Assert.Equal("register.phone.invalid", chat.LastKey);
    }

    [Fact]
    public void Wrong_answers_get_other_words_each_time_and_a_person_at_last()
    {
        var chat = RegistrationTests.Upto("nib").Say("12345");
        Assert.Contains("5 angka", chat.Words);
        var first = chat.Words;
        chat.Say("123456");
        Assert.NotEqual(first, chat.Words);
        Assert.DoesNotContain("turn.stuck", chat.Keys);
        chat.Say("1234567");
        Assert.Contains("turn.stuck", chat.Keys);
        Assert.Contains(chat.Choices, c => c.Label == "Panggil petugas");
        Assert.Contains(chat.Choices, c => c.Label == "Belum punya NIB");
        chat.TapLabelled("Panggil petugas");
        Assert.Equal("officers.call", Assert.Single(chat.Acted).Name);
        Assert.Equal("nib", chat.Asked);
    }

    [Fact]
    public void Nothing_given_is_lost_by_wrong_answers()
    {
        var chat = RegistrationTests.Upto("nib").Say("x y z").Say("ah").Say("embuh").Say("lewati");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void A_slot_may_be_skipped_in_words_and_by_button()
    {
        var chat = RegistrationTests.Upto("nib").Say("belum punya");
        Assert.IsType<SlotValue.Skipped>(chat.Answers["nib"].Value);
        Assert.Equal(AnswerOrigin.Skipped, chat.Answers["nib"].Origin);
        var other = RegistrationTests.Upto("nib").TapLabelled("Belum punya NIB");
        Assert.IsType<SlotValue.Skipped>(other.Answers["nib"].Value);
    }

    [Fact]
    public void A_number_out_of_range_says_what_is_allowed()
    {
        var chat = RegistrationTests.Upto("founded").Say("1800");
        Assert.Equal("founded", chat.Asked);
        Assert.Equal(1, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void Empty_text_is_met_kindly()
    {
        var chat = RegistrationTests.Upto("firm").Send(new Chat().Message("   "));
        Assert.Equal(["turn.empty", "turn.progress", "register.firm.ask"], chat.Keys);
        Assert.Equal(0, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void Four_thousand_characters_are_asked_to_be_shortened()
    {
        var chat = RegistrationTests.Upto("firm").Say(new string('a', 4000));
        Assert.Equal("turn.too_long", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }

    [Fact]
    public void Emoji_alone_are_no_name()
    {
        var chat = RegistrationTests.Upto("firm").Say("😀😀");
        Assert.Equal("firm", chat.Asked);
        Assert.False(chat.Answers.ContainsKey("firm"));
    }

    [Fact]
    public void A_thumb_agrees()
    {
        Assert.Equal("owner", new Chat().Say("/daftar").Say("👍").Asked);
    }

    [Theory]
    [InlineData(AttachmentKind.Sticker, "turn.sticker")]
    [InlineData(AttachmentKind.Voice, "turn.voice")]
    [InlineData(AttachmentKind.Video, "turn.video")]
    [InlineData(AttachmentKind.Document, "turn.document")]
    [InlineData(AttachmentKind.Photo, "turn.photo")]
    [InlineData(AttachmentKind.Other, "turn.unreadable")]
    public void What_cannot_be_read_is_said_kindly_and_counts_as_no_attempt(AttachmentKind kind, string key)
    {
        var chat = RegistrationTests.Upto("workers");
        chat.Send(chat.Message(null) with { Attachments = [new Attachment(kind, "file")] });
        Assert.Equal(key, chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
        Assert.Equal(0, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void A_location_is_asked_for_in_words()
    {
        var chat = RegistrationTests.Upto("region");
        chat.Send(chat.Message(null) with { Location = new GeoPoint(-6.9, 109.1) });
        Assert.Equal("turn.location", chat.Keys[0]);
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void Ones_own_contact_card_gives_the_phone_number()
    {
        var chat = RegistrationTests.Upto("phone");
        chat.Send(chat.Message(null) with { Contact = new SharedContact("6281234567890", true) });
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal(AnswerOrigin.ContactCard, chat.Answers["phone"].Origin);
    }

    [Fact]
    public void Another_persons_card_is_refused()
    {
        var chat = RegistrationTests.Upto("phone");
        chat.Send(chat.Message(null) with { Contact = new SharedContact("6281234567890", false) });
        Assert.Equal("turn.contact_not_own", chat.Keys[0]);
        Assert.False(chat.Answers.ContainsKey("phone"));
    }

    [Fact]
    public void A_card_that_is_not_needed_is_declined()
    {
        var chat = new Chat().Say("/start");
        chat.Send(chat.Message(null) with { Contact = new SharedContact("6281234567890", true) });
        Assert.Equal("turn.contact", chat.Keys[0]);
    }

    [Fact]
    public void The_same_message_at_once_again_is_met_with_the_question_once()
    {
        var chat = RegistrationTests.Upto("owner").Say("Budi Santoso").Say("Budi Santoso");
        Assert.Equal("turn.duplicate", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
        Assert.False(chat.Answers.ContainsKey("firm"));
        chat.Say("Budi Santoso");
        Assert.Equal("Budi Santoso", chat.Value("firm"));
    }

    [Fact]
    public void The_same_words_after_a_while_are_a_new_answer()
    {
        var chat = RegistrationTests.Upto("owner").Say("Budi Santoso").After(TimeSpan.FromMinutes(1)).Say("Budi Santoso");
        Assert.Equal("Budi Santoso", chat.Value("firm"));
    }

    [Fact]
    public void Three_answers_forwarded_one_after_the_other_fill_three_slots()
    {
        var chat = RegistrationTests.Upto("owner").Say("Budi Santoso").Say("Maju Logam").Say("CV");
        Assert.Equal("phone", chat.Asked);
    }

    [Fact]
    public void Nonsense_outside_a_form_gets_the_menu_and_bothers_no_officer()
    {
        var chat = new Chat().Say("/start").Say("asdf");
        Assert.Equal("turn.unrecognised_idle", chat.Keys[0]);
        Assert.Empty(chat.Acted);
    }

    [Fact]
    public void A_NIB_that_is_taken_is_refused_before_the_review()
    {
        var chat = RegistrationTests.Upto("nib");
        chat.TakenNibs.Add("0123456789012");
        chat.Say("0123456789012");
        Assert.Equal("register.nib.nib_taken", chat.Keys[0]);
        Assert.Equal("nib", chat.Asked);
        Assert.False(chat.Answers.ContainsKey("nib"));
    }
}
