using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>Each row of the table of changes to a dialog that conversations are in the middle of.</summary>
public class VersioningTests
{
    private static TurnRunner Release(Func<FormDialog, FormDialog> change)
    {
        var forms = new Dictionary<string, FormDialog>(Chat.Shipped.Forms);
        forms["register"] = change(forms["register"]);
        return new TurnRunner(Chat.Shipped with { Forms = forms }, Chat.Data);
    }

    private static FormDialog Next(FormDialog form, params Slot[] slots) =>
        form with { Version = form.Version + 1, Fingerprint = "next", Slots = slots.Length > 0 ? slots : form.Slots };

    private static Slot[] With(FormDialog form, string name, Func<Slot, Slot> change) => [.. form.Slots.Select(s => s.Name == name ? change(s) with { Fingerprint = s.Fingerprint + "'" } : s)];

    [Fact]
    public void Other_words_change_nothing_and_old_buttons_stay_good()
    {
        var chat = RegistrationTests.Upto("legal_form");
        var button = chat.Choices.First(c => c.Data.EndsWith(":cv", StringComparison.Ordinal)).Data;
        chat.Deploy(new TurnRunner(Chat.Shipped, Chat.Data)).Tap(button);
        Assert.Equal("cv", chat.Value("legal_form"));
    }

    [Fact]
    public void A_slot_that_was_added_is_asked_even_when_the_person_is_at_the_review()
    {
        var older = Release(f => f with { Version = 0, Fingerprint = "older", Slots = [.. f.Slots.Where(s => s.Name != "workers")] });
        var chat = new Chat(older).Say("/daftar");
        foreach (var text in new[] { "setuju", "Budi Santoso", "Maju Logam", "CV", "081234567890", "lewati", "kab tegal", "otomotif", "2015", "belum punya", "lewati", "pesanan" }) chat.After(TimeSpan.FromMinutes(1)).Say(text);
        Assert.Equal("review", chat.Asked);
        var send = chat.Choices.First(c => c.Data.EndsWith(":submit", StringComparison.Ordinal)).Data;
        chat.Deploy(new TurnRunner(Chat.Shipped, Chat.Data)).Tap(send);
        Assert.Equal("workers", chat.Asked);
        Assert.Empty(chat.Acted);
        chat.Say("7");
        Assert.Equal("review", chat.Asked);
        Assert.Equal(1, chat.State.Form!.Version);
    }

    [Fact]
    public void A_removed_slot_is_parked_not_submitted_and_dropped_when_its_time_is_over()
    {
        var chat = RegistrationTests.Upto("").Deploy(Release(f => Next(f, [.. f.Slots.Where(s => s.Name != "workers")])));
        chat.Say("ulangi");
        Assert.True(chat.State.Form!.Parked.ContainsKey("workers"));
        Assert.False(chat.Answers.ContainsKey("workers"));
        chat.TapLabelled("Kirim");
        Assert.False(chat.Acted[0].Answers.Has("workers"));
    }

    [Fact]
    public void A_parked_answer_of_a_removed_slot_is_purged_at_expiry()
    {
        var chat = RegistrationTests.Upto("").Deploy(Release(f => Next(f, [.. f.Slots.Where(s => s.Name != "workers")])));
        chat.Say("ulangi").After(TimeSpan.FromHours(80)).Happens("form.expire");
        Assert.Empty(chat.State.Form!.Parked);
        Assert.NotEmpty(chat.Answers);
    }

    [Fact]
    public void A_renamed_slot_keeps_its_value()
    {
        var chat = RegistrationTests.Upto("workers");
        var frame = chat.State.Form!;
        chat.State = chat.State with
        {
            Form = frame with
            {
                Version = 0,
                Fingerprint = "older",
                Answers = frame.Answers.ToDictionary(a => a.Key == "firm" ? "nama" : a.Key, a => a.Value),
                Order = [.. frame.Order.Select(o => o == "firm" ? "nama" : o)],
            },
        };
        chat.Deploy(Release(f => f with { Migrations = [new Migration(0, new Dictionary<string, string> { ["nama"] = "firm" }, [], false)] })).Say("12");
        Assert.Equal("Maju Logam", chat.Value("firm"));
        Assert.Equal("certificates", chat.Asked);
    }

    [Fact]
    public void A_dropped_slot_is_gone()
    {
        var chat = RegistrationTests.Upto("workers");
        var frame = chat.State.Form!;
        chat.State = chat.State with { Form = frame with { Version = 0, Fingerprint = "older", Answers = new Dictionary<string, Answer>(frame.Answers) { ["fax"] = frame.Answers["firm"] }, Order = [.. frame.Order, "fax"] } };
        chat.Deploy(Release(f => f with { Migrations = [new Migration(0, new Dictionary<string, string>(), ["fax"], false)] })).Say("12");
        Assert.False(chat.Answers.ContainsKey("fax"));
        Assert.False(chat.State.Form!.Parked.ContainsKey("fax"));
    }

    [Fact]
    public void A_tighter_rule_asks_again_only_what_breaks_it()
    {
        var chat = RegistrationTests.Upto("help").Deploy(Release(f => Next(f, With(f, "workers", s => s with { Range = (1, 10) }))));
        chat.Say("pesanan");
        Assert.Contains("turn.rules_changed", chat.Keys);
        Assert.Equal("workers", chat.Asked);
        Assert.Equal("Maju Logam", chat.Value("firm"));
    }

