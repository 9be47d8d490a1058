using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

public class ProductTests
{
    private static Chat Owner(long products = 0)
    {
        var chat = new Chat();
        chat.Person["products"] = products;
        chat.Person["registered"] = chat.Person["known"] = true;
        chat.Person["name"] = "Budi";
        chat.Person["firm"] = "Maju";
        return chat;
    }

    private static Chat Upto(string slot)
    {
        var chat = Owner().Say("tambah produk");
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
        ("name", "Braket knalpot"), ("category", "knalpot"), ("processes", "press sama las co2"), ("materials", "plat spcc"), ("tolerance", "0,1 mm"), ("capacity", "25rb pcs sebulan"), ("minimum_order", "500 pcs"), ("certificates", "belum punya"),
    ];

    private static Chat Photo(Chat chat, int count = 1) =>
        chat.Send(chat.Message(null) with { Attachments = [.. Enumerable.Range(0, count).Select(i => new Attachment(AttachmentKind.Photo, $"file{i}"))] });

    [Fact]
    public void A_product_is_described_from_name_to_review()
    {
        var chat = Upto("photos");
        Assert.Equal("photos", chat.Asked);
        Photo(chat);
        var step = Assert.Single(chat.Result.Steps);
        Assert.Equal("photos.store", step.Kind);
        Assert.Empty(chat.Result.Replies);
        chat.StepEnds(step, ("hash", "abc"));
        Assert.Equal(["turn.photo_saved"], chat.Keys);
        chat.TapLabelled("Selesai");
        Assert.Equal("review", chat.Asked);
        chat.TapLabelled("Kirim");
        var answers = chat.Acted[0].Answers;
        Assert.Equal(["stamping", "welding_mig"], answers.Keys("processes"));
        Assert.Equal(25000, answers.Quantity("capacity")!.Amount);
        Assert.Equal("month", answers.Quantity("capacity")!.Period);
        Assert.Equal(0.1m, answers.Number("tolerance"));
        Assert.Equal(["abc"], answers.Keys("photos"));
        Assert.False(answers.Has("certificates"));
    }

    [Fact]
    public void Several_products_in_a_row_are_offered()
    {
        var chat = Upto("photos").Say("tanpa foto").TapLabelled("Kirim");
        Assert.Equal(["describe-product.submit.done", "describe-product.again"], chat.Keys);
        chat.Say("ya");
        Assert.Equal("name", chat.Asked);
        Assert.Empty(chat.Answers);
    }

    [Fact]
    public void No_more_products_leads_to_the_menu()
    {
        var chat = Upto("photos").Say("tanpa foto").TapLabelled("Kirim").Say("tidak");
        Assert.Equal("menu.main.ask", chat.LastKey);
    }

    [Fact]
    public void The_product_command_shows_the_products_menu_or_begins_with_the_first_one()
    {
        Assert.Equal("menu.products.ask", Owner(products: 1).Say("/produk").LastKey);
        Assert.Equal("describe-product.name.ask", Owner().Say("/produk").LastKey);
        Assert.Equal("describe-product.start_refused", new Chat().Say("/produk").Keys[0]);
    }

    [Fact]
    public void A_capacity_without_a_period_is_asked_for_it()
    {
        var chat = Upto("capacity").Say("2 ton");
        Assert.EndsWith(".period", Assert.Single(chat.Keys), StringComparison.Ordinal);
        chat.TapLabelled("bulan");
        Assert.Equal("2 ton month", chat.Value("capacity"));
    }

    [Fact]
    public void A_bare_number_is_asked_for_its_unit_and_period()
    {
        var chat = Upto("capacity").Say("25000");
        Assert.EndsWith(".unit", Assert.Single(chat.Keys), StringComparison.Ordinal);
        chat.Tap(chat.Choices[0].Data);
        chat.TapLabelled("bulan");
        Assert.StartsWith("25000 ", chat.Value("capacity"), StringComparison.Ordinal);
        Assert.Equal("minimum_order", chat.Asked);
    }

    [Fact]
    public void Photos_of_an_album_are_counted_together_and_five_are_enough()
    {
        var chat = Upto("photos");
        Photo(chat, 7);
        var steps = chat.Result.Steps;
        Assert.Equal(5, steps.Count);
        for (var i = 0; i < 4; i++)
        {
            chat.StepEnds(steps[i], ("hash", $"h{i}"));
            Assert.Empty(chat.Result.Replies);
        }

        chat.StepEnds(steps[4], ("hash", "h4"));
        Assert.Equal("review", chat.Asked);
        Assert.Equal("h0,h1,h2,h3,h4", chat.Value("photos"));
    }

