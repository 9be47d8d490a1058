using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class RegistrationTests
{
    internal static Chat Upto(string slot)
    {
        var chat = new Chat().Say("/daftar");
        foreach (var (name, answer) in s_answers)
        {
            if (name == slot) return chat;
            Assert.Equal(name, chat.Asked);
            chat.Say(answer);
        }

        return chat;
    }

    private static readonly (string, string)[] s_answers =
    [
        ("consent", "setuju"), ("owner", "Budi Santoso"), ("firm", "Maju Logam"), ("legal_form", "CV"), ("phone", "0812-3456-7890"), ("nib", "0123456789012"),
        ("region", "kab tegal"), ("sector", "otomotif"), ("founded", "2015"), ("workers", "dua puluh lima"), ("certificates", "ISO 9001 dan SNI"), ("machines", "mesin pres sama bubut"), ("help", "pesanan, bahan baku"),
    ];

    [Fact]
    public void A_firm_is_registered_from_consent_to_done()
    {
        var chat = Upto("");
        Assert.Equal("review", chat.Asked);
        Assert.Equal("register.review.ask", chat.LastKey);
        chat.TapLabelled("Kirim");
        Assert.Contains("register.submit.done", chat.Keys);
        Assert.Contains("menu.main.ask", chat.Keys);
        Assert.Null(chat.State.Form);
        var request = Assert.Single(chat.Acted);
        Assert.Equal("firms.register", request.Name);
        Assert.Equal("Maju Logam", request.Answers.Text("firm"));
        Assert.Equal("0123456789012", request.Answers.Text("nib"));
        Assert.Equal("33.28", request.Answers.Text("region"));
        Assert.Equal(25, request.Answers.Integer("workers"));
        Assert.Equal("+6281234567890", request.Answers.Phone("phone")!.Value.E164);
        Assert.Equal(["orders", "raw_material"], request.Answers.Keys("help"));
    }

    [Fact]
    public void Every_turn_of_a_plain_registration_is_one_bubble()
    {
        var chat = new Chat().Say("/daftar");
        foreach (var (_, answer) in s_answers)
        {
            chat.Say(answer);
            Assert.Equal(1, chat.Bubbles);
        }
    }

    [Fact]
    public void Progress_is_told_with_each_question()
    {
        var chat = Upto("phone");
        Assert.Equal(["turn.progress", "register.phone.ask"], chat.Keys);
        Assert.Contains("5 dari 13", chat.Words);
        Assert.True(chat.Result.Replies[0].AsksForContact);
    }

    [Fact]
    public void The_review_has_a_change_button_for_each_answer()
    {
        var chat = Upto("");
        Assert.Equal(12, chat.Choices.Count(c => c.Data.Contains(":edit.", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_refused_consent_ends_the_form_and_keeps_nothing()
    {
        var chat = new Chat().Say("/daftar").Say("tidak setuju");
        Assert.Contains("register.consent.refused", chat.Keys);
        Assert.Null(chat.State.Form);
    }
}
