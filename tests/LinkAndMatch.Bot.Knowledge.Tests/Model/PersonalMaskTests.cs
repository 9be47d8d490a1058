using LinkAndMatch.Bot.Conversation.Masking;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class PersonalMaskTests
{
    [Theory]
    [InlineData("nomor saya 0812-3456-7890 ya", "0812", "7890")]
    [InlineData("hubungi +62 812 3456 7890 / 0283 351234", "3456", "351234")]
    [InlineData("NIB 1234567890123 punya bengkel", "1234567890123")]
    [InlineData("nib saya 1234 5678 9012 3", "5678")]
    [InlineData("npwp 12.345.678.9-501.000", "345.678", "501")]
    [InlineData("NIK 3328010101900001", "3328010101900001")]
    [InlineData("email budi.santoso@gmail.com atau Budi@yahoo.co.id", "budi", "yahoo")]
    [InlineData("saya pak budi dari tegal mau daftar", "budi")]
    [InlineData("Saya Pak Budi Santoso dari Tegal", "Budi", "Santoso")]
    [InlineData("nama saya siti nurjanah, punya bengkel", "siti", "nurjanah")]
    [InlineData("Nama: Wahyu Hidayat", "Wahyu", "Hidayat")]
    [InlineData("pemiliknya adalah Slamet Riyadi", "Slamet", "Riyadi")]
    [InlineData("my name is John Tan and I make brackets", "John", "Tan")]
    [InlineData("I'm Dewi from Tegal", "Dewi")]
    [InlineData("jenengku Karsono", "Karsono")]
    [InlineData("atas nama H. Abdul Rahman", "Abdul", "Rahman")]
    [InlineData("bengkel di Jl. Raya Talang No. 12, Tegal", "Raya Talang", "12")]
    [InlineData("desa pesarean rt 03 rw 05", "03", "05")]
    [InlineData("rumah saya di jalan melati dekat pasar", "melati")]
    [InlineData("kirim ke jalan garuda 17 ya", "garuda")]
    [InlineData("wa.me/6281234567890 dan @bengkel_jaya", "628123", "bengkel_jaya")]
    [InlineData("token 123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw", "AAHdq")]
    public void What_says_who_somebody_is_is_replaced_and_put_back(string text, params string[] gone)
    {
        var masked = PersonalMask.Mask(text, []);
        Assert.All(gone, g => Assert.DoesNotContain(g, masked.Text, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(text, masked.Restore(masked.Text));
    }

    [Theory]
    [InlineData("apa syarat ikut program link and match?")]
    [InlineData("press plat spcc 1,2 mili sama las co2, sebulan 25 ribu biji")]
    [InlineData("karyawan 12 orang, berdiri tahun 2015, omzet Rp 25.000.000")]
    [InlineData("saya mau tanya pak, bayar ga?")]
    [InlineData("usaha saya CV Logam Jaya bikin knalpot")]
    [InlineData("kerja sama dengan Astra Otoparts bagaimana")]
    [InlineData("programnya masih jalan terus tahun depan?")]
    [InlineData("kiye carane ndaftar piye mas")]
    public void What_is_asked_stays_as_it_is(string text) => Assert.Equal(text, PersonalMask.Mask(text, []).Text);

    [Fact]
    public void What_is_stored_is_replaced_wherever_it_stands_as_a_word()
    {
        var masked = PersonalMask.Mask("Bagas di sini, CV SUMBER  LOGAM. bagasi mobil dan Bagas.", ["Bagas", "CV Sumber", "xy"]);
        Assert.DoesNotContain("Bagas ", masked.Text, StringComparison.Ordinal);
        Assert.Contains("bagasi", masked.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("CV SUMBER", masked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_word_gets_the_same_mark_and_a_typed_mark_stands_for_nothing()
    {
        var masked = PersonalMask.Mask("0812 3456 7890 lalu 0812 3456 7890 dan [PHONE_1]", []);
        Assert.Equal("[PHONE_1] lalu [PHONE_1] dan  ", masked.Text.Replace("  ", " ", StringComparison.Ordinal) + " ");
        Assert.Single(masked.Marks);
    }
}
