using System.Text;
using LinkAndMatch.Bot.Conversation.Recognizers;

namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>Parts a message into what it states and what it asks ("CV Maju Jaya. Ini gratis ga?"). Both keep the offsets of the message: the other part is blanks.</summary>
/// <param name="Statement">What is stated; blank when all is asked.</param>
/// <param name="Question">What is asked, without the rest; null: nothing surely is.</param>
/// <param name="Strength">How surely the message, or its asking part, asks.</param>
internal sealed record Clauses(string Statement, string? Question, QuestionStrength Strength)
{
    // A shorter word before a full stop is an abbreviation: "CV.", "PT.", "No."
    private const int ShortestSentenceEnd = 4;

    public bool HasStatement
    {
        get
        {
            foreach (var letter in Statement)
            {
                if (char.IsLetterOrDigit(letter)) return true;
            }

            return false;
        }
    }

    public static Clauses Of(string text)
    {
        var strength = QuestionWords.LooksLikeQuestion(text);
        if (strength == QuestionStrength.None) return new Clauses(text, null, strength);

        StringBuilder? question = null;
        var statement = new StringBuilder(text);
        foreach (var (start, end) in Split(text))
        {
            if (!IsQuestion(text[start..end])) continue;
            (question ??= new StringBuilder()).Append(question.Length > 0 ? " " : "").Append(text.AsSpan(start, end - start).Trim());
            for (var i = start; i < end; i++) statement[i] = ' ';
        }

        return question is null
            ? new Clauses(text, null, strength)
            : new Clauses(statement.ToString(), question.ToString(), strength);
    }

    /// <summary>True when a question mark makes sure of what the words only hint at.</summary>
    public bool IsMarked => Question?.Contains('?', StringComparison.Ordinal) == true;

    private static bool IsQuestion(string clause) => QuestionWords.LooksLikeQuestion(clause) switch
    {
        QuestionStrength.Strong => true,
        QuestionStrength.Weak => clause.Contains('?', StringComparison.Ordinal),
        QuestionStrength.None => false,
    };

    private static IEnumerable<(int Start, int End)> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends = text[i] switch
            {
                '?' or '!' or '\n' or ';' => true,
                '.' => i + 1 < text.Length && text[i + 1] == ' ' && WordBefore(text, i) >= ShortestSentenceEnd,
                ',' => i + 1 < text.Length && text[i + 1] == ' ',
                _ => false,
            };
            if (!ends) continue;
            yield return (start, i + 1);
            start = i + 1;
        }

        if (start < text.Length) yield return (start, text.Length);
    }

    private static int WordBefore(string text, int at)
    {
        var length = 0;
        while (at - length > 0 && char.IsLetterOrDigit(text[at - length - 1])) length++;
        return length;
    }
}
