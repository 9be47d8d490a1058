using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>Answers that come with the wish itself.</summary>
public class HarvestTests
{
    private const string Wish = "saya pak budi dari kab tegal mau daftar, usaha saya CV Logam Jaya bikin knalpot, karyawan 12, wa 081234567890";

    [Fact]
    public void What_was_said_with_the_wish_waits_for_the_consent()
    {
        var chat = new Chat().Say("/start").Say(Wish);
        Assert.Equal("register.consent.ask", chat.LastKey);
        Assert.Empty(chat.Answers);
    }

    [Fact]
    public void After_the_consent_it_is_shown_at_once_and_taken_when_it_is_right()
    {
        var chat = new Chat().Say("/start").Say(Wish).Say("setuju");
        Assert.Equal(["turn.model.found"], chat.Keys);
        Assert.Contains("Logam Jaya", chat.Words);
        chat.Say("ya");
        Assert.Equal("Logam Jaya", chat.Value("firm"));
        Assert.Equal("cv", chat.Value("legal_form"));
        Assert.Equal("12", chat.Value("workers"));
        Assert.Equal("33.28", chat.Value("region"));
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("pak budi", chat.Value("owner"));
        Assert.Equal("nib", chat.Asked);
        Assert.All(chat.Answers.Where(a => a.Key != "consent"), a => Assert.Equal(AnswerOrigin.ProposalConfirmed, a.Value.Origin));
    }

    [Fact]
    public void What_is_not_right_becomes_no_answer_and_is_one_tap_away()
    {
        var chat = new Chat().Say("/start").Say(Wish).Say("setuju").Say("tidak");
        Assert.Equal("owner", chat.Asked);
        Assert.False(chat.Answers.ContainsKey("firm"));
        chat.Say("Slamet");
        Assert.Contains(chat.Choices, c => c.Label == "Logam Jaya");
    }

    [Fact]
    public void The_sector_follows_from_the_goods_and_names_of_firms_tell_neither_sector_nor_place()
    {
        var chat = new Chat().Say("/start").Say("mau daftar, nama saya Budi Solo, usaha saya CV Kapal Brebes bikin velg di kab tegal").Say("setuju").Say("ya");
        Assert.Equal("automotive", chat.Value("sector"));
        Assert.Equal("33.28", chat.Value("region"));
        Assert.Equal("Kapal Brebes", chat.Value("firm"));
    }

    [Fact]
    public void A_place_of_two_namesakes_is_shown_with_the_rest_and_told_together_with_the_yes()
    {
        var chat = new Chat().Say("/start").Say(Wish.Replace("kab tegal", "tegal", StringComparison.Ordinal)).Say("setuju");
        Assert.Equal(["turn.model.found_which"], chat.Keys);
        Assert.Equal(["Kabupaten Tegal", "Kota Tegal", "Tidak"], chat.Choices.Select(c => c.Label));
        chat.TapLabelled("Kota Tegal");
        Assert.Equal("33.76", chat.Value("region"));
        Assert.Equal("Logam Jaya", chat.Value("firm"));
        Assert.Equal("nib", chat.Asked);
    }

    [Fact]
    public void A_bare_yes_leaves_the_namesakes_to_their_own_question()
    {
        var chat = new Chat().Say("/start").Say(Wish.Replace("kab tegal", "tegal", StringComparison.Ordinal)).Say("setuju").Say("ya");
        Assert.Equal(["turn.heard", "register.region.ambiguous"], chat.Keys);
        Assert.Equal("12", chat.Value("workers"));
        Assert.Equal("33.28", chat.Say("yang kabupaten").Value("region"));
    }

    [Fact]
    public void What_is_made_is_proposed_as_the_name_of_the_first_product_and_of_no_other()
    {
        var chat = new Chat().Say("/start").Say("mau daftar, usaha saya CV Logam Jaya bikin braket knalpot motor untuk bengkel, karyawan 12").Say("setuju").Say("ya");
        foreach (var answer in (string[])["Budi", "084012345678", "lewati", "kab tegal", "2012", "lewati", "lewati", "lewati", "ya"]) chat.Say(answer);
        Assert.Null(chat.State.Form);
        chat.Person["registered"] = true;
        Assert.Contains(chat.Say("/produk").Choices, c => c.Label == "braket knalpot motor");
        chat.TapLabelled("braket knalpot motor");
        Assert.Equal("braket knalpot motor", chat.Value("name"));
        foreach (var answer in (string[])["braket", "press", "plat spcc", "lewati", "500 pcs sebulan", "lewati", "lewati", "lewati", "ya"]) chat.Say(answer);
        Assert.DoesNotContain(chat.Say("ya").Choices, c => c.Label == "braket knalpot motor");
    }

    [Fact]
    public void A_refused_consent_forgets_what_was_said()
    {
        var chat = new Chat().Say("/start").Say(Wish).Say("tidak setuju");
        Assert.DoesNotContain("Logam", System.Text.Json.JsonSerializer.Serialize(chat.State, ConversationJson.Default.ConversationState));
    }

    [Fact]
    public void Words_of_the_other_lists_fill_their_slots()
    {
        var chat = new Chat();
        chat.Person["registered"] = true;
        chat.Say("tambah produk").Say("Braket").Say("braket").Say("press plat spcc sama las co2, sebulan 25 ribu biji");
        Assert.Equal("stamping,welding_mig", chat.Value("processes"));
        Assert.Equal("steel_sheet", chat.Value("materials"));
        Assert.Equal("25000 pcs month", chat.Value("capacity"));
        Assert.Equal("tolerance", chat.Asked);
    }

