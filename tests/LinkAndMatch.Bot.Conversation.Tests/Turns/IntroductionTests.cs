using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>Choices of the domain: cards, pages, reasons.</summary>
public class IntroductionTests
{
    private static Chat Owner(int needs = 7, int products = 2)
    {
        var chat = new Chat();
        chat.Person["registered"] = chat.Person["known"] = true;
        chat.Items["products.mine"] = [.. Enumerable.Range(1, products).Select(i => new Item($"P{i}", new Dictionary<string, object?> { ["name"] = $"Braket {i}" }))];
        chat.Items["matches.best?product=P1"] = [.. Enumerable.Range(1, needs).Select(Need)];
        chat.Items["matches.best?product=P2"] = [Need(7), Need(8)];
        return chat;
    }

    private static Item Need(int i) => new($"N{i}", new Dictionary<string, object?> { ["title"] = $"Dudukan {i}", ["industry"] = "PT Besar", ["score"] = 90L - i, ["feasible"] = true, ["reasons_for"] = Array.Empty<object>(), ["reasons_against"] = Array.Empty<object>(), ["quantity"] = null, ["description"] = null });

    [Fact]
    public void A_need_is_chosen_from_cards_and_requested()
    {
        var chat = Owner().Say("/perkenalan");
        Assert.Equal("product", chat.Asked);
        chat.TapLabelled("Braket 1");
        Assert.Equal("need", chat.Asked);
        Assert.Equal(5, chat.Keys.Count(k => k == "matches.best.card"));
        chat.TapLabelled("Dudukan 2").Say("tanpa catatan").Say("setuju").TapLabelled("Kirim");
        var request = Assert.Single(chat.Acted);
        Assert.Equal("introductions.request", request.Name);
        Assert.Equal("P1", request.Answers.Text("product"));
        Assert.Equal("N2", request.Answers.Text("need"));
        Assert.True(request.Arguments.ContainsKey("consent.introduction.at"));
    }

    [Fact]
    public void The_list_is_paged_by_five()
    {
        var chat = Owner().Say("/perkenalan").Say("1").TapLabelled("Berikutnya");
        Assert.Equal(2, chat.Keys.Count(k => k == "matches.best.card"));
        Assert.Contains("Halaman 2 dari 2", chat.Words);
        chat.TapLabelled("Sebelumnya");
        Assert.Equal(5, chat.Keys.Count(k => k == "matches.best.card"));
    }

    [Theory]
    [InlineData("yang kedua", "N2")]
    [InlineData("3", "N3")]
    [InlineData("dudukan 4", "N4")]
    [InlineData("7", "N7")]
    public void A_need_is_picked_in_words(string text, string id)
    {
        Assert.Equal(id, Owner().Say("/perkenalan").Say("1").Say(text).Value("need"));
    }

    [Fact]
    public void Why_of_a_card_tells_its_reasons_and_keeps_the_choice_open()
    {
        var chat = Owner().Say("/perkenalan").Say("1").TapLabelled("Kenapa? (1)");
        Assert.Equal("matches.best.why", chat.Keys[0]);
        Assert.Equal("need", chat.Asked);
    }

    [Fact]
    public void Without_products_there_is_nothing_to_introduce()
    {
        var chat = Owner(products: 0).Say("/perkenalan");
        Assert.Equal("request-introduction.product.none", chat.Keys[0]);
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void Without_needs_another_product_is_asked_for()
    {
        var chat = Owner(needs: 0).Say("/perkenalan").Say("1");
        Assert.Equal("request-introduction.need.none", chat.Keys[0]);
        Assert.Equal("product", chat.Asked);
    }

    [Fact]
    public void Another_product_checks_the_need_again_and_opens_it_when_it_is_gone()
    {
        var chat = Owner().Say("/perkenalan").Say("1").Say("3").Say("ganti produk jadi Braket 2");
        Assert.Contains("turn.choose.gone", chat.Keys);
        Assert.Equal("need", chat.Asked);
    }

    [Fact]
    public void Another_product_keeps_a_need_that_is_still_there()
    {
        var chat = Owner().Say("/perkenalan").Say("1").Say("7").Say("ganti produk jadi Braket 2");
        Assert.Equal("N7", chat.Value("need"));
        Assert.Equal("note", chat.Asked);
    }

    [Fact]
    public void A_need_that_is_closed_meanwhile_is_opened_again()
    {
        var chat = Owner().Say("/perkenalan").Say("1").Say("3").Say("tanpa catatan").Say("setuju");
        chat.Actions["introductions.request"] = _ => new ActionOutcome.Refused("need_closed");
        chat.TapLabelled("Kirim");
        Assert.Equal("request-introduction.submit.need_closed", chat.Keys[0]);
        Assert.Equal("need", chat.Asked);
    }

    [Fact]
    public void A_product_button_opens_the_request_with_that_product()
    {
        var chat = Owner().Tap("a:request-introduction:P1:1");
        Assert.Equal("need", chat.Asked);
        Assert.Equal("P1", chat.Value("product"));
        chat.Say("1").Say("tanpa catatan").Say("setuju");
        Assert.Contains("Braket 1", chat.Words);
    }

    [Fact]
    public void A_refused_consent_requests_nothing()
    {
        var chat = Owner().Say("/perkenalan").Say("1").Say("1").Say("tanpa catatan").Say("tidak setuju");
        Assert.Contains("request-introduction.consent.refused", chat.Keys);
        Assert.Empty(chat.Acted);
    }
}
