using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>The officers' group, notices, and conversations that an officer has taken over.</summary>
public class OfficersTests
{
    private static Chat Group()
    {
        var chat = new Chat(officers: true);
        chat.Items["introductions.officer_card?subject=I1"] = [new Item("I1", new Dictionary<string, object?> { ["code"] = "IN-1", ["firm"] = "Maju", ["product"] = "Braket", ["need"] = "Dudukan", ["stage"] = "Requested", ["region"] = null, ["industry"] = null, ["score"] = 80L, ["reasons_for"] = Array.Empty<object>(), ["reasons_against"] = Array.Empty<object>(), ["note"] = null, ["officer"] = null, ["end_reason"] = null }) { Version = "4", Actions = ["introductions.take", "introductions.approve", "introductions.refuse"] }];
        chat.Items["questions.officer_card?subject=Q1"] = [new Item("Q1", new Dictionary<string, object?> { ["code"] = "T-1", ["text"] = "kapan?", ["name"] = null, ["firm"] = null, ["at"] = null, ["officer"] = null, ["answer"] = null }) { Version = "1" }];
        return chat;
    }

    [Fact]
    public void A_request_becomes_a_card_with_its_actions()
    {
        var chat = Group().Happens("introductions.requested", "I1");
        Assert.Equal(["introductions.officer_card.card"], chat.Keys);
        Assert.Equal(DeliveryClass.MustArrive, chat.Result.Replies[0].Class);
        Assert.NotNull(chat.Result.Replies[0].Reference);
        Assert.Equal(["a:introductions.take:I1:4", "a:introductions.approve:I1:4", "a:introductions.refuse:I1:4"], chat.Choices.Select(c => c.Data));
    }

    [Fact]
    public void Only_actions_that_the_state_allows_are_offered()
    {
        var chat = Group();
        chat.Items["introductions.officer_card?subject=I1"] = [chat.Items["introductions.officer_card?subject=I1"][0] with { Actions = ["introductions.approve"] }];
        chat.Happens("introductions.requested", "I1");
        Assert.Equal(["a:introductions.approve:I1:4"], chat.Choices.Select(c => c.Data));
    }

    [Fact]
    public void A_tap_acts_as_the_officer_who_tapped()
    {
        var chat = Group().Tap("a:introductions.approve:I1:4");
        var request = Assert.Single(chat.Acted);
        Assert.Equal(("introductions.approve", "I1", "4", "7"), (request.Name, request.Subject, request.Version, request.From.Id));
        Assert.Equal("introductions.approve.done", chat.Keys[0]);
    }

    [Fact]
    public void An_action_that_needs_words_asks_for_a_reply_and_takes_it()
    {
        var chat = Group();
        chat.Cards["card"] = new Dictionary<string, object?> { ["event"] = "introductions.requested", ["subject"] = "I1", ["version"] = "4" };
        chat.Tap("a:introductions.refuse:I1:4");
        Assert.Equal(["introductions.refuse.ask"], chat.Keys);
        Assert.Empty(chat.Acted);
        chat.Send(chat.Message("sudah penuh") with { ReplyToId = "card" });
        Assert.Equal(("introductions.refuse", "sudah penuh", "I1"), (chat.Acted[0].Name, chat.Acted[0].Text, chat.Acted[0].Subject));
    }

    [Fact]
    public void A_reply_to_a_question_card_answers_it()
    {
        var chat = Group();
        chat.Cards["card"] = new Dictionary<string, object?> { ["event"] = "questions.asked", ["subject"] = "Q1", ["version"] = "1" };
        chat.Send(chat.Message("Bulan depan.") with { ReplyToId = "card" });
        Assert.Equal(("questions.answer", "Bulan depan."), (chat.Acted[0].Name, chat.Acted[0].Text));
    }

    [Fact]
    public void A_reply_to_a_call_writes_to_the_owner()
    {
        var chat = Group();
        chat.Cards["card"] = new Dictionary<string, object?> { ["event"] = "officers.called", ["subject"] = "C1", ["version"] = "1" };
        chat.Send(chat.Message("Halo pak, ada yang bisa dibantu?") with { ReplyToId = "card" });
        Assert.Equal("officers.say", chat.Acted[0].Name);
    }

    [Fact]
    public void Other_talk_in_the_group_is_not_for_the_bot()
    {
        var chat = Group().Say("besok rapat jam 9").Say("/start").Say("apa itu gratis?");
        Assert.Empty(chat.Result.Replies);
        Assert.Empty(chat.Acted);
        chat.Send(chat.Message("oke") with { ReplyToId = "somebody" });
        Assert.Empty(chat.Result.Replies);
    }

