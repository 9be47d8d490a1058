using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>Cancel, pause, interrupt, resume, expire, submit.</summary>
public class FlowTests
{
    [Fact]
    public void Start_greets_with_the_menu_in_one_bubble()
    {
        var chat = new Chat().Say("/start");
        Assert.Equal(["turn.welcome", "menu.main.ask"], chat.Keys);
        Assert.Equal(1, chat.Bubbles);
        Assert.Contains(chat.Choices, c => c.Label == "Daftarkan usaha");
        Assert.DoesNotContain(chat.Choices, c => c.Label == "Produk saya");
    }

    [Fact]
    public void A_known_owner_is_greeted_by_name_and_firm()
    {
        var chat = new Chat();
        chat.Person["registered"] = chat.Person["known"] = true;
        chat.Person["name"] = "Budi";
        chat.Person["firm"] = "Maju";
        chat.Say("halo");
        Assert.Equal("turn.welcome_back", chat.Keys[0]);
        Assert.Contains("Maju", chat.Words);
        Assert.Contains(chat.Choices, c => c.Label == "Produk saya");
    }

    [Fact]
    public void Opening_the_conversation_greets()
    {
        var chat = new Chat();
        chat.Send(chat.NewActivity(ActivityType.Joined));
        Assert.Equal("turn.welcome", chat.Keys[0]);
    }

    [Fact]
    public void A_menu_item_is_tapped_numbered_or_named()
    {
        Assert.Equal("consent", new Chat().Say("/start").TapLabelled("Daftarkan usaha").Asked);
        Assert.Equal("consent", new Chat().Say("/start").Say("1").Asked);
        Assert.Equal("consent", new Chat().Say("/start").Say("yang pertama").Asked);
        Assert.Equal("consent", new Chat().Say("/start").Say("daftarkan usaha").Asked);
    }

    [Theory]
    [InlineData("daftar")]
    [InlineData("mau daftar")]
    [InlineData("saya mau mendaftar")]
    [InlineData("min mau ikut program dong")]
    [InlineData("/daftar@LinkAndMatchBot")]
    [InlineData("/register")]
    public void Registration_starts_by_command_phrase_and_plain_words(string text) => Assert.Equal("consent", new Chat().Say("/start").Say(text).Asked);

