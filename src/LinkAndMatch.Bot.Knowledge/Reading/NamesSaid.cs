using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>Names of persons, firms and industries, as typed, by the words that introduce them.</summary>
internal static partial class NamesSaid
{
    private const int MostWords = 5;

    private static readonly FrozenSet<string> s_honorifics = Set("pak bu bapak ibu mas mbak mba haji hj h kang lik om tante bang kak mr mrs ms sdr sdri ust ustadz cak yu mbok");

    // What ends a name, and what is no name.
    private static readonly FrozenSet<string> s_ends = Set(
        "di dari ke mau ingin pengen pengin pgn bikin buat membuat memproduksi produksi gawe nggawe karyawan karyawane karyawannya pekerja pekerjane pegawai tenaga nib npwp wa hp no nomor nomer telp telepon email alamat lokasi "
        + "sangka saka saking nang neng ning arep ameh pan bade badhe mbade yang yg sing untuk utk nggo kanggo punya duwe nduwe siap sudah udah sdh wis belum blm saya sy kami kita aku nyong inyong kulo gue gw in from and with employees "
        + "i we my our want would like owner pemilik umur usia asal mohon tolong minta ada adalah ini itu nya ne bisa bs dan karo lan atau usaha usahane usahanya bengkele bergerak bidang sektor kota kab kabupaten kec kecamatan desa provinsi "
        + "gak ga nggak tidak ora dong donk ya min admin kak dengan dgn sama kepada maring for to the a an at is are ikut daftar ndaftar mendaftar mendaftarkan registrasi gabung register melu berminat tertarik jual nawarin menawarkan suplai "
        + "nyuplai memasok supply barang produk komponen lagi juga jg sih deh boleh kalau klo kalo apa berapa gimana bagaimana kapan siapa dimana mana kenapa terus trus lalu perorangan pribadi tanpa cuma hanya baru lama besar kecil akan "
        + "sebagai selaku direktur ketua sendiri sendirian harus kudu gede gedhe otomotif motor mobil kontak hubungi setuju kerja jawaban kabar yg2 soal tentang masih sekarang iki kuwe kiye niki punten nembe jawa barat tengah timur");

    private static readonly FrozenSet<string> s_noName = Set("tanya nanya lihat cek tahu tau bingung butuh perlu cari nyari mengisi isi setuju tidak terima kasih rasa kira juga sedang lagi bukan not looking here interested agree lost an a owner pake pakai tertarik minat berminat orang petani tukang pengrajin perajin kepsek guru pemula cape capek kesal jasa sering selalu takut khawatir ditolak dapat lupa salah");

    /// <summary>The legal form and the name of a firm that is the writer's own, as far as the words tell.</summary>
    public static IEnumerable<FirmSaid> Firms(string text)
    {
        foreach (Match match in LegalForm().Matches(text))
        {
            var form = FormKey(match.Groups["form"].Value);
            var name = ReadName(text, match.Index + match.Length, firm: true);
            yield return new FirmSaid(form, name, match.Index, TextAround.WordBefore(text, match.Index), match.Groups["own"].Success);
        }

        foreach (Match match in FirmName().Matches(text))
        {
            if (LegalForm().Match(text, match.Index + match.Length) is { Success: true } form && form.Index == match.Index + match.Length) continue;
            if (ReadName(text, match.Index + match.Length, firm: true) is { } name) yield return new FirmSaid(null, name, match.Index, "", true);
        }
    }

    /// <summary>The writer's name.</summary>
    public static Found<string>? Person(string text)
    {
        foreach (Match match in OwnName().Matches(text))
        {
            // "bengkel saya di Klaten namanya Sumber Rejeki".
            if (ItsName().IsMatch(match.Value) && FirmBefore().IsMatch(text[..match.Index])) continue;
            if (ReadName(text, match.Index + match.Length, firm: false) is { } name) return name;
        }

        foreach (Match match in IAm().Matches(text))
        {
            var titled = match.Groups["title"].Success;
            // "produk saya velg".
            if (TextAround.WordBefore(text, match.Index) is "produk" or "barang" or "komponen" or "mesin" or "bahan") continue;
            if (ReadName(text, match.Index + match.Length, firm: false) is not { } name) continue;
            var first = TextAround.WordAfter(text, name.Start);
            if (s_noName.Contains(first) || LegalForm().IsMatch(name.Value + " x")) continue;
            var after = TextAround.WordAfter(text, name.End);
            var comma = name.End < text.Length && text[name.End] == ',';
            if (titled || char.IsUpper(name.Value[0]) || after is "dari" or "sangka" or "saking" or "saka" or "from" or "pemilik" or "owner" || (comma && match.Index < 12)) return name;
        }

        return null;
    }