    [Fact]
    public void A_corrected_amount_keeps_its_unit()
    {
        var chat = new Chat();
        chat.Person["registered"] = true;
        chat.Say("tambah produk").Say("Braket").Say("braket").Say("press").Say("plat spcc").Say("lewati").Say("25rb pcs sebulan").Say("500 pcs").Say("bukan 500 tapi 1000");
        Assert.Equal("1000 pcs", chat.Value("minimum_order"));
    }

    [Fact]
    public void Why_of_a_numbered_card()
    {
        var chat = new Chat();
        chat.Person["registered"] = true;
        chat.Items["products.mine"] = [new Item("P1", new Dictionary<string, object?> { ["name"] = "Braket" })];
        chat.Items["matches.best"] = [new Item("N1", new Dictionary<string, object?> { ["title"] = "Dudukan" }), new Item("N2", new Dictionary<string, object?> { ["title"] = "Kait" })];
        chat.Items["matches.best?product=P1"] = chat.Items["matches.best"];
        chat.Say("cari mitra").Say("1").Say("kenapa no 2?");
        Assert.Equal("matches.best.why", chat.Keys[0]);
        Assert.Contains("Kait", chat.Words);
    }

    [Fact]
    public void A_registered_owner_who_wishes_to_register_changes_the_data()
    {
        var chat = new Chat();
        chat.Person["registered"] = true;
        chat.Items["firms.mine"] = [new Item("F", new Dictionary<string, object?>()) { Values = new Dictionary<string, SlotValue> { ["owner"] = new SlotValue.Text("Budi") } }];
        Assert.Equal("update-firm", chat.Say("/start").Say("pak saya mau daftar ikm dong").State.Form!.Dialog);
    }
}

/// <summary>What went wrong in trials, and was mended.</summary>
public class TrialTests
{
    [Fact]
    public void A_statement_that_does_not_fit_is_no_question_even_when_an_entry_has_its_words()
    {
        var chat = RegistrationTests.Upto("workers").Say("syarat banyak sekali");
        Assert.Equal("register.workers.invalid", chat.Keys[0]);
    }

    [Fact]
    public void Not_yet_but_planned_is_not_yet()
    {
        var chat = RegistrationTests.Upto("certificates").Say("belum ada, tapi mau ngurus SNI");
        Assert.IsType<SlotValue.Skipped>(chat.Answers["certificates"].Value);
    }

    [Fact]
    public void Numbers_are_no_certificate_that_the_list_does_not_know()
    {
        var chat = RegistrationTests.Upto("certificates").Say("karyawan ada 15an");
        Assert.False(chat.Answers.ContainsKey("certificates"));
    }

    [Fact]
    public void A_corrected_firm_leaves_its_legal_form_to_its_own_slot()
    {
        var chat = RegistrationTests.Upto("").Say("nama usahanya salah, harusnya PT Berkah Jaya Mandiri");
        Assert.Equal("Berkah Jaya Mandiri", chat.Value("firm"));
        Assert.Equal("pt", chat.Value("legal_form"));
    }

    [Fact]
    public void I_do_not_know_skips_what_may_be_skipped()
    {
        var chat = new Chat();
        chat.Person["registered"] = true;
        chat.Say("tambah produk").Say("Braket").Say("braket").Say("press").Say("plat spcc").Say("gak ngerti");
        Assert.Equal("capacity", chat.Asked);
    }

    [Fact]
    public void After_a_question_at_the_review_the_card_is_not_repeated_and_its_buttons_stay_good()
    {
        var chat = RegistrationTests.Upto("");
        var edit = chat.Choices.First(c => c.Data.EndsWith("edit.workers", StringComparison.Ordinal)).Data;
        chat.Say("apakah gratis?");
        Assert.DoesNotContain("turn.review.line", chat.Keys);
        Assert.Equal(2, chat.Choices.Count);
        chat.Tap(edit);
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void A_number_that_belongs_to_another_name_is_no_answer()
    {
        var chat = RegistrationTests.Upto("workers").Say("mesin bubut 2");
        Assert.False(chat.Answers.ContainsKey("workers"));
        Assert.Equal("lathe_manual", chat.Value("machines"));
    }

    [Fact]
    public void A_correction_names_its_slot_with_the_value()
    {
        var chat = RegistrationTests.Upto("workers").Say("harusnya nama saya Sri Wahyuningsih");
        Assert.Equal("Sri Wahyuningsih", chat.Value("owner"));
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void Yes_keeps_the_old_value_that_is_proposed()
    {
        var chat = RegistrationTests.Upto("region").Say("ubah nomor hp").Say("ya");
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("region", chat.Asked);
    }

    [Fact]
    public void A_place_at_the_question_for_the_NIB_is_noted_and_the_NIB_asked_again()
    {
        var chat = RegistrationTests.Upto("nib").Say("kab tegal");
        Assert.Equal("33.28", chat.Value("region"));
        Assert.Equal(["turn.noted", "register.nib.ask"], [chat.Keys[0], chat.LastKey]);
    }

    [Fact]
    public void Without_any_digit_nobody_is_told_how_many_were_written()
    {
        var chat = RegistrationTests.Upto("nib").Say("xyz qwer");
        Assert.Equal("nib", chat.Asked);
        Assert.DoesNotContain(" 0 ", chat.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dash_skips()
    {
        Assert.IsType<SlotValue.Skipped>(RegistrationTests.Upto("machines").Say("-").Answers["machines"].Value);
    }
}
