using System.Collections.Frozen;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>What an answer to a yes-or-no question says.</summary>
public enum YesNo
{
    /// <summary>Neither.</summary>
    None,

    /// <summary>Agreed.</summary>
    Yes,

    /// <summary>Refused, or not yet.</summary>
    No,

    /// <summary>Both at once ("iya tidak"): has to be asked.</summary>
    Unclear,
}

/// <summary>Reads yes and no in Indonesian, Javanese and English.</summary>
public static class YesNoAnswers
{
    private const int ShortAnswer = 7;

    private static readonly FrozenSet<string> s_yes = Set("ya iya iyah yah yoi yup yep yap yes yess yeah y iyo yo iyes inggih nggih injih enggih hooh heeh ye yak iye yoyoi yosh yeps yea iyoo");

    // Agreement that "tidak" turns into a refusal ("tidak setuju", "ga bisa").
    private static readonly FrozenSet<string> s_agree = Set("betul bener benar btul bnr bner leres ok oke okey okay okeh okee okelah sip siip siap setuju stuju sepakat boleh blh bole olih mau mw gelem bersedia bisa bs saged sudah sdh udah udh wis sampun tentu pasti sure correct right agree agreed true cocok pas lanjut gas lanjutkan ada punya pnya nduwe duwe due monggo mangga sesuai");

    private static readonly FrozenSet<string> s_no = Set("tidak tdk tak tida tidk ngga nggak enggak engga gak ga gk g ngak ngk kagak kaga ndak ndk nda ora orak mboten boten dudu sanes bukan bkn belum blm blom belom durung dereng jangan jgn jgan aja2 no nope not n t nah ogah emoh moh wegah gamau gabisa gaada gapunya never laka batal");

    private static readonly FrozenSet<string> s_but = Set("tapi tp tpi tetapi tapine ning asal asalkan kecuali syaratnya but unless except");

    private static readonly FrozenSet<string> s_soft = Set("lah dong deh sih kok kak pak bu mas mbak min bang gan om saja aja banget sekali jg juga makasih terima kasih");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_yesBySpan = s_yes.GetAlternateLookup<ReadOnlySpan<char>>();

    extension(YesNo)
    {
        /// <summary>Reads the answer. In a long text only its first word counts, since "ya" is also a filler.</summary>
        public static YesNo Read(string text) => Find(text)?.Value ?? YesNo.None;

        /// <summary>Reads the answer with the span of its words; null when the text says neither.</summary>
        public static Found<YesNo>? Find(string text)
        {
            ArgumentNullException.ThrowIfNull(text);
            return ReadSign(text) ?? ReadWords(text);
        }
    }

    private static Found<YesNo>? ReadSign(string text)
    {
        foreach (var (sign, answer) in (ReadOnlySpan<(string, YesNo)>)[("👍", YesNo.Yes), ("✅", YesNo.Yes), ("👌", YesNo.Yes), ("🙆", YesNo.Yes), ("👎", YesNo.No), ("❌", YesNo.No), ("🙅", YesNo.No)])
        {
            var at = text.IndexOf(sign, StringComparison.Ordinal);
            if (at >= 0 && !HasLetters(text)) return new Found<YesNo>(answer, at, sign.Length);
        }

        return null;
    }

    private static bool HasLetters(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetter(letter)) return true;
        }

        return false;
    }

    private static Found<YesNo>? ReadWords(string text)
    {
        var folded = Folded.Of(text);
        // "boleh?" asks back.
        if (folded.Text.Contains('?')) return null;
        var words = Words.Of(folded.Text);
        if (words.Count == 0) return null;

        var count = words.Count > ShortAnswer ? 1 : words.Count;
        int? firstYes = null, firstNo = null, lastYes = null, lastNo = null, agree = null, lastAgree = null;
        var begin = int.MaxValue;
        var end = 0;
        for (var i = 0; i < count; i++)
        {
            var word = Words.Shorten(words[i].In(folded.Text));
            if (s_no.Contains(word))
            {
                // "tidak apa-apa", "gak papa", "ga masalah" let something pass; "tidak tahu" says neither.
                var after = i + 1 < words.Count ? words[i + 1].In(folded.Text) : default;
                if (after is "tahu" or "tau" or "yakin" or "ngerti" or "paham" or "reti" or "ngertos") return null;
                if (after is "apa" or "papa" or "masalah" or "popo" or "keberatan") return folded.Found(YesNo.Yes, words[i].Start, words[Math.Min(i + 1, words.Count - 1)].End);
                // "bisa ga daftar tanpa nib": asks.
                if (i > 0 && agree == i - 1 && words[i - 1].In(folded.Text) is "bisa" or "bs" or "boleh" or "ada" or "mau" or "punya" or "sudah" or "udah") return null;
                firstNo ??= i;
                lastNo = i;
            }
            else if (s_yesBySpan.Contains(word))
            {
                firstYes ??= i;
                lastYes = i;
            }
            else if (s_agree.Contains(word))
            {
                agree ??= i;
                lastAgree = i;
            }
            else if (word is "gapapa" or "gpp" or "rapopo")
            {
                agree ??= i;
                lastAgree = i;
            }
            else
            {
                continue;
            }

            begin = Math.Min(begin, words[i].Start);
            end = words[i].End;
        }

        if (Judge(folded.Text, words, firstYes, lastYes, firstNo, lastNo, agree, lastAgree) is not { } answer) return null;
        // "iya, tapi ...": a yes under a condition is none yet.
        if (answer == YesNo.Yes && words.Exists(w => s_but.Contains(w.In(folded.Text).ToString()))) answer = YesNo.Unclear;
        return folded.Found(answer, begin, end);
    }

    private static YesNo? Judge(string text, List<Word> words, int? firstYes, int? lastYes, int? firstNo, int? lastNo, int? agree, int? lastAgree)
    {
        if (firstNo is null) return firstYes is null && agree is null ? null : YesNo.Yes;
        if (firstYes is null)
        {
            // "tidak setuju" is no; "setuju, tidak" says both.
            return agree is null || agree > firstNo || EitherOr(words, text) ? (lastAgree - lastNo > 2 ? YesNo.Unclear : YesNo.No) : YesNo.Unclear;
        }

        // "enggak ya", "tidak sih ya": a softener at the end.
        if (firstYes > lastNo && firstYes == words.Count - 1 && words[firstYes.Value].In(text) is "ya" or "yah") return YesNo.No;
        // "ya enggak lah", "ya jangan dong": emphatic refusal.
        if (lastYes < firstNo && words[firstYes.Value].In(text) is "ya" or "yo" && words[^1].In(text) is "lah" or "dong" or "dong" or "to") return YesNo.No;
        return YesNo.Unclear;
    }

    private static bool EitherOr(List<Word> words, string text)
    {
        // "ok tidak jadi", "siap, belum ada": an acknowledgement, then the answer.
        return words.Count > 1 && words[0].In(text) is "ok" or "oke" or "siap" or "sip" && words[1].In(text) is not "tidak";
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
