using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class SeveralAnswersTests
{
    [Fact]
    public void Three_answers_in_one_message_fill_three_slots()
    {
        var chat = RegistrationTests.Upto("firm").Say("Maju Logam, NIB 1234567890123, WA 0812 3456 7890");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("1234567890123", chat.Value("nib"));
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("legal_form", chat.Asked);
        Assert.Equal(2, chat.Keys.Count(k => k == "turn.noted"));
        Assert.Equal(1, chat.Bubbles);
    }

    [Theory]
    [InlineData("CV Maju Logam", "cv", "Maju Logam")]
    [InlineData("PT. Sinar Abadi", "pt", "Sinar Abadi")]
    [InlineData("UD Barokah", "ud", "Barokah")]
    public void The_legal_form_before_the_name_fills_both(string text, string legalForm, string firm)
    {
        var chat = RegistrationTests.Upto("firm").Say(text);
        Assert.Equal(firm, chat.Value("firm"));
        Assert.Equal(legalForm, chat.Value("legal_form"));
        Assert.Equal("phone", chat.Asked);
    }

    [Fact]
    public void All_at_once_firm_legal_form_NIB_and_phone()
    {
        var chat = RegistrationTests.Upto("firm").Say("CV Maju Logam, NIB 1234567890123, WA 081234567890");
        Assert.Equal(["consent", "owner", "firm", "legal_form", "phone", "nib"], chat.Answers.Keys.Order(StringComparer.Ordinal).Order(Comparer<string>.Create((a, b) => Array.IndexOf(s_order, a) - Array.IndexOf(s_order, b))));
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("region", chat.Asked);
    }

    private static readonly string[] s_order = ["consent", "owner", "firm", "legal_form", "phone", "nib"];

    [Fact]
    public void Named_answers_are_taken_by_their_names()
    {
        var chat = RegistrationTests.Upto("founded").Say("2015, karyawan 12");
        Assert.Equal("2015", chat.Value("founded"));
        Assert.Equal("12", chat.Value("workers"));
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void A_phone_number_at_another_question_is_noted_and_does_not_count_as_a_wrong_answer()
    {
        var chat = RegistrationTests.Upto("legal_form").Say("wa saya 081234567890");
        Assert.Equal("+6281234567890", chat.Value("phone"));
        Assert.Equal("legal_form", chat.Asked);
        Assert.Equal(0, chat.State.Asked!.Attempts);
        Assert.Contains("turn.noted", chat.Keys);
    }

    [Fact]
    public void A_NIB_at_the_phone_question_is_noted_as_the_NIB()
    {
        var chat = RegistrationTests.Upto("phone").Say("NIB saya 1234567890123");
        Assert.Equal("1234567890123", chat.Value("nib"));
        Assert.Equal("phone", chat.Asked);
        Assert.Equal(0, chat.State.Asked!.Attempts);
    }

    [Fact]
    public void A_volunteered_value_that_differs_is_said_as_a_correction()
    {
        var chat = RegistrationTests.Upto("workers").Say("oh ya hp saya sekarang 0856 7890 1234");
        Assert.Equal("+6285678901234", chat.Value("phone"));
        Assert.Contains("turn.changed", chat.Keys);
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void The_same_value_again_changes_nothing()
    {
        var chat = RegistrationTests.Upto("workers").Say("nomor saya 0812-3456-7890 ya");
        Assert.Contains("turn.same", chat.Keys);
        Assert.Equal("workers", chat.Asked);
    }

    [Fact]
    public void A_lead_in_is_no_part_of_the_name()
    {
        var chat = RegistrationTests.Upto("firm").Say("nama usaha saya Maju Logam");
        Assert.Equal("Maju Logam", chat.Value("firm"));
    }

    [Fact]
    public void A_region_of_two_namesakes_is_asked_back()
    {
        var chat = RegistrationTests.Upto("region").Say("tegal");
        Assert.Equal(["register.region.ambiguous"], chat.Keys);
        Assert.Equal(2, chat.Choices.Count);
        chat.TapLabelled("Kota Tegal");
        Assert.Equal("33.76", chat.Value("region"));
        Assert.Equal("sector", chat.Asked);
    }

    [Theory]
    [InlineData("kabupaten", "33.28")]
    [InlineData("kota", "33.76")]
    [InlineData("yang kota tegal", "33.76")]
    public void The_namesake_is_picked_in_words(string text, string code)
    {
        var chat = RegistrationTests.Upto("region").Say("tegal").Say(text);
        Assert.Equal(code, chat.Value("region"));
    }

    [Fact]
    public void A_range_is_asked_back()
    {
        var chat = RegistrationTests.Upto("workers").Say("20-30 orang");
        Assert.Equal(["turn.which.range"], chat.Keys);
        chat.TapLabelled("30");
        Assert.Equal("30", chat.Value("workers"));
    }

    [Fact]
    public void A_range_may_be_answered_with_another_number()
    {
        var chat = RegistrationTests.Upto("workers").Say("20-30 orang").Say("25");
        Assert.Equal("25", chat.Value("workers"));
    }

    [Fact]
    public void Yes_and_no_at_once_is_asked_back()
    {
        var chat = new Chat().Say("/daftar").Say("iya tidak");
        Assert.Equal("consent", chat.Asked);
        Assert.Empty(chat.Answers);
    }

    [Fact]
    public void Some_of_several_choices_are_tapped_and_done()
    {
        var chat = RegistrationTests.Upto("help").TapLabelled("Pesanan").TapLabelled("Pembiayaan");
        Assert.Equal(Conversation.Replies.DeliveryClass.Edit, chat.Result.Replies[0].Class);
        Assert.Contains("turn.choose.chosen", chat.Keys);
        chat.TapLabelled("Selesai");
        Assert.Equal("orders,finance", chat.Value("help"));
        Assert.Equal("review", chat.Asked);
    }

    [Fact]
    public void Terms_keep_the_words_that_no_list_knows()
    {
        var chat = RegistrationTests.Upto("machines").Say("mesin pres, gergaji ukir keramat");
        var terms = Assert.IsType<SlotValue.Terms>(chat.Answers["machines"].Value);
        Assert.NotEmpty(terms.Values);
        Assert.NotEmpty(terms.Unmatched);
        Assert.Contains("turn.unknown_words", chat.Keys);
    }

    [Theory]
    [InlineData("order sama pelatihan", "orders,training")]
    [InlineData("modal, bahan baku, cari pembeli", "finance,raw_material,orders")]
    [InlineData("butuh pesenan karo ilmu mas", "orders,training")]
    [InlineData("bantuannya pinjaman kur dan bimbingan", "finance,training")]
    public void Choices_are_known_by_everyday_words(string text, string keys)
    {
        var chat = RegistrationTests.Upto("help").Say(text);
        Assert.Equal(keys, chat.Value("help"));
        Assert.DoesNotContain("turn.unread", chat.Keys);
    }

    [Fact]
    public void A_part_that_is_no_choice_is_told()
    {
        var chat = RegistrationTests.Upto("help").Say("pelatihan sama mesin baru, mobil pick up dong");
        Assert.Equal("training", chat.Value("help"));
        Assert.Equal("turn.unread", chat.Keys[0]);
        Assert.Contains("mesin baru", chat.Words);
        Assert.Contains("mobil pick up", chat.Words);
    }

    [Theory]
    [InlineData("bubut 3 sama las 2", "lathe_manual,welder_mig_machine")]
    [InlineData("mesin press, las co2", "press_machine,welder_mig_machine")]
    [InlineData("frais, bubut cnc 2 unit, jahit", "mill_manual,lathe_cnc,sewing_machine")]
    public void Machines_are_known_by_their_short_names(string text, string keys)
    {
        var chat = RegistrationTests.Upto("machines").Say(text);
        Assert.Equal(keys, string.Join(',', Assert.IsType<SlotValue.Terms>(chat.Answers["machines"].Value).Values));
        Assert.Equal(text, chat.Answers["machines"].Raw);
        Assert.DoesNotContain("turn.unknown_words", chat.Keys);
    }

    [Fact]
    public void A_short_name_is_only_a_part_of_a_longer_one_that_is_unknown()
    {
        var chat = RegistrationTests.Upto("machines").Say("bubut, las argon");
        Assert.Equal(["las argon"], Assert.IsType<SlotValue.Terms>(chat.Answers["machines"].Value).Unmatched);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("region")]
    [InlineData("workers")]
    [InlineData("certificates")]
    public void A_legal_form_said_again_is_no_wrong_answer(string at)
    {
        var chat = RegistrationTests.Upto("firm").Say("CV Maju Logam");
        foreach (var (slot, text) in new[] { ("phone", "081234567890"), ("nib", "lewati"), ("region", "kab tegal"), ("sector", "otomotif"), ("founded", "2012"), ("workers", "12") })
        {
            if (chat.Asked != at && chat.Asked == slot) chat.Say(text);
        }

        chat.Say("CV");
        Assert.Equal("turn.same", chat.Keys[0]);
        Assert.Equal(at, chat.Asked);
        Assert.Equal(0, chat.State.Asked!.Attempts);
        Assert.Equal("turn.changed", chat.Say("PT").Keys[0]);
        Assert.Equal("pt", chat.Value("legal_form"));
    }
}
