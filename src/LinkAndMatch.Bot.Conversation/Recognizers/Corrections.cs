using System.Buffers;
using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>What a person wants corrected, in their own words. Which answer the subject means is for the dialog to say.</summary>
/// <param name="Subject">What is to change ("nama usaha"); null when not said.</param>
/// <param name="OldValue">What stands wrongly ("25" in "bukan 25, tapi 52"); null when not said.</param>
/// <param name="NewValue">What shall stand; null when the person only says that something is wrong.</param>
public sealed record Correction(string? Subject, string? OldValue, string? NewValue)
{
    /// <summary>False when the same words often mean something else ("saya bukan orang Tegal"): a correction only where an answer fits them.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>True when it is about what was typed last ("salah ketik").</summary>
    public bool OfLast { get; init; }
}

/// <summary>Reads explicit corrections: "ganti nama jadi Maju Jaya", "bukan 25, tapi 52", "nib salah", "eh salah, harusnya 12", "change phone to 0812…".</summary>
public static partial class Corrections
{
    private static readonly SearchValues<string> s_signs = SearchValues.Create(
        ["ubah", "ganti", "ganten", "koreksi", "ralat", "revisi", "perbaiki", "bener", "betul", "edit", "update", "change", "correct", "replace", "fix", "set ",
            "bukan", "dudu", "sanes", "not ", "no,", "no.", "salah", "keliru", "kliru", "wrong", "mistake", "harus", "hrsnya", "mestinya", "kudune", "benar", "maksud", "should", "i mean"],
        StringComparison.Ordinal);

    /// <summary>The correction; null when the text is none. Questions about changing ("gimana cara ganti nama?") are none.</summary>
    public static Correction? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = Folded.Of(text);
        var words = folded.Text;
        // Nearly every message is no correction: most leave here.
        if (!words.AsSpan().ContainsAny(s_signs) || words.Length > 600 || words.Contains('?') || Asks().IsMatch(words)) return null;

        foreach (var (rule, sure) in (ReadOnlySpan<(Regex, bool)>)[(ChangeTo(), true), (NotButRule(), true), (ValueNotValue(), true), (SubjectWrong(), true), (ShouldBe(), true), (Oops(), true), (Change(), true), (ValueNot(), false), (NoThen(), false), (Meant(), false)])
        {
            if (rule.Match(words) is not { Success: true } match) continue;
            if (match.Groups["subject"].ValueSpan.Trim() is "satu") continue;
            return new Correction(Subject(Part("subject")), Value(Part("old")), Value(Part("new"))) { IsSure = sure, OfLast = match.Groups["slip"].Success };

            string? Part(string name) => match.Groups[name] is { Success: true, Length: > 0 } part ? folded.Original(text, part.Index, part.Index + part.Length) : null;
        }

