using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Masking;

/// <summary>Finds where a person's name is said: behind a title ("pak Budi"), behind "nama saya", "atas nama", "my name is". Rather too much than too little.</summary>
internal static partial class PersonNames
{
    private const int LongestName = 4;

    public static IEnumerable<(int Start, int End)> Find(string text)
    {
        foreach (Match lead in Lead().Matches(text))
        {
            if (Name(text, lead.Index + lead.Length, lead.Groups["sure"].Success) is { } name) yield return name;
        }
    }

    // Behind a sure lead-in small letters are a name, too; words that are surely none end it.
    private static (int, int)? Name(string text, int at, bool sure)
    {
        var (start, end, count) = (-1, -1, 0);
        foreach (Match word in Word().Matches(text, at))
        {
            var between = text.AsSpan(end < 0 ? at : end, word.Index - (end < 0 ? at : end));
            if (count == LongestName || between.IndexOfAnyExcept(" .:=\t-'".AsSpan()) >= 0) break;
            var capital = char.IsUpper(word.Value[0]);
            if (s_no.Contains(word.Value)) break;
            if (!capital && !(sure ? count < 3 : count == 0)) break;
            // "pak budi dari": one small word behind a title, all behind "nama saya".
            if (!capital && !sure && count > 0) break;
            if (start < 0) start = word.Index;
            end = word.Index + word.Length;
            count++;
        }

        return start < 0 ? null : (start, end);
    }

    private static readonly HashSet<string> s_no = new(
        ("saya aku kami kita nyong kulo inyong mau ingin pengin pengen tanya nanya bertanya apa apakah apaan kalau kalo klo ini itu bisa boleh ada yang yg dari dr di ke dan atau tolong mohon minta untuk buat usaha "
        + "punya adalah ialah yaitu dengan pemilik owner pabrik bengkel perusahaan program daftar sudah belum tidak gak ga nggak tapi karena karyawan umur alamat nomor nomer no hp wa nib npwp email sama dong ya yah deh "
        + "bagaimana gimana kapan dimana berapa kenapa mengapa petugas admin cv pt ud pd kop koperasi produk mesin barang the a an and from i we my is am want would to at in of wants please how what when where why").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private const string Sure =
        @"(?<sure>(?:nama|jeneng|asma)(?:ku|e|ne|nya)?(?:\s*[:=]\s*|\s+)(?:(?:saya|aku|kulo|nyong|lengkap|pemilik|pemiliknya|owner|direktur|panggilan|kontak)\s+)*(?:(?:adalah|ialah|yaitu)\s+)?[:=]?\s*"
        + @"|(?:atas\s+nama|a\.n\.?|bernama|namanya|jenengku|my\s+name(?:\s+is|'s)|call\s+me|panggil(?:\s+(?:saya|aku))?|pemilik(?:nya)?(?:\s+(?:adalah|ialah|yaitu|bernama))?)\s*[:=]?\s+)";

    private const string Capital = @"(?:perkenalkan|kenalkan|saya|kulo|nyong|i\s+am|i'm|this\s+is|owner|direktur|ketua)\s*[,:]?\s+(?=\p{Lu})";

    private const string Title = @"(?:(?:pak|bapak|bpk|bu|ibu|mas|mbak|mba|kang|mbah|haji|hajah|hj|ustadz|ust|tuan|nyonya|mr|mrs|ms)\.?\s+|(?:h|ir|drs|dr|prof)\.\s*)";

    [GeneratedRegex($@"(?<!\p{{L}})(?:{Sure}|{Capital}|{Title})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\p{L}[\p{L}'’]*")]
    private static partial Regex Word();
}
