using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Knowledge.Model;

/// <summary>
/// Whether a sentence of the model says what the entry that it cites says: it must be one statement of that entry, every number, date and name
/// in it must stand there, and so must every word that turns or limits the meaning ("tidak", "hanya", "jika"), on both sides.
/// </summary>
internal static partial class Grounding
{
    // So much of the sentence's words must come from the statement.
    private const double Share = 0.8;

    // So much of the statement must be in the sentence: a fragment is no citation.
    private const double Covered = 0.5;

    /// <summary>The statement of the answer that the sentence repeats; null: none.</summary>
    public static int? StatementOf(string sentence, string body)
    {
        var said = Words(sentence);
        if (said.Count == 0) return null;
        var statements = AnswerStatements.Of(body);
        (int At, double Share)? best = null;
        for (var i = 0; i < statements.Count; i++)
        {
            var source = Words(statements[i]);
            if (!Agree(said, source)) continue;
            var share = Common(said, source);
            if (share < Share * said.Count || share < Covered * source.Count || share / source.Count <= best?.Share) continue;
            best = (i, share / source.Count);
        }

        return best?.At;
    }

    private static bool Agree(List<string> said, List<string> source)
    {
        var (here, there) = (said.Where(IsGuard).Order(StringComparer.Ordinal), source.Where(IsGuard).Order(StringComparer.Ordinal));
        if (!here.SequenceEqual(there)) return false;
        // A number or a name that the statement does not have is a claim of the model's own.
        return said.TrueForAll(w => !(IsNumber(w) || IsName(w)) || source.Exists(s => s.Equals(w, StringComparison.OrdinalIgnoreCase)));
    }

    // In the same order: words turned round can say the opposite.
    private static double Common(List<string> said, List<string> source)
    {
        var lengths = new int[source.Count + 1];
        foreach (var word in said)
        {
            var diagonal = 0;
            for (var j = 0; j < source.Count; j++)
            {
                var above = lengths[j + 1];
                lengths[j + 1] = word.Equals(source[j], StringComparison.OrdinalIgnoreCase) ? diagonal + 1 : Math.Max(above, lengths[j]);
                diagonal = above;
            }
        }

        return lengths[^1];
    }

    private static bool IsNumber(string word) => word.AsSpan().IndexOfAnyInRange('0', '9') >= 0 || s_counts.Contains(word);

    private static bool IsName(string word) => char.IsUpper(word[0]);

    private static bool IsGuard(string word) => s_guards.Contains(word);

    // A sentence's first word is a capital for no reason of its own.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (Match match in Word().Matches(Link().Replace(text, "$1"))) words.Add(match.Value);
        if (words.Count > 0 && words[0].Skip(1).All(char.IsLower)) words[0] = words[0].ToLowerInvariant();
        return words;
    }

    private static readonly HashSet<string> s_guards = new(
        ("tidak tak bukan belum jangan tanpa hanya cuma cukup kecuali selain jika bila kalau apabila asal asalkan selama wajib harus perlu boleh dapat bisa mungkin akan pasti selalu semua setiap sebagian minimal maksimal "
        + "paling lebih kurang sampai sebelum sesudah setelah gratis bayar dibayar ya iya tetapi tapi namun "
        + "no not never without only except unless if must should may can could might will always all every some least most more less until before after free yes but however").Split(' '),
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_counts = new(
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta miliar triliun seratus seribu one two three four five six seven eight nine ten hundred thousand million billion".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"[\p{L}\d](?:[\p{L}\d]|[.,:/'’\-](?=[\p{L}\d]))*%?")]
    private static partial Regex Word();

    [GeneratedRegex(@"\[([^\[\]\n]+)\]\([^()\s]*\)")]
    private static partial Regex Link();
}