        return null;
    }

    private static string? Value(string? part)
    {
        var value = part?.Trim().TrimEnd('.', ',', '!', ';').Trim('"', '“', '”').Trim();
        if (value is null) return null;
        value = Vocative().Replace(Softener().Replace(value, ""), "");
        return value.Length == 0 ? null : value;
    }

    private static string? Subject(string? part)
    {
        var subject = part?.Trim(' ', ',', ':', '.', '-', '"');
        if (subject is null) return null;
        subject = Possessive().Replace(subject, "").Trim();
        return subject.Length == 0 || Empty().IsMatch(subject) ? null : subject;
    }

    private const string Before = @"^\W*(?:(?:eh|eits|maaf|sori|sorry|aduh|waduh|ups|oh|oh ya|tolong|mohon|min|pak|bu|mas|mbak|saya|sy|aku|mau|mo|ingin|pengen|minta|bisa|coba|please|pls|i want to|i would like to|can you)[\s,!.]+)*";
    private const string Verb = @"(?:di)?(?:ubah|rubah|ganti|gantiin|koreksi|ralat|revisi|perbaiki|benerin|betulin|betulkan|edit|update|ganten|change|correct|replace|edit|fix|set)(?:kan|in|nya)?";
    private const string To = @"(?:menjadi|jadi|jd|dadi|ke|dengan|dgn|sama|to|with|=|:|->|pakai|pake)";

    [GeneratedRegex(@"^\W*(?:(?:min|pak|bu|mas|mbak|kak)[\s,]+)*(?:gimana|gmn|bagaimana|bgmn|cara|piye|kepriwe|pimen|apakah|apa|bisakah|bolehkah|how|can i|is it)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Asks();

    [GeneratedRegex(Before + Verb + @"(?:\s+(?<subject>.{1,60}?))?\s*(?:\b" + To + @"\b|[=:]|->)\s*(?<new>.{1,300})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ChangeTo();

    [GeneratedRegex(Before + @"(?:(?<subject>[^\d,]{2,40}?)\s+(?:itu\s)?)?(?:bukan|dudu|sanes|not)\s+(?<old>.{1,80}?)[\s,.;]+(?:tapi|tp|tetapi|melainkan|ning|nanging|but|yang benar|yg benar|yg bener|yang bener|harusnya|seharusnya|mestinya)\s+(?<new>.{1,200})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NotButRule();

    [GeneratedRegex(Before + @"(?<new>[^,;]{1,80})\s*[,;]\s*(?:bukan|dudu|not)\s+(?<old>.{1,80})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ValueNotValue();

    [GeneratedRegex(Before + @"(?:salah\s(?:ketik|tulis|isi|input)?\s*)?(?<subject>[a-z][a-z /]{1,40}?)\s+(?:itu\s|tadi\s|nya\s|ku\s|saya\s|yang\stadi\s|kami\s)*(?:salah|keliru|kliru|is\swrong|was\swrong|wrong)(?:\s(?:ketik|tulis|isi|input|kirim))?(?:[\s,.:;]+(?:(?:harusnya|hrsnya|seharusnya|harus|mestinya|kudune|yang\sbenar|yg\sbenar|yg\sbener|yang\sbener|yang\sbetul|yg\sbetul|maksudnya|maksud\ssaya|jadi|it\sshould\sbe|should\sbe|it\sis|it's)\s*[:=]?\s*)?(?<new>.{1,200}))?\s*[.!]*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SubjectWrong();

    [GeneratedRegex(Before + @"(?:(?<subject>[a-z][a-z /]{1,40}?)\s+)?(?:harusnya|hrsnya|seharusnya|mestinya|kudune|yang\sbenar|yg\sbenar|yg\sbener|yang\sbener|yang\sbetul|yg\sbetul|maksudnya|maksud\ssaya|maksudku|should\sbe|i\smean|i\smeant)\s*(?:adalah\s|itu\s)?[:=]?\s*(?<new>.{1,200})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ShouldBe();

    [GeneratedRegex(@"^\W*(?:(?:eh|eits|maaf|sori|sorry|aduh|waduh|ups|oh|min|pak|bu)[\s,!.]+)*(?:salah|keliru|kliru|wrong|my mistake|ralat|koreksi)(?!\s+satu\b)(?:\s+(?<subject>(?:nama|nomor|no|nib|npwp|alamat|jumlah|kapasitas)[a-z ]{0,25}?))?(?:\s(?:(?<slip>ketik|tulis|pencet)|isi|input|kirim|saya|tadi))*(?:[\s,.:;!]+(?:(?:harusnya|seharusnya|mestinya|yang\sbenar|yg\sbenar|yg\sbener|maksudnya|maksud\ssaya|it\sshould\sbe|should\sbe|i\smean)\s*[:=]?\s*)?(?<new>.{1,200}))?\s*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Oops();

    [GeneratedRegex(Before + @"(?<new>[^,;]{1,80}?)\s+(?:bukan|dudu|not)\s+(?<old>.{1,80})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ValueNot();

    [GeneratedRegex(@"^\W*(?:(?:eh|eits|maaf|sori|sorry|aduh|waduh|ups|oh|min|pak|bu)[\s,!.]+)*(?:bukan|dudu|sanes|no|not that)(?:\s(?:itu|ding|deng))?\s*[,.;!]+(?!\s*(?:belum|durung|tidak|tdk|tak|ngga|nggak|gak?\b|ora\b|saya|kami|aku|itu|ini|nanti|jangan|sudah|no\b|not\b|i\b|we\b))\s*(?<new>.{1,200})$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex NoThen();

    [GeneratedRegex(Before + @"(?<new>.{1,80}?)[\s,]+(?:maksudnya|maksud\ssaya|maksudku|maksude|harusnya|seharusnya|mestinya|yang\sbenar|yang\sbetul|i\smean|i\smeant)\W*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Meant();

    [GeneratedRegex(Before + Verb + @"(?:\s+(?<subject>.{1,40}?))?(?:\s+(?:dong|deh|ya|dulu|min|pak|bu|lagi|please|saja|aja))*\s*[.!]*$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Change();

    [GeneratedRegex(@"(?:\s+(?:ya|yah|dong|deh|min|pak|bu|mas|mbak|makasih|terima kasih|aja|saja|please|pls|thanks))+\s*[.!]*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Softener();

    [GeneratedRegex(@"^(?:pak|bu|min|mas|mbak|kak|bos)\s?,\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Vocative();

    [GeneratedRegex(@"^(?:my|the|isi|jawaban|data)\s+|(?:\s+(?:saya|sy|ku|aku|kami|tadi|itu|nya|yang tadi|dari\s.+))+$|(?<=[a-z]{3})nya$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Possessive();

    [GeneratedRegex(@"^(?:saya|sy|aku|itu|ini|yang|yg|tadi|eh|maaf|ada|ada yang|data|isi|jawaban|jawabannya|it|that|answer)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Empty();
}
