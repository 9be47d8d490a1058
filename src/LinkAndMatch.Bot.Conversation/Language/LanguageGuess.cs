using System.Collections.Frozen;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Language;

/// <summary>Guesses the language of a message from its small words.</summary>
public static class LanguageGuess
{
    private static readonly FrozenSet<string> s_english = Set(
        "the is are was do does did how what where when why who which can could would should i you we my your our to of and for from in on at with not it this that have has need want please thanks thank hello hi register company product about help change requirements cost much many there any if they a an be will yes good morning");

    private static readonly FrozenSet<string> s_javanese = Set(
        "kepriwe kepriben priben pimen primen piye kepiye pripun kiye kuwe kae iki kuwi niki niku inyong nyong enyong kula kulo sampeyan njenengan panjenengan koen kowen sing ingkang ora mboten dudu durung dereng wis uwis sampun arep ameh gelem iso saged bae wae mawon karo kalih nggo kanggo kangge nang neng ning maring sangka saka saking nduwe gadhah duwe njaluk nyuwun takon tanglet melu ndaftar mbayar carane regane hargane apane usahane bengkele pira piro pinten ngapa ngopo sapa sopo sinten kapan ndi endi nangendi ngendi laka ana ono yen nek menawa angger monggo mangga suwun nuwun matur nggih inggih pan gawe nggawe nyambut damel cilik gedhe larang murah temen nemen pisan kudu perlune olih oleh ben soale syarate dadi kok lah yo iyo opo apa");

    private static readonly FrozenSet<string> s_indonesian = Set(
        "yang dan di ke dari untuk dengan tidak ada apa saya kami kita anda bisa bagaimana berapa ini itu juga sudah belum akan atau kalau jika karena pada dalam harus mau usaha daftar syarat cara adalah saja lagi boleh perlu gimana gak ga nggak yg utk dgn dr klo kalo aja gmn brp bs tdk sy pak bu min mas jadi apakah kenapa kapan siapa dimana sebulan bulan ribu juta produk perusahaan bikin punya nya dong sih ya iya halo selamat pagi siang sore terima kasih mohon tolong");

    /// <summary>"id", "en" or "jv"; "id" when the words tell nothing.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text).Text;
        var (english, javanese, indonesian) = (0, 0, 0);
        foreach (var word in Words.Of(folded))
        {
            var letters = word.In(folded);
            if (Has(s_english, letters)) english += 2;
            // Words that both languages have ("apa", "kok") tell Javanese only beside others.
            if (Has(s_javanese, letters)) javanese += Has(s_indonesian, letters) || letters is "apa" or "kok" or "lah" or "murah" or "kapan" or "dadi" or "pan" or "yo" ? 1 : 2;
            if (Has(s_indonesian, letters)) indonesian += letters.Length > 1 ? 2 : 0;
        }

        if (english > indonesian && english > javanese) return "en";
        return javanese > indonesian && javanese >= 2 ? "jv" : "id";
    }

    private static bool Has(FrozenSet<string> set, ReadOnlySpan<char> word) => set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet();
}