    [Fact]
    public void The_same_photo_twice_is_one_photo()
    {
        var chat = Upto("photos");
        Photo(chat, 2);
        var steps = chat.Result.Steps;
        chat.StepEnds(steps[0], ("hash", "h")).StepEnds(steps[1], ("hash", "h")).Say("selesai");
        Assert.Equal("h", chat.Value("photos"));
    }

    [Theory]
    [InlineData("too_large", "turn.photo_bad.too_large")]
    [InlineData("late", "turn.photo_bad.late")]
    [InlineData("whatever", "turn.photo_bad.failed")]
    public void A_photo_that_cannot_be_stored_is_said_and_may_be_sent_again(string error, string key)
    {
        var chat = Upto("photos");
        Photo(chat);
        chat.StepEnds(chat.Result.Steps[0], ("error", error));
        Assert.Equal([key], chat.Keys);
        Assert.Equal("photos", chat.Asked);
    }

    [Fact]
    public void A_step_that_is_not_awaited_any_more_is_passed_over()
    {
        var chat = Upto("photos");
        Photo(chat);
        var step = chat.Result.Steps[0];
        chat.Say("/batal").Say("ya").StepEnds(step, ("hash", "h"));
        Assert.Empty(chat.Result.Replies);
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void A_photo_before_its_turn_is_kept_for_its_question()
    {
        var chat = Upto("processes");
        Photo(chat);
        Assert.Equal("turn.photo_wait", chat.Keys[0]);
        Assert.Equal("processes", chat.Asked);
        chat.StepEnds(chat.Result.Steps[0], ("hash", "h"));
        Assert.Equal("h", chat.Value("photos"));
        Assert.Equal("processes", chat.Asked);
    }

    [Fact]
    public void A_stored_product_opens_at_the_review()
    {
        var chat = Owner();
        chat.Items["products.read?product=P1"] =
        [
            new Item("P1", new Dictionary<string, object?>())
            {
                Values = new Dictionary<string, SlotValue>
                {
                    ["name"] = new SlotValue.Text("Braket"),
                    ["processes"] = new SlotValue.Terms(["stamping"], []),
                    ["materials"] = new SlotValue.Terms(["spcc"], []),
                    ["capacity"] = new SlotValue.Amount(new Quantity(100, "pcs", "day")),
                },
            },
        ];
        chat.Tap("a:update-product:P1:3");
        Assert.Equal("review", chat.Asked);
        chat.Say("ganti nama jadi Braket Besar").TapLabelled("Kirim");
        var request = Assert.Single(chat.Acted);
        Assert.Equal("products.update", request.Name);
        Assert.Equal("P1", request.Arguments["product"]);
        Assert.Equal("Braket Besar", request.Answers.Text("name"));
    }

    [Fact]
    public void The_registered_owner_edits_the_firm_with_the_same_command()
    {
        var chat = Owner();
        chat.Items["firms.mine"] = [new Item("F", new Dictionary<string, object?>()) { Values = new Dictionary<string, SlotValue> { ["owner"] = new SlotValue.Text("Budi"), ["firm"] = new SlotValue.Text("Maju"), ["legal_form"] = new SlotValue.Keys(["cv"]), ["phone"] = new SlotValue.Phone(PhoneNumber.FromE164("+6281234567890")), ["region"] = new SlotValue.Text("33.28"), ["sector"] = new SlotValue.Keys(["metal"]), ["founded"] = new SlotValue.Integer(2015), ["workers"] = new SlotValue.Integer(5) } }];
        chat.Say("/daftar");
        Assert.Equal("update-firm", chat.State.Form!.Dialog);
        Assert.Equal("review", chat.Asked);
        Assert.Contains("Kabupaten Tegal", chat.Words);
    }

    [Fact]
    public void A_standing_button_of_a_list_acts_at_once()
    {
        var chat = Owner().Say("/start").Tap("a:products.withdraw:P1:3");
        Assert.Equal(("P1", "3"), (Assert.Single(chat.Acted).Subject, chat.Acted[0].Version));
    }
}
