using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

public class TextsTests
{
    [Fact]
    public void Markup_becomes_runs() =>
        Assert.Equal(
            [new TextRun("Halo "), new TextRun("Bu Siti", Bold: true), new TextRun(", lihat "), new TextRun("peta", Link: "https://example.org/a?b=1"), new TextRun(".\n• satu\n• dua")],
            Runs("Halo **Bu Siti**, lihat [peta](https://example.org/a?b=1).\n- satu\n- dua"));

    [Theory]
    [InlineData("**tebal**")]
    [InlineData("<b>tebal</b>")]
    [InlineData("{{ name }} {% if x %}")]
    [InlineData("[klik](https://jahat.example)")]
    [InlineData("- satu\n- dua")]
    [InlineData("&amp; \\ _x_ `y`")]
    public void What_a_person_typed_stays_text(string typed) =>
        Assert.Equal([new TextRun("Nama: "), new TextRun(typed, Bold: true), new TextRun(".")], Runs("Nama: **{{ name }}**.", ("name", typed)));

    [Fact]
    public void Marks_that_a_person_smuggles_in_are_lost() =>
        Assert.Equal([new TextRun("Nama: xyhttps://jahat.examplez.")], Runs("Nama: {{ name }}.", ("name", "\uE000x\uE001\uE002y\uE003https://jahat.example\uE004z")));

    [Fact]
    public void Marks_deep_inside_a_value_are_lost_as_well() =>
        Assert.Equal(
            [new TextRun("• ab\n• c")],
            Runs("{% for one in many %}\n- {{ one.name }}\n{% endfor %}", ("many", new List<object?> { new Dictionary<string, object?> { ["name"] = "a\uE000b" }, new Dictionary<string, object?> { ["name"] = "c" } })));

    [Fact]
    public void A_loop_may_span_lines_and_hold_markup() =>
        Assert.Equal(
            [new TextRun("Produk:\n• "), new TextRun("A", Bold: true), new TextRun(" satu\n• "), new TextRun("B", Bold: true), new TextRun(" dua\nSelesai")],
            Runs("Produk:\n{% for p in list %}\n- **{{ p.n }}** {{ p.t }}\n{% endfor %}\nSelesai", ("list", new List<object?> { Item("A", "satu"), Item("B", "dua") })));

    [Fact]
    public void A_link_from_a_value_must_be_a_web_address()
    {
        const string Text = "[{{ title }}]({{ link }})";
        Assert.Equal([new TextRun("a", Link: "https://x.example/")], Runs(Text, ("title", "a"), ("link", "https://x.example/")));
        Assert.Equal([new TextRun("a")], Runs(Text, ("title", "a"), ("link", "javascript:alert(1)")));
    }