    [Fact]
    public void A_question_about_registering_does_not_start_it()
    {
        var chat = new Chat().Say("/start").Say("syarat daftar apa saja?");
        Assert.Equal("faq.syarat-ikut", chat.Keys[0]);
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void Cancel_asks_first_and_then_keeps_nothing()
    {
        var chat = RegistrationTests.Upto("workers").Say("/batal");
        Assert.Equal("turn.cancel.ask", chat.LastKey);
        chat.Say("ya");
        Assert.Equal("turn.cancel.done", chat.Keys[0]);
        Assert.Null(chat.State.Form);
        Assert.Null(chat.State.LastMessage);
        Assert.Empty(chat.State.Stack);
        Assert.Contains(chat.Result.Due, d => d is { Purpose: "form.warn", At: null });
        Assert.Contains(chat.Result.Due, d => d is { Purpose: "form.expire", At: null });
    }

    [Fact]
    public void Not_cancelling_goes_on()
    {
        var chat = RegistrationTests.Upto("workers").Say("batal").Say("tidak");
        Assert.Equal("turn.cancel.kept", chat.Keys[0]);
        Assert.Equal("workers", chat.Asked);
        Assert.Equal(9, chat.Answers.Count);
    }

    [Fact]
    public void An_unrelated_answer_dissolves_the_question_whether_to_cancel()
    {
        var chat = RegistrationTests.Upto("workers").Say("batal").Say("12");
        Assert.Equal("12", chat.Value("workers"));
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void Cancel_without_answers_needs_no_question()
    {
        var chat = new Chat().Say("/daftar").Say("/batal");
        Assert.Equal("turn.cancel.done", chat.Keys[0]);
    }

    [Fact]
    public void Cancel_without_a_form_says_so()
    {
        Assert.Equal("turn.cancel.nothing", new Chat().Say("/start").Say("/batal").Keys[0]);
    }

    [Fact]
    public void After_a_cancel_another_dialog_starts_clean()
    {
        var chat = RegistrationTests.Upto("workers").Say("/batal").Say("ya").Say("/bahasa");
        Assert.Equal("language", chat.Asked);
        Assert.Empty(chat.State.Stack);
    }

    [Fact]
    public void Another_dialog_in_between_puts_the_form_on_the_stack_and_offers_it_again()
    {
        var chat = RegistrationTests.Upto("workers").Say("/bahasa");
        Assert.Equal("language", chat.Asked);
        Assert.Single(chat.State.Stack);
        chat.Say("Bahasa Indonesia");
        Assert.Contains("language.submit.done", chat.Keys);
        Assert.Equal("turn.resume.ask", chat.LastKey);
        chat.Say("ya");
        Assert.Equal("workers", chat.Asked);
        Assert.Equal(9, chat.Answers.Count);
        Assert.Empty(chat.State.Stack);
    }

    [Fact]
    public void A_form_on_the_stack_may_be_dropped()
    {
        var chat = RegistrationTests.Upto("workers").Say("/bahasa").Say("Bahasa Indonesia").TapLabelled("Buang saja");
        Assert.Equal("turn.resume.dropped", chat.Keys[0]);
        Assert.Empty(chat.State.Stack);
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void The_same_dialog_again_only_repeats_its_question()
    {
        var chat = RegistrationTests.Upto("workers").Say("/daftar");
        Assert.Equal("workers", chat.Asked);
        Assert.Empty(chat.State.Stack);
    }

    [Fact]
    public void A_fourth_interrupted_form_is_refused_kindly()
    {
        var chat = new Chat { State = new ConversationState { Form = Frame("register"), Stack = [Frame("describe-product"), Frame("erase"), Frame("update-firm")] } };
        chat.Say("/bahasa");
        Assert.Equal("turn.stack_full", chat.Keys[0]);
        Assert.Equal("register", chat.State.Form!.Dialog);
    }

    private static DialogFrame Frame(string dialog) => new()
    {
        Dialog = dialog,
        Version = Chat.Shipped.Forms[dialog].Version,
        Fingerprint = Chat.Shipped.Forms[dialog].Fingerprint,
        Instance = dialog,
    };

    [Fact]
    public void Later_pauses_and_the_person_goes_on_days_after()
    {
        var chat = RegistrationTests.Upto("workers").Say("nanti saja");
        Assert.Equal(["turn.pause.done"], chat.Keys);
        chat.After(TimeSpan.FromDays(2)).Say("lanjut");
        Assert.Equal("workers", chat.Asked);
        Assert.Equal(9, chat.Answers.Count);
    }

    [Fact]
    public void Status_in_the_middle_of_a_form_is_answered_and_the_question_asked_again()
    {
        var chat = RegistrationTests.Upto("workers").Say("/status");
        Assert.Equal("firms.status.done", chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
        Assert.Equal(1, chat.Bubbles);
    }

    [Fact]
    public void Help_in_the_middle_of_a_form_ends_with_the_question()
    {
        var chat = RegistrationTests.Upto("workers").Say("bantuan");
        Assert.Equal("turn.help", chat.Keys[0]);
        Assert.Equal("register.workers.ask", chat.LastKey);
    }

    [Fact]
    public void A_reminder_comes_before_the_form_expires()
    {
        var chat = RegistrationTests.Upto("workers");
        chat.After(TimeSpan.FromHours(60)).Happens("form.warn");
        Assert.Equal(["form.warn.text"], chat.Keys);
        Assert.Equal(Conversation.Replies.DeliveryClass.NiceToHave, chat.Result.Replies[0].Class);
        chat.TapLabelled("Lanjutkan");
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void A_reminder_that_comes_early_moves_itself()
    {
        var chat = new Chat().Say("/daftar");
        Assert.Contains(chat.Result.Due, d => d.Purpose == "form.warn" && d.At == chat.Now + TimeSpan.FromHours(60));
        chat.After(TimeSpan.FromHours(50)).Say("setuju").After(TimeSpan.FromHours(10)).Happens("form.warn");
        Assert.Empty(chat.Result.Replies);
        Assert.Contains(chat.Result.Due, d => d.Purpose == "form.warn" && d.At > chat.Now);
    }

    [Fact]
    public void An_answer_costs_no_due_rows()
    {
        Assert.Empty(RegistrationTests.Upto("workers").Result.Due);
    }

    [Fact]
    public void An_expired_form_is_offered_and_never_cleared()
    {
        var chat = RegistrationTests.Upto("workers").After(TimeSpan.FromHours(73)).Happens("form.expire");
        Assert.NotNull(chat.State.Form);
        chat.Say("halo lagi pak");
        Assert.Equal("turn.resume.ask", chat.LastKey);
        Assert.Equal(9, chat.Answers.Count);
        chat.Say("ya");
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void Refusing_to_go_on_with_an_expired_form_purges_it()
    {
        var chat = RegistrationTests.Upto("workers").After(TimeSpan.FromHours(80)).Say("12").Say("buang saja");
        Assert.Null(chat.State.Form);
        Assert.DoesNotContain("Maju Logam", System.Text.Json.JsonSerializer.Serialize(chat.State, ConversationJson.Default.ConversationState));
    }

    [Fact]
    public void A_command_works_on_an_expired_form_without_the_offer()
    {
        var chat = RegistrationTests.Upto("workers").After(TimeSpan.FromHours(80)).Say("/status");
        Assert.Equal("firms.status.done", chat.Keys[0]);
    }

    [Fact]
    public void The_review_is_sent_by_yes()
    {
        Assert.Equal("firms.register", Assert.Single(RegistrationTests.Upto("").Say("ya, kirim").Acted).Name);
    }

    [Fact]
    public void No_at_the_review_asks_what_to_change()
    {
        var chat = RegistrationTests.Upto("").Say("belum");
        Assert.Equal("turn.change.ask", chat.Keys[0]);
        chat.TapLabelled("NIB");
        Assert.Equal("nib", chat.Asked);
    }

    [Fact]
    public void A_double_tap_on_send_registers_once()
    {
        var chat = RegistrationTests.Upto("");
        var send = chat.Choices.First(c => c.Data.EndsWith(":submit", StringComparison.Ordinal)).Data;
        chat.Tap(send).Tap(send);
        Assert.Single(chat.Acted);
        Assert.Empty(chat.Result.Replies);
    }

    [Fact]
    public void A_send_button_of_an_older_review_shows_the_review_again()
    {
        var chat = RegistrationTests.Upto("");
        var send = chat.Choices.First(c => c.Data.EndsWith(":submit", StringComparison.Ordinal)).Data;
        chat.Say("ganti karyawan jadi 41").Tap(send);
        Assert.Empty(chat.Acted);
        Assert.Equal("turn.old_button", chat.Keys[0]);
        Assert.Equal("register.review.ask", chat.LastKey);
    }

    [Fact]
    public void A_NIB_taken_in_the_meantime_opens_the_NIB_and_keeps_the_rest()
    {
        var chat = RegistrationTests.Upto("");
        chat.Actions["firms.register"] = _ => new ActionOutcome.Refused("nib_taken");
        chat.TapLabelled("Kirim");
        Assert.Equal("register.submit.nib_taken", chat.Keys[0]);
        Assert.Equal("nib", chat.Asked);
        Assert.Equal("Maju Logam", chat.Value("firm"));
        chat.Actions["firms.register"] = _ => new ActionOutcome.Done(("code", "IKM-2"));
        chat.Say("1111111111111").TapLabelled("Kirim");
        Assert.Contains("register.submit.done", chat.Keys);
        Assert.Equal(chat.Acted[0].Instance, chat.Acted[1].Instance);
    }

    [Fact]
    public void Another_refusal_is_said_and_keeps_the_answers()
    {
        var chat = RegistrationTests.Upto("");
        chat.Actions["firms.register"] = _ => new ActionOutcome.Refused("already_registered");
        chat.TapLabelled("Kirim");
        Assert.Equal("register.submit.already_registered", chat.Keys[0]);
        Assert.Equal(13, chat.Answers.Count);
    }

    [Fact]
    public void The_consent_goes_along_with_its_version_time_and_message()
    {
        var chat = RegistrationTests.Upto("").TapLabelled("Kirim");
        Assert.Equal("1", chat.Acted[0].Arguments["consent.register.version"]);
        Assert.True(chat.Acted[0].Arguments.ContainsKey("consent.register.at"));
        Assert.True(chat.Acted[0].Arguments.ContainsKey("consent.register.message"));
    }

    [Fact]
    public void The_menu_after_registering_knows_the_new_owner()
    {
        var chat = RegistrationTests.Upto("").TapLabelled("Kirim");
        Assert.Contains(chat.Choices, c => c.Label == "Produk saya");
    }

    [Fact]
    public void An_old_button_is_answered_kindly_with_the_question_that_stands()
    {
        var chat = new Chat().Say("/daftar");
        var yes = chat.Choices[0].Data;
        chat.Say("setuju").After(TimeSpan.FromMinutes(5)).Tap(yes);
        Assert.Equal("turn.old_button", chat.Keys[0]);
        Assert.Equal("owner", chat.Asked);
    }

    [Fact]
    public void A_double_tap_has_no_effect_and_says_nothing()
    {
        var chat = new Chat().Say("/daftar");
        var yes = chat.Choices[0].Data;
        chat.Tap(yes).Tap(yes);
        Assert.Empty(chat.Result.Replies);
        Assert.Equal("owner", chat.Asked);
    }

    [Fact]
    public void A_button_of_a_finished_dialog_is_answered_kindly()
    {
        var chat = RegistrationTests.Upto("");
        var edit = chat.Choices.First(c => c.Data.Contains(":edit.", StringComparison.Ordinal)).Data;
        chat.TapLabelled("Kirim").Tap(edit);
        Assert.Equal("turn.old_button", chat.Keys[0]);
    }

    [Fact]
    public void Rubbish_in_a_button_is_answered_kindly()
    {
        Assert.Equal("turn.old_button", new Chat().Say("/daftar").Tap("x").Keys[0]);
        Assert.Equal("turn.old_button", new Chat().Say("/daftar").Tap("p:abc").Keys[0]);
    }

    [Fact]
    public void Questions_may_be_left_out_for_newer_ones_but_what_was_told_may_not()
    {
        Assert.Equal("question", RegistrationTests.Upto("workers").Result.Replies[0].CoalesceKey);
        Assert.Null(RegistrationTests.Upto("workers").Say("gratis ga?").Result.Replies[0].CoalesceKey);
    }

    [Fact]
    public void Erasing_asks_twice_and_forgets_the_conversation()
    {
        var chat = RegistrationTests.Upto("workers").Say("/hapusdata").TapLabelled("Ya, hapus");
        Assert.Equal("really", chat.Asked);
        chat.TapLabelled("Hapus semuanya");
        Assert.Equal("data.erase", Assert.Single(chat.Acted).Name);
        Assert.Contains("erase.submit.done", chat.Keys);
        Assert.True(chat.Result.SupersedesPending);
        Assert.DoesNotContain("Maju Logam", System.Text.Json.JsonSerializer.Serialize(chat.State, ConversationJson.Default.ConversationState));
        Assert.Empty(chat.State.Stack);
    }

    [Fact]
    public void Erasing_is_refused_by_a_no()
    {
        var chat = new Chat().Say("/hapusdata").Say("jangan");
        Assert.Equal("erase.confirm.refused", chat.Keys[0]);
        Assert.Empty(chat.Acted);
    }

    [Fact]
    public void The_language_switches_at_once()
    {
        var chat = new Chat().Say("/bahasa").Say("English");
        Assert.Equal("en", chat.State.Language);
        Assert.Equal("en", chat.Result.Replies[0].Language);
    }

    [Theory]
    [InlineData("/register", null, "en")]
    [InlineData("/daftar", "en-US", "id")]
    [InlineData("/start", "en-US", "en")]
    [InlineData("/start", "id", "id")]
    [InlineData("hello, how can I register?", null, "en")]
    [InlineData("halo", "en-US", "id")]
    public void The_first_message_decides_the_language(string text, string? locale, string language)
    {
        var chat = new Chat();
        chat.Send(chat.Message(text) with { Locale = locale });
        Assert.Equal(language, chat.State.Language);
    }

    [Fact]
    public void The_language_of_a_known_person_counts_more()
    {
        var chat = new Chat();
        chat.Person["language"] = "en";
        Assert.Equal("en", chat.Say("/daftar").State.Language);
    }

    [Fact]
    public void Blocking_is_told_to_the_domain_and_nobody_is_written_to()
    {
        var chat = new Chat().Say("/start");
        chat.Send(chat.NewActivity(ActivityType.Blocked));
        Assert.Equal("persons.blocked", Assert.Single(chat.Acted).Name);
        Assert.Empty(chat.Result.Replies);
        chat.Send(chat.NewActivity(ActivityType.Unblocked));
        Assert.Equal("persons.unblocked", chat.Acted[1].Name);
    }

    [Fact]
    public void An_unknown_command_gets_help()
    {
        Assert.Equal("turn.help", new Chat().Say("/start").Say("/foo").Keys[0]);
    }

    [Fact]
    public void Privacy_can_be_read_at_any_time()
    {
        var chat = RegistrationTests.Upto("consent").Say("/privasi");
        Assert.Equal("privacy.text", chat.Keys[0]);
        Assert.Equal("consent", chat.Asked);
    }
}