    [Fact]
    public void A_kept_answer_that_still_holds_is_not_asked_again()
    {
        var chat = RegistrationTests.Upto("help").Deploy(Release(f => Next(f, With(f, "workers", s => s with { Range = (1, 30) }))));
        chat.Say("pesanan");
        Assert.Equal("review", chat.Asked);
        Assert.Equal("25", chat.Value("workers"));
    }

    [Fact]
    public void Another_type_reads_what_was_typed_again()
    {
        var chat = RegistrationTests.Upto("help").Deploy(Release(f => Next(f, With(f, "workers", s => s with { Type = SlotType.Text, Range = null, Length = (1, 40) }))));
        chat.Say("pesanan");
        Assert.Equal("review", chat.Asked);
        Assert.Equal("dua puluh lima", chat.Value("workers"));
    }

    [Fact]
    public void A_choice_that_was_removed_is_asked_again()
    {
        var chat = RegistrationTests.Upto("").Deploy(Release(f => Next(f, With(f, "help", s => s with { Add = ["training", "finance"] }))));
        chat.Say("ulangi");
        Assert.Contains("turn.rules_changed", chat.Keys);
        Assert.Equal("help", chat.Asked);
    }

    [Fact]
    public void A_changed_meaning_asks_all_again_with_the_old_values_on_buttons()
    {
        var chat = RegistrationTests.Upto("workers").Deploy(Release(f => Next(f) with { Migrations = [new Migration(f.Version, new Dictionary<string, string>(), [], true)] }));
        chat.Say("ulangi");
        Assert.Equal("consent", chat.Asked);
        Assert.Empty(chat.Answers);
        chat.Say("setuju");
        Assert.Contains(chat.Choices, c => c.Label == "Budi Santoso");
        chat.TapLabelled("Budi Santoso");
        Assert.Equal("Budi Santoso", chat.Value("owner"));
    }

    [Fact]
    public void A_deleted_dialog_ends_politely()
    {
        var forms = new Dictionary<string, FormDialog>(Chat.Shipped.Forms);
        forms.Remove("register");
        var menus = Chat.Shipped.Menus;
        var chat = RegistrationTests.Upto("workers").Deploy(new TurnRunner(Chat.Shipped with { Forms = forms, Menus = new Dictionary<string, MenuDialog> { ["main"] = menus["main"] with { Items = [.. menus["main"].Items.Where(i => i.Target is not MenuTarget.Dialog)] } }, Retired = new HashSet<string> { "register" } }, Chat.Data));
        chat.Say("12");
        Assert.Equal("turn.retired", chat.Keys[0]);
        Assert.Null(chat.State.Form);
    }

    [Fact]
    public void A_roll_back_holds_a_form_of_a_newer_release_and_still_answers_questions()
    {
        var newer = Release(f => Next(f));
        var chat = new Chat(newer).Say("/daftar").Say("setuju").Say("Budi");
        var before = System.Text.Json.JsonSerializer.Serialize(chat.State.Form, ConversationJson.Default.DialogFrame);
        chat.Deploy(new TurnRunner(Chat.Shipped, Chat.Data)).Say("Maju Logam");
        Assert.Equal("turn.updating", chat.LastKey);
        Assert.Equal(before, System.Text.Json.JsonSerializer.Serialize(chat.State.Form, ConversationJson.Default.DialogFrame));
        chat.Say("apakah gratis?");
        Assert.Equal("faq.program-biaya", chat.Keys[0]);
        chat.Deploy(newer).Say("Maju Logam");
        Assert.Equal("Maju Logam", chat.Value("firm"));
    }

    [Fact]
    public void A_state_of_a_newer_shape_is_left_alone()
    {
        var chat = new Chat { State = new ConversationState { Schema = ConversationState.CurrentSchema + 1 } };
        chat.Say("halo");
        Assert.Equal(["turn.updating"], chat.Keys);
        Assert.Equal(ConversationState.CurrentSchema + 1, chat.State.Schema);
    }

    [Fact]
    public void A_review_of_the_older_definition_is_shown_again_before_it_is_sent()
    {
        var chat = RegistrationTests.Upto("");
        var send = chat.Choices.First(c => c.Data.EndsWith(":submit", StringComparison.Ordinal)).Data;
        chat.Deploy(Release(f => Next(f))).Tap(send);
        Assert.Empty(chat.Acted);
        Assert.Equal("turn.review.again", chat.Keys[0]);
        chat.TapLabelled("Kirim");
        Assert.Single(chat.Acted);
    }

    [Fact]
    public void A_form_on_the_stack_is_carried_over_when_it_is_taken_up()
    {
        var chat = RegistrationTests.Upto("help").Say("/bahasa").Deploy(Release(f => Next(f, With(f, "workers", s => s with { Range = (1, 10) })))).Say("Bahasa Indonesia").Say("ya");
        Assert.Contains("turn.rules_changed", chat.Keys);
        Assert.Equal("workers", chat.Asked);
    }
}
