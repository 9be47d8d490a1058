using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Reading;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests;

public class UnderstandingTests
{
    private static readonly Lazy<Understanding> s_understanding = new(() =>
    {
        var data = LanguageData.Load(Path.Combine(FaqFolder.Dialogs, "data"));
        return new Understanding(new AnswerFinder([new FaqFiles(Path.Combine(FaqFolder.Dialogs, "faq"))], data.Normaliser, FaqFolder.Dialogs), data, FaqFolder.Dialogs);
    });

    [Fact]
    public void A_registration_in_one_breath_gives_all_that_was_said()
    {
        var read = Read("saya pak budi dari tegal mau daftar, usaha saya CV Logam Jaya bikin knalpot, karyawan 12");

        Assert.Equal("register", read.Intent);
        Assert.Equal("dialog", read.Decision);
        Assert.Equal("budi", read.Slots["person"]);
        Assert.Equal("tegal", read.Slots["region"]);
        Assert.Equal("cv", read.Slots["legal_form"]);
        Assert.Equal("Logam Jaya", read.Slots["firm"]);
        Assert.Equal("exhaust", read.Slots["component"]);
        Assert.Equal(12, read.Slots["workers"]);
    }

    [Theory]
    [InlineData("mau daftar, bengkel saya di Ceper Klaten namanya Sumber Rejeki", "firm=Sumber Rejeki", "person=")]
    [InlineData("mau daftar, nama saya Wahyu Hidayat, usaha Logam Makmur", "firm=Logam Makmur", "person=Wahyu Hidayat")]
    [InlineData("mau daftar, alamat desa Lemahduwur kecamatan Adiwerna kabupaten Tegal", "region=kabupaten Tegal", "district=Adiwerna")]
    [InlineData("daftar min, nama pt nya PT Karya Bersama, di cikarang", "firm=Karya Bersama", "region=cikarang")]
    [InlineData("mau daftar, usaha saya perorangan belum ada CV nya", "legal_form=perorangan", "firm=")]
    [InlineData("produk saya velg, mau ditawarkan ke PT Astra Otoparts", "person=", "target=Astra Otoparts")]
    [InlineData("mau daftarkan usaha istri saya, namanya Konveksi Melati, di Tasikmalaya", "firm=Konveksi Melati", "person=")]
    [InlineData("tolong daftarkan CV. Baja Prima, pemilik Hendra Wijaya", "firm=Baja Prima", "person=Hendra Wijaya")]
    [InlineData("mau daftar, cv ratna jaya, kab. bantul", "region=kab. bantul", "component=")]
    [InlineData("tolong kenalin ke kubota dong", "target=kubota")]
    public void Names_and_places_are_those_that_the_words_before_them_say(string text, params string[] said)
    {
        var slots = Read(text).Slots;
        foreach (var slot in said)
        {
            var (name, value) = (slot[..slot.IndexOf('=', StringComparison.Ordinal)], slot[(slot.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(value, slots.GetValueOrDefault(name, "") as string);
        }
    }

    [Fact]
    public void Work_stuff_and_capacity_come_in_any_order()
    {
        var read = Read("press plat spcc 1,2 mili sama las co2, sebulan 25 ribu biji");

        Assert.Equal("describe-product", read.Intent);
        Assert.Equal(["stamping", "welding_mig"], (IEnumerable<string>)read.Slots["process"]);
        Assert.Equal(["steel_sheet"], (IEnumerable<string>)read.Slots["material"]);
        var capacity = (IReadOnlyDictionary<string, object>)read.Slots["capacity"];
        Assert.Equal(25000m, capacity["qty"]);
        Assert.Equal("pcs", capacity["unit"]);
        Assert.Equal("month", capacity["per"]);
    }

    [Theory]
    [InlineData("/daftar", "register", "dialog")]
    [InlineData("/petugas", "human", "command")]
    [InlineData("tolong kenalkan saya ke PT Contoh Jaya", "request-introduction", "dialog")]
    [InlineData("pengajuan saya sudah sampai mana", "status", "command")]
    [InlineData("batal", "cancel", "command")]
    [InlineData("selamat pagi", "greeting", "chitchat")]
    [InlineData("makasih ya min", "none", "chitchat")]
    [InlineData("bodoh kamu", "none", "chitchat")]
    [InlineData("bagaimana cara membuat nib", "faq", "answer")]
    [InlineData("resep rendang", "none", "unknown")]
    public void A_message_is_told_by_what_it_wants(string text, string intent, string decision)
    {
        var read = Read(text);

        Assert.Equal(intent, read.Intent);
        Assert.Equal(decision, read.Decision);
    }

    [Fact]
    public void In_a_request_the_other_firm_is_the_target_and_the_own_one_the_firm()
    {
        var read = Read("saya dari CV Karya Contoh, minta dikenalkan ke PT Contoh Baja Raya untuk braket saya");

        Assert.Equal("request-introduction", read.Intent);
        Assert.Equal("Contoh Baja Raya", read.Slots["target"]);
        Assert.Equal("braket", read.Slots["product"]);
    }

    [Theory]
    [InlineData("kiye carane ndaftar piye", "jv")]
    [InlineData("how do I register my workshop", "en")]
    [InlineData("gimana cara daftarnya", "id")]
    public void The_language_is_told(string text, string language) => Assert.Equal(language, Read(text).Language);

    [Theory]
    [InlineData("")]
    [InlineData("😀😀")]
    [InlineData("\u200f\u200b")]
    [InlineData("a")]
    [InlineData("مرحبا")]
    public void What_says_nothing_wants_nothing(string text) => Assert.Empty(Read(text).Slots);

    [Fact]
    public async Task Every_line_gets_its_own_line_of_json()
    {
        var output = new StringWriter();

        await new UnderstandCommand(s_understanding.Value).RunAsync(new StringReader("mau daftar\nhp saya 0845 7000 1111, \"kutip\"\n"), output, TestContext.Current.CancellationToken);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal(["text", "language", "normalised", "intent", "slots", "decision", "faq"], second.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal("+6284570001111", second.RootElement.GetProperty("slots").GetProperty("phone").GetString());
        Assert.True(second.RootElement.GetProperty("faq").GetArrayLength() <= 5);
    }

    private static Understood Read(string text) => s_understanding.Value.Read(text);
}