    /// <summary>The industry that is to be reached or that is asked after.</summary>
    public static Found<string>? Target(string text, bool ofStatus, IReadOnlyCollection<string> industries)
    {
        foreach (var firm in Firms(text))
        {
            if (firm.Name is { } name && !firm.IsOwn(ofStatus)) return name;
        }

        foreach (var industry in industries)
        {
            if (text.IndexOf(industry, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) return new Found<string>(text.Substring(at, industry.Length), at, industry.Length);
        }

        foreach (Match match in Towards().Matches(text))
        {
            if (match.Value.StartsWith("dari", StringComparison.OrdinalIgnoreCase) && !ofStatus) continue;
            if (ReadName(text, match.Index + match.Length, firm: true) is not { } name) continue;
            if (name.Value.Length > 3 && (char.IsUpper(name.Value[0]) || IsKnown(name.Value) || name.Value.StartsWith("contoh ", StringComparison.Ordinal)) && !IsRegionWord(name.Value)) return name;
        }

        return null;

        // "kenalin ke kubota dong": the first word of a known name is enough.
        bool IsKnown(string name) => industries.Any(i => i.Split(' ')[0] is { Length: > 4 } first && string.Equals(name.Split(' ')[0], first, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a name from a place on: capitalised words as long as they are, else plain words up to one that ends a name.</summary>
    private static Found<string>? ReadName(string text, int at, bool firm)
    {
        var start = SkipBlanks(text, at);
        if (!firm)
        {
            while (s_honorifics.Contains(TextAround.WordAfter(text, start)) && start < text.Length && char.IsLetter(text[start]))
            {
                start = SkipBlanks(text, start + TextAround.WordAfter(text, start).Length, dots: true);
            }
        }

        if (start >= text.Length || !char.IsLetter(text[start])) return null;
        var capital = char.IsUpper(text[start]);
        var (end, words) = (start, 0);
        for (var i = start; i < text.Length && words < MostWords;)
        {
            var wordEnd = i;
            while (wordEnd < text.Length && (char.IsLetterOrDigit(text[wordEnd]) || text[wordEnd] is '&' or '-' or '\'')) wordEnd++;
            if (wordEnd == i) break;
            var word = text[i..wordEnd];
            if (s_ends.Contains(word.ToLowerInvariant()) && !(firm && words > 0 && char.IsUpper(word[0]) && capital)) break;
            if (capital && words > 0 && !char.IsUpper(word[0]) && !char.IsAsciiDigit(word[0])) break;
            if (words == 0 && char.IsAsciiDigit(word[0])) break;
            if (words > 0 && char.IsAsciiDigit(word[0]) && !firm) break;
            (end, words) = (wordEnd, words + 1);
            if (wordEnd >= text.Length || text[wordEnd] != ' ') break;
            i = wordEnd + 1;
        }

        return words == 0 || end - start < 2 ? null : new Found<string>(text[start..end], start, end - start);
    }

    private static bool IsRegionWord(string name) => name.StartsWith("Kab", StringComparison.Ordinal) || name.StartsWith("Kota", StringComparison.Ordinal) || name is "Link" or "Telegram" or "Kemenperin" || name.StartsWith("Link and", StringComparison.Ordinal);

    private static int SkipBlanks(string text, int at, bool dots = false)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || text[at] is ':' or '=' or '"' or '*' || (dots && text[at] == '.'))) at++;
        return at;
    }

    private static string FormKey(string form) => form.ToLowerInvariant().TrimEnd('.') switch
    {
        "pt" => "pt",
        "cv" => "cv",
        "ud" or "pd" => "ud",
        "fa" or "firma" => "firma",
        "koperasi" or "kop" => "koperasi",
        var other => throw new ArgumentOutOfRangeException(nameof(form), other, "Expected one of the legal forms of the pattern."),
    };

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();

    [GeneratedRegex(@"(?<![\p{L}\d])(?<form>PT|CV|UD|PD|Fa|firma|koperasi|kop)\b\.?\s*(?<own>(?:saya|kami|ku)\b)?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LegalForm();

    [GeneratedRegex(@"(?:\b(?:nama|aran|jeneng|asma)\s+(?:usaha|perusahaan|bengkel|firma|toko|pabrik)(?:nya|ku|ne|e)?(?:\s+(?:saya|sy|kami|adalah|yaitu))*|\b(?:usaha|bengkel)(?:nya|ku|ne|e)?(?:\s+(?:saya|sy|kami|suami|istri|keluarga|bapak))?,?\s+(?:ber|di)?nama(?:nya|i)?|^\s*usaha\s*:|\n\s*usaha\s*:|\b(?:usahane|bengkele)\s+(?:aran|jenenge?|asmane)|\b(?:usaha|bengkel|pabrik|perusahaan|workshop)\b(?:(?!pemilik|owner|pimpinan)[^.;:\n]){1,40}?\bnama(?:nya|ne)|\busaha\s+(?:saya|kami)\s+(?-i:(?=[A-Z][a-z]))|\b(?:usaha|bengkel|workshop|pabrik)\s+(?-i:(?:las|bubut|cor|logam|knalpot)\s+)?(?-i:(?=[A-Z][a-z]))|\bcompany\s+(?:name\s+is|is\s+called)|\bcalled)\s*[:=]?\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirmName();

    [GeneratedRegex(@"(?:\b(?:nama|nm|jeneng|asma|asmo|aran)(?:ku|ne|e|nya)?(?:\s+(?:saya|sy|aku|kulo|nyong|inyong|lengkap|pemilik|owner|kami))*(?!\s+(?:usaha|perusahaan|bengkel|barang|produk|pt|cv|ud|firma|toko))\s*[:=]?\s+|\bnama\s*:\s*|\batas\s+nama\s+|\ba\.?n\.?\s+|\bmy\s+name\s+is\s+|\bjenengku\s+|\b(?:pemilik|owner|pimpinan)(?:nya|e)?\s*[:=]?\s+(?-i:(?=[A-Z][a-z]))|^\W*dengan\s+(?=(?:pak|bu|bapak|ibu|mas|mbak)\s))(?!(?:usaha|perusahaan|bengkel|barang|produk|pt|cv|ud)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnName();

    [GeneratedRegex(@"\b(?:saya|sy|aku|kulo|kula|nyong|inyong|i\s+am|i'm|this\s+is|perkenalkan)\s+(?<title>(?:pak|bu|bapak|ibu|mas|mbak|haji|hj|h)\b\.?\s+)?(?=\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IAm();

    [GeneratedRegex(@"^\s*nama(?:nya|ne)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ItsName();

    [GeneratedRegex(@"\b(?:usaha|bengkel|pabrik|perusahaan|workshop)(?:nya|ku|ne|e)?\b(?:(?!pemilik|owner|pimpinan)[^.;:\n])*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirmBefore();

    [GeneratedRegex(@"\b(?:ke|kepada|maring|sama|dengan|dgn|karo|kaliyan|untuk|to|with|from|dari|by)\s+(?:pabrik\s+|perusahaan\s+|industri\s+)?(?=\p{L})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Towards();
}

/// <param name="Form">Key of the legal form; null when only the name was said.</param>
/// <param name="Before">The word before it.</param>
/// <param name="Own">Whether it is said to be the writer's.</param>
internal sealed record FirmSaid(string? Form, Found<string>? Name, int Start, string Before, bool Own)
{
    /// <summary>Whether the writer's own is meant where another could be. "dari PT ..." is where one comes from, but in a question about answers whom they are from.</summary>
    public bool IsOwn(bool ofStatus) => Own || Before is "saya" or "kami" or "usaha" or "sy" or "kula" or "nyong" || (!ofStatus && Before is "dari" or "from" or "saking" or "sangka");
}
