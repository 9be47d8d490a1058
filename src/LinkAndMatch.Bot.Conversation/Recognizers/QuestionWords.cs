using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>How surely a text asks something.</summary>
public enum QuestionStrength
{
    /// <summary>It does not look like a question.</summary>
    None,

    /// <summary>A word that may ask ("apa", "bisa") or a question mark alone: other signs decide.</summary>
    Weak,

    /// <summary>A question word and where a question would have it, or a question word and a question mark.</summary>
    Strong,
}

/// <summary>Tells questions from answers by their words, in Indonesian, Javanese (also of Tegal) and English.</summary>
public static partial class QuestionWords
{
    private static readonly FrozenSet<string> s_strong = (
        "berapa brp brapa brpa piro pira pinten pirang bagaimana bgmn bagemana gimana gmn gmana gimna gmna kepriwe kepriben priben priwe pimen primen piye kepiye pripun "
        + "kenapa knp knapa knpa mengapa napa ngapa ngopo kenging kapan kpn kpan dimana dmn dmana nangendi ngendi neng endi mana siapa sapa sopo sinten "
        + "apakah bisakah bolehkah haruskah adakah perlukah siapakah kapankah berapakah bagaimanakah dimanakah benarkah sudahkah "
        + "how why when where who which whose whom").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> s_weak = (
        "apa ap apaan opo napa nopo apane mana endi bisa bs boleh blh olih perlu harus wajib kudu is are can could do does what should would may will").Split(' ').ToFrozenSet();

    /// <summary>How surely the text asks something.</summary>
    public static QuestionStrength LooksLikeQuestion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text).Text;
        var mark = folded.Contains('?');
        var words = Words.Of(folded);
        var (strongAt, weakAt) = (-1, -1);
        for (var i = 0; i < words.Count; i++)
        {
            var word = Words.Shorten(words[i].In(folded));
            // "apa-apa", "apa saja boleh", "bila mana", "seberapa": not asking.
            if (word is "apa" && i + 1 < words.Count && words[i + 1].In(folded) is "apa") continue;
            if (strongAt < 0 && s_strong.Contains(word)) strongAt = i;
            if (weakAt < 0 && s_weak.Contains(word)) weakAt = i;
            if (strongAt < 0 && i + 1 < words.Count && word is "di" or "ke" or "dari" or "yang" or "nang" or "sing" && i + 1 < words.Count && words[i + 1].In(folded) is "mana" or "endi" or "ngendi") strongAt = i;
            if (strongAt < 0 && word.Length > 5 && word.EndsWith("kah", StringComparison.Ordinal) && word is not ("langkah" or "berkah" or "tingkah" or "nikah" or "barokah" or "barakah" or "sedekah" or "makkah")) strongAt = i;
        }

        if (strongAt >= 0) return QuestionStrength.Strong;
        if (weakAt >= 0 && mark) return QuestionStrength.Strong;
        if (weakAt == 0 && words.Count > 1 && Asking().IsMatch(folded)) return QuestionStrength.Strong;
        if (TagQuestion().IsMatch(folded)) return QuestionStrength.Strong;
        if (mark || Why().IsMatch(folded) || Tail().IsMatch(folded) || Tells().IsMatch(folded)) return QuestionStrength.Weak;
        return weakAt == 0 && words.Count > 1 ? QuestionStrength.Weak : QuestionStrength.None;
    }

    /// <summary>Whether the text asks why something is asked or needed: "kenapa perlu NIB?", "buat apa", "kok ditanya".</summary>
    public static bool AsksWhy(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Why().IsMatch(Folded.Of(text).Text);
    }

    [GeneratedRegex(@"^\W*(?:apa\s(?:itu|syarat|saja|aja|aj|untung|manfaat|beda|bisa|boleh|perlu|harus|ada|yang|yg|maksud|kabar|guna)|opo\s|what\s|(?:is|are|can|could|do|does|should|would|may)\s(?:i|it|we|there|this|you|the|my)\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Asking();

    // "bisa ga", "bayar nggak ya": said of a thing, not of oneself.
    [GeneratedRegex(@"(?<!\b(?:tidak|gak|ga|belum|blm)\s)\b(?:bisa|bs|boleh|perlu|harus|wajib|bayar|gratis|aman|resmi|dikenakan biaya|ada\s\w+)\s(?:ga|gak|nggak|ngga|enggak|tidak|tdk|ndak|ora|gk|kah)\b(?!\s(?:bisa|boleh|ada|punya|mau|perlu))", RegexOptions.CultureInvariant)]
    private static partial Regex TagQuestion();

    [GeneratedRegex(@"\b(?:ga|gak|nggak|ngga|tidak|tdk|g|ora|nggih|apa tidak|apa enggak|apa ga|kan|belum|blm)\s?[?.!]*$(?<=\b(?:bisa|boleh|bayar|gratis|ada|perlu|harus|wajib|aman|bener|benar|jadi|masih)\b.{0,30})", RegexOptions.CultureInvariant)]
    private static partial Regex Tail();

    [GeneratedRegex(@"\b(?:mau\s(?:tanya|nanya)|numpang\s(?:tanya|nanya)|ingin\s(?:tanya|bertanya)|mau\stakon|arep\stakon|tanya\s(?:dong|dulu|min|pak)|jelaskan|jelasin|info(?:nya)?\s(?:dong|min)|kasih\stau|tolong\sjelas\w*|i\swant\sto\sask|tell\sme)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Tells();

    [GeneratedRegex(@"^\W*(?:(?:lah|lho|loh|maaf|mas|mbak|pak|bu|min|emang|memang|memangnya)[\s,]+)*(?:(?:kenapa|knp|knapa|knpa|mengapa|ngapa|ngopo|napa|kok|koq|why|what\sfor)\b.{0,40}\b(?:perlu|butuh|harus|wajib|kudu|tanya|ditanya\w*|ditanyain|nanya|minta|diminta|need(?:ed)?|ask(?:ed)?|required?|isi|diisi)\b|(?:kenapa|knp|knapa|mengapa|ngapa|ngopo|why|buat\sapa|bwt\sapa|untuk\sapa|utk\sapa|nggo\sapa|kanggo\sapa|kanggo\sopo|gunanya\sapa|apa\sgunanya|fungsinya\sapa|apa\sfungsinya|what\sfor|perlu\sbuat\sapa)\W*$|(?:buat|bwt|untuk|utk|nggo|kanggo)\s(?:apa|opo)\b.{0,25}$|.{0,25}\b(?:buat|bwt|untuk|utk|nggo)\s(?:apa|apaan|opo)\b.{0,12}$)", RegexOptions.CultureInvariant)]
    private static partial Regex Why();
}
