using LinkAndMatch.Bot.Conversation.Dialogs;

namespace LinkAndMatch.Bot.Conversation.Tests.Dialogs;

public class CardTextsTests
{
    private static readonly DialogCatalog Catalog = DialogFiles.Load(ShippedDialogs.Folder, ShippedDialogs.Doors, new TextLookups(
        (list, key, language) => ShippedDialogs.Vocabulary.Label(list, key, language),
        (code, _) => code == "33.28" ? "Kabupaten Tegal" : null));

    [Fact]
    public void A_match_is_shown_with_reasons_for_and_against_in_words()
    {
        var card = Catalog.Texts.Label("matches.best.card", "id", Match);
        Assert.Equal(
            """
            Braket knalpot untuk PT Contoh
            82% cocok, perlu 20.000 buah per bulan
            ✓ Proses cocok: Stamping (pres) dan Las MIG/MAG (CO2)
            ✓ Satu kabupaten/kota dengan Kabupaten Tegal
            ✗ Kapasitas baru 40% dari kebutuhan
            """, card, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_confidential_need_is_named_by_its_kind()
    {
        var hidden = new Dictionary<string, object?>(Match) { ["title"] = null, ["industry"] = null, ["component"] = "bracket" };
        Assert.Equal("Braket", Catalog.Texts.Label("matches.best.title", "id", hidden));
        Assert.StartsWith("Kenapa Braket?", Catalog.Texts.Label("matches.best.why", "id", hidden), StringComparison.Ordinal);
    }

    [Fact]
    public void An_officer_sees_firm_product_need_reasons_and_stage()
    {
        var card = Catalog.Texts.Label("introductions.officer_card.card", "id", new Dictionary<string, object?>(Match)
        {
            ["firm"] = "CV Maju",
            ["firm_code"] = "LM-1",
            ["firm_region"] = "33.28",
            ["product"] = "Braket",
            ["stage"] = "requested",
            ["note"] = "siap <b>kirim</b>",
            ["officer"] = null,
            ["end_reason"] = null,
        });
        Assert.Equal(
            """
            Permintaan perkenalan
            CV Maju (LM-1), Kabupaten Tegal
            Produk: Braket
            Kebutuhan: Braket knalpot (PT Contoh)
            Kecocokan: 82%
            ✓ Proses cocok: Stamping (pres) dan Las MIG/MAG (CO2)
            ✓ Satu kabupaten/kota dengan Kabupaten Tegal
            ✗ Kapasitas baru 40% dari kebutuhan
            Catatan: siap <b>kirim</b>

            Tahap: diminta, menunggu diperiksa petugas
            """, card, ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void The_status_lists_products_and_introductions_with_their_stage_in_words()
    {
        var status = Catalog.Texts.Label("firms.status.done", "id", new Dictionary<string, object?>
        {
            ["result"] = new Dictionary<string, object?>
            {
                ["firm"] = new Dictionary<string, object?> { ["firm"] = "CV Maju", ["code"] = "LM-1", ["region"] = "33.28" },
                ["products"] = new List<object?> { new Dictionary<string, object?> { ["name"] = "Braket" }, new Dictionary<string, object?> { ["name"] = "Ring" } },
                ["introductions"] = new List<object?> { new Dictionary<string, object?> { ["product"] = "Braket", ["title"] = "Braket knalpot", ["stage"] = "offered" } },
                ["open_questions"] = 0L,
            },
        });
        Assert.Equal(
            """
            CV Maju (LM-1)
            Kabupaten Tegal

            Produk: 2
            • Braket
            • Ring

            Perkenalan: 1
            • Braket untuk Braket knalpot: ditawarkan, menunggu jawaban industri
            """, status, ignoreLineEndingDifferences: true);
    }

    private static Dictionary<string, object?> Match => new()
    {
        ["title"] = "Braket knalpot",
        ["industry"] = "PT Contoh",
        ["component"] = "bracket",
        ["percent"] = 82L,
        ["can_be_met"] = true,
        ["volume"] = new Dictionary<string, object?> { ["amount"] = 20_000m, ["unit"] = "pcs", ["period"] = "month" },
        ["quote_by"] = "2027-02-22",
        ["description"] = null,
        ["for"] = new List<IReadOnlyDictionary<string, object?>>
        {
            new Dictionary<string, object?> { ["kind"] = "process", ["verdict"] = "for", ["have"] = new List<string> { "stamping", "welding_mig" } },
            new Dictionary<string, object?> { ["kind"] = "nearness", ["verdict"] = "for", ["near"] = "regency", ["region"] = "33.28" },
        },
        ["against"] = new List<IReadOnlyDictionary<string, object?>> { new Dictionary<string, object?> { ["kind"] = "capacity", ["verdict"] = "against", ["percent"] = "40" } },
        ["sample"] = false,
    };
}
