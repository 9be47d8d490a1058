using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

/// <summary>A text made of scraps of chat: what recognizers look for, in any order, with any sign between.</summary>
public sealed record ChatText(string Text)
{
    public override string ToString() => Text;
}

public static class ChatTexts
{
    private static readonly string[] s_scraps =
    [
        "1", "0", "12", "25", "081234567890", "+62", "62812", "1234567890123", "17/8/2026", "1.250.000", "1,5", "0,05", "25rb", "99999999999999999999999", "½", "٣",
        "ribu", "rb", "juta", "m", "dua", "puluh", "lima", "belas", "ratus", "seribu", "setengah", "rong", "sewu",
        "pcs", "ton", "sebulan", "per", "/bulan", "minggu", "hari", "besok", "senin", "depan", "tgl", "agustus", "lagi", "lalu",
        "ya", "tidak", "bukan", "tapi", "ganti", "nama", "jadi", "salah", "harusnya", "kenapa", "apa", "berapa", "gimana",
        "rp", "rupiah", "±", "toleransi", "mm", "strip", "las", "co2", "press", "kab", "kota", "tegal", "pemalang", "talang", "desa", "kec", "nib", "wa", "no", "pertama", "semua",
        "a@b.id", "\u200b", "\u202e", "\u00a0", "–", "'", "👍", "\ud83d", "\0", "\t", "ｐｔ", "é", "bangeeeet", "macem2", "syaratnya",
    ];

    private static readonly string[] s_joins = ["", " ", " ", " ", "  ", "-", ".", ",", ", ", "/", ":", "?", "\n", "(", ")", "+"];

    public static Arbitrary<ChatText> Chat() => Gen
        .Zip(Gen.Elements(s_scraps), Gen.Elements(s_joins))
        .Select(p => p.Item1 + p.Item2)
        .ListOf()
        .Select(parts => new ChatText(string.Concat(parts)))
        .ToArbitrary();
}

[Properties(Arbitrary = [typeof(ChatTexts)], MaxTest = 300, QuietOnSuccess = true)]
public sealed class RecognizerProperties
{
    [Property]
    public void Every_span_lies_inside_any_text(string? text) => SpansLieInside(text ?? "");

    [Property]
    public void Every_span_lies_inside_a_text_of_chat(ChatText chat) => SpansLieInside(chat.Text);

    [Property]
    public void No_text_makes_a_reader_fail(string? text, ChatText chat)
    {
        Recognized.ReadTheRest(text ?? "");
        Recognized.ReadTheRest(chat.Text);
    }

    [Property]
    public void A_whole_number_is_read_as_it_is_written(long number)
    {
        var value = (decimal)(number % 1_000_000_000_000);
        var found = Assert.Single(Numbers.Find(Numbers.Format(value)));
        Assert.Equal(value, found.Value);
    }

    [Property]
    public void A_number_with_decimals_is_read_as_it_is_written(int whole, byte hundredths)
    {
        var value = whole + (hundredths % 100 / 100m);
        var found = Assert.Single(Numbers.Find(Numbers.Format(value)));
        Assert.Equal(value, found.Value);
    }

    [Property]
    public void A_number_in_a_sentence_covers_only_its_own_letters(PositiveInt number)
    {
        var digits = Numbers.Format(number.Get);
        var found = Assert.Single(Numbers.Find($"kami ada {digits} karyawan."));
        Assert.Equal((9, digits.Length), (found.Start, found.Length));
    }

    [Property]
    public void A_phone_number_is_read_from_each_of_its_forms(uint seed)
    {
        var national = "8" + (seed % 9 + 1) + (seed % 100_000_000).ToString("D8", null);
        var expected = "+62" + national;
        var local = "0" + national;
        foreach (var form in (string[])[local, expected, "62" + national, $"{local[..4]} {local[4..8]} {local[8..]}", $"+62 {national[..3]}-{national[3..7]}-{national[7..]}", PhoneNumber.FromE164(expected).Display])
        {
            Assert.Equal(expected, Assert.Single(Phones.Find($"wa {form}")).Value.E164);
            Assert.True(PhoneNumber.TryParse(form, out var parsed));
            Assert.Equal(expected, parsed.E164);
        }
    }

    [Property]
    public void A_date_is_read_from_each_of_its_forms(ushort days)
    {
        var date = new DateOnly(1995, 1, 1).AddDays(days % 20_000);
        foreach (var form in (string[])[Dates.Format(date), date.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture), date.ToString("d-M-yyyy", System.Globalization.CultureInfo.InvariantCulture), date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)])
        {
            Assert.Equal(date, Assert.Single(Dates.Find(form, Recognized.Today)).Value);
        }
    }

    [Property]
    public void A_quantity_is_read_as_it_is_written(PositiveInt amount, byte unit, byte period)
    {
        var units = Recognized.Data.Vocabulary.List("units").Where(u => u.Key is not ("lusin" or "kodi" or "gross")).ToList();
        var periods = Recognized.Data.Vocabulary.List("periods");
        var quantity = new Quantity(amount.Get, units[unit % units.Count].Key, period % 5 == 4 ? null : periods[period % periods.Count].Key);
        Assert.Equal(quantity, Assert.Single(Recognized.Data.Quantities.Find(quantity.Format(Recognized.Data.Vocabulary, "id"))).Value);
        Assert.Equal(quantity, Assert.Single(Recognized.Data.Quantities.Find(quantity.Format(Recognized.Data.Vocabulary, "en"))).Value);
    }

    [Property]
    public void A_row_of_thirteen_digits_is_read_with_any_blanks_in_it(ulong seed, byte at)
    {
        var digits = "9" + (seed % 1_000_000_000_000).ToString("D12", null);
        var cut = 1 + (at % 12);
        Assert.Equal(digits, Assert.Single(Digits.Find($"{digits[..cut]} {digits[cut..]}", 13)).Value);
        Assert.Equal(digits, Assert.Single(Digits.Find($"{digits[..cut]}-{digits[cut..]}", 13)).Value);
    }

    private static void SpansLieInside(string text)
    {
        foreach (var (by, start, length) in Recognized.Spans(text))
        {
            Assert.True(start >= 0 && length > 0 && start + length <= text.Length, $"{by} found [{start}, {start + length}) in a text of {text.Length}.");
        }
    }
}
