using System.Globalization;
using System.Text;
using LinkAndMatch.Bot.Conversation.Dialogs;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Partnering.Questions;

namespace LinkAndMatch.Bot.Commands;

/// <summary>
/// Writes what was asked and what officers answered to a folder: a draft in the form of <c>dialogs/faq</c> for each question, and all of them in
/// <c>questions.csv</c>. Nobody's name, number or address is in it: questions are stored without.
/// </summary>
internal sealed class ExportQuestions(IServiceScopeFactory scopes, DialogCatalog dialogs)
{
    private const string Unanswered = "[PETUGAS: tulis jawabannya]";

    public async Task RunAsync(string folder, TextWriter output, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var asked = await scope.ServiceProvider.GetRequiredService<QuestionList>().ListAsync(cancellation);
        var csv = new StringBuilder("code,language,entry,count,waiting,first,last,status,question,answer\r\n");
        foreach (var question in asked)
        {
            FaqDrafts.Write(Path.Combine(folder, question.Language), DraftOf(question));
            csv.AppendJoin(',', Fields(question)).Append("\r\n");
        }

        Directory.CreateDirectory(folder);
        // With the mark by which spreadsheets know it for UTF-8.
        await File.WriteAllTextAsync(Path.Combine(folder, "questions.csv"), csv.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), cancellation);
        var values = new Dictionary<string, object?> { ["drafts"] = (long)asked.Count, ["folder"] = folder };
        await output.WriteLineAsync(dialogs.Texts.Label("inbox.exported", "id", values));
    }

    private static FaqDraft DraftOf(AskedQuestion question) => new(
        question.Entry, question.Question, question.Wordings, question.Answer is null ? "staff" : "officer", DateOnly.FromDateTime((question.AnsweredAt ?? question.Last).UtcDateTime), question.Answer ?? Unanswered);

    private static IEnumerable<string> Fields(AskedQuestion question) =>
    [
        Cell(question.Code),
        Cell(question.Language),
        Cell(question.Entry),
        question.Count.ToString(CultureInfo.InvariantCulture),
        question.Waiting.ToString(CultureInfo.InvariantCulture),
        question.First.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        question.Last.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        question.Published ? "published" : question.Answer is null ? "open" : "draft",
        Cell(question.Question),
        Cell(question.Answer ?? ""),
    ];

    // What a person typed must not become a formula of the spreadsheet that opens it.
    private static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