    [Fact]
    public void A_value_that_is_not_given_is_a_mistake_of_ours()
    {
        var error = Assert.Throws<KeyNotFoundException>(() => Runs("Halo {{ name }}"));
        Assert.Contains("uses 'name'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_an_if_asks_for_may_be_missing()
    {
        Assert.Equal([new TextRun("Halo!")], Runs("Halo{% if name %}, {{ name }}{% endif %}!"));
        Assert.Equal([new TextRun("Halo!")], Runs("Halo{% if name %}, {{ name }}{% endif %}!", ("name", null)));
        Assert.Equal([new TextRun("Halo, Siti!")], Runs("Halo{% if name %}, {{ name }}{% endif %}!", ("name", "Siti")));
    }

    [Theory]
    [InlineData("{{ x | number }}", "id", "25.000,5")]
    [InlineData("{{ x | number }}", "en", "25,000.5")]
    [InlineData("{{ x | rupiah }}", "id", "Rp25.000,5")]
    [InlineData("{{ share | percent }}", "id", "40%")]
    [InlineData("{{ at | date }}", "id", "1 Maret 2026")]
    [InlineData("{{ at | date: \"time\" }}", "id", "1 Maret 2026 pukul 00.30 WIB")]
    [InlineData("{{ at | date: \"time\" }}", "en", "1 March 2026, 00:30 WIB")]
    [InlineData("{{ day | date }}", "id", "17 Agustus 2026")]
    [InlineData("{{ amount | quantity }}", "id", "25.000 buah per bulan")]
    [InlineData("{{ amount | quantity }}", "en", "25,000 pieces per month")]
    [InlineData("{{ keys | label: \"processes\" | join }}", "id", "Penekukan pelat, Penempaan (tempa), dan Pemolesan")]
    [InlineData("{{ two | join }}", "id", "a dan b")]
    [InlineData("{{ two | join }}", "en", "a and b")]
    [InlineData("{{ two | join: \"/\" }}", "id", "a/b")]
    [InlineData("{{ region | region }}", "id", "Kabupaten Tegal")]
    [InlineData("{{ unknown | label: \"processes\" }}", "id", "no_such_key")]
    public void Filters_say_values_in_words(string text, string language, string expected)
    {
        var texts = Texts(("t", text));
        Assert.Equal(expected, texts.Label("t", language, new Dictionary<string, object?>
        {
            ["x"] = 25_000.5m,
            ["share"] = 0.4,
            // Half past midnight in Jakarta is still the day before in UTC.
            ["at"] = new DateTimeOffset(2026, 2, 28, 17, 30, 0, TimeSpan.Zero),
            ["day"] = new DateOnly(2026, 8, 17),
            ["amount"] = new Quantity(25_000, "pcs", "month"),
            ["keys"] = new List<string> { "bending", "forging", "polishing" },
            ["two"] = new List<string> { "a", "b" },
            ["region"] = "33.28",
            ["unknown"] = "no_such_key",
        }));
    }

    [Fact]
    public void A_text_can_say_another_one_with_its_markup()
    {
        var texts = Texts(("t", "{{ reason | say: \"why\", reason.kind }}"), ("why.far", "**Jauh** dari {{ place }}"));
        var reason = new Dictionary<string, object?> { ["kind"] = "far", ["place"] = "**Tegal**" };
        Assert.Equal([new TextRun("Jauh", Bold: true), new TextRun(" dari **Tegal**")], texts.Render("t", "id", new Dictionary<string, object?> { ["reason"] = reason }).Runs);
    }

    [Fact]
    public void A_text_that_says_itself_is_stopped()
    {
        var texts = Texts(("t.x", "{{ value | say: \"t\" }}"));
        Assert.Throws<InvalidOperationException>(() => texts.Render("t.x", "id", new Dictionary<string, object?> { ["value"] = "x" }));
    }

    [Fact]
    public void Of_several_texts_the_attempt_chooses_and_the_last_one_stays()
    {
        var texts = new Texts(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> { ["t"] = new Dictionary<string, IReadOnlyList<string>> { ["id"] = ["satu", "dua"] } });
        Assert.Equal(["satu", "dua", "dua"], Enumerable.Range(0, 3).Select(i => texts.Render("t", "id", new Dictionary<string, object?>(), i).Runs[0].Text));
    }

    [Fact]
    public void English_phrases_come_with_the_Indonesian_ones()
    {
        var texts = new Texts(new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>>
        {
            ["t"] = new Dictionary<string, IReadOnlyList<string>> { ["id"] = ["batal", "stop"], ["en"] = ["cancel", "stop"] },
        });
        Assert.Equal(["cancel", "stop", "batal"], texts.Phrases("t", "en"));
        Assert.Equal(["batal", "stop"], texts.Phrases("t", "id"));
    }

    [Fact]
    public void A_plain_text_is_made_once()
    {
        var texts = Texts(("t", "Halo **semua**"));
        var nothing = new Dictionary<string, object?>();
        Assert.Same(texts.Render("t", "id", nothing).Runs, texts.Render("t", "id", nothing).Runs);
    }

    [Fact]
    public void An_unknown_key_says_so() =>
        Assert.Throws<KeyNotFoundException>(() => Texts(("t", "x")).Label("u", "id"));

    private static Dictionary<string, object?> Item(string name, string text) => new() { ["n"] = name, ["t"] = text };

    private static IReadOnlyList<TextRun> Runs(string text, params (string Name, object? Value)[] values) =>
        Texts(("t", text)).Render("t", "id", values.ToDictionary(v => v.Name, v => v.Value)).Runs;

    private static Texts Texts(params (string Key, string Words)[] words) => new(
        words.ToDictionary(w => w.Key, w => (IReadOnlyDictionary<string, IReadOnlyList<string>>)new Dictionary<string, IReadOnlyList<string>> { ["id"] = [w.Words] }),
        new TextLookups((list, key, language) => ShippedDialogs.Vocabulary.Label(list, key, language), (code, _) => code == "33.28" ? "Kabupaten Tegal" : null));
}