    [Fact]
    public void A_refusal_by_the_domain_is_said_in_the_group()
    {
        var chat = Group();
        chat.Actions["introductions.take"] = _ => new ActionOutcome.Refused("already_taken");
        chat.Tap("a:introductions.take:I1:4");
        Assert.Equal(["introductions.take.already_taken"], chat.Keys);
    }

    [Fact]
    public void A_notice_in_the_middle_of_a_form_leaves_the_question_open()
    {
        var chat = RegistrationTests.Upto("workers").Happens("questions.answered", "Q1", ("question", "gratis?"), ("answer", "Ya."));
        Assert.Equal(["questions.answered.text"], chat.Keys);
        Assert.Equal(DeliveryClass.MustArrive, chat.Result.Replies[0].Class);
        chat.Say("12");
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void A_card_tapped_in_the_middle_of_a_form_acts_and_the_form_goes_on()
    {
        var chat = RegistrationTests.Upto("workers").Tap("a:introductions.accept:I1:2");
        Assert.Equal("introductions.accept", Assert.Single(chat.Acted).Name);
        Assert.Equal("introductions.accept.done", chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
    }

    [Fact]
    public void A_card_of_a_thing_that_is_gone_says_nothing()
    {
        Assert.Empty(new Chat().Happens("introductions.suggested", "gone").Result.Replies);
    }

    [Fact]
    public void An_event_without_a_notice_says_nothing()
    {
        Assert.Empty(new Chat().Happens("something.else").Result.Replies);
    }

    [Fact]
    public void While_an_officer_has_the_conversation_the_bot_is_silent()
    {
        var chat = RegistrationTests.Upto("workers").Happens("officers.took_over", null, ("officer", "Sari"));
        Assert.Equal(ConversationMode.Human, chat.State.Mode);
        Assert.True(chat.Result.SupersedesPending);
        Assert.Equal(["officers.took_over.text"], chat.Keys);
        chat.Say("12");
        Assert.Empty(chat.Result.Replies);
        Assert.Equal("workers", chat.Asked);
        chat.Happens("officers.message", null, ("officer", "Sari"), ("text", "Halo"));
        Assert.Equal(["officers.message.text"], chat.Keys);
        chat.Happens("officers.handed_back");
        Assert.Equal("officers.handed_back.text", chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
        Assert.Equal("12", chat.Say("12").Value("workers"));
    }

    [Fact]
    public void A_call_for_an_officer_in_plain_words()
    {
        Assert.Equal("officers.call", RegistrationTests.Upto("workers").Say("mau bicara orang").Acted[0].Name);
    }

    [Fact]
    public void The_reference_of_a_notice_is_the_same_for_the_same_thing()
    {
        var one = new Chat().Happens("introductions.approved", "I1", ("code", "IN-1"), ("industry", "PT"));
        var two = new Chat().Say("/start").Happens("introductions.approved", "I1", ("code", "IN-1"), ("industry", "PT"));
        Assert.Equal(one.Result.Replies[0].Reference, two.Result.Replies[0].Reference);
    }

    [Fact]
    public void A_voice_note_is_written_down_where_that_is_configured_and_shown_before_it_is_used()
    {
        var runner = new TurnRunner(Chat.Shipped, Chat.Data, new TurnOptions { Transcription = true });
        var chat = new Chat(runner).Say("/daftar").Say("setuju").Say("Budi");
        chat.Send(chat.Message(null) with { Attachments = [new Attachment(AttachmentKind.Voice, "v")] });
        var step = Assert.Single(chat.Result.Steps);
        Assert.Equal("model.transcribe", step.Kind);
        chat.StepEnds(step, ("text", "CV Maju Logam"));
        Assert.Equal(["turn.voice_heard"], chat.Keys);
        Assert.False(chat.Answers.ContainsKey("firm"));
        chat.Say("ya");
        Assert.Equal("Maju Logam", chat.Value("firm"));
    }

    [Fact]
    public void A_voice_note_that_was_misheard_is_asked_for_in_writing()
    {
        var runner = new TurnRunner(Chat.Shipped, Chat.Data, new TurnOptions { Transcription = true });
        var chat = new Chat(runner).Say("/daftar").Say("setuju").Say("Budi");
        chat.Send(chat.Message(null) with { Attachments = [new Attachment(AttachmentKind.Voice, "v")] });
        chat.StepEnds(chat.Result.Steps[0], ("text", "si vi maju")).Say("tidak");
        Assert.Equal("turn.voice", chat.Keys[0]);
        Assert.Equal("firm", chat.Asked);
    }
}
