using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

/// <summary>The language data of the product, read once for all tests, and every recognizer run over one text.</summary>
public static class Recognized
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "dialogs", "data");
    public static readonly LanguageData Data = LanguageData.Load(Folder);
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly ChoiceOption[] s_options = [new("pt", "Perseroan Terbatas (PT)", ["pt", "perseroan"], 1), new("cv", "Persekutuan Komanditer", ["cv", "1/2"], 2)];

    /// <summary>The span of everything that any recognizer finds in the text.</summary>
    public static IEnumerable<(string By, int Start, int Length)> Spans(string text)
    {
        foreach (var f in Numbers.Find(text)) yield return ("numbers", f.Start, f.Length);
        foreach (var f in Numbers.FindRanges(text)) yield return ("ranges", f.Start, f.Length);
        foreach (var f in Money.Find(text)) yield return ("money", f.Start, f.Length);
        foreach (var f in Data.Quantities.Find(text, "pcs")) yield return ("quantities", f.Start, f.Length);
        foreach (var f in Data.Quantities.FindRanges(text)) yield return ("quantity ranges", f.Start, f.Length);
        foreach (var f in Dates.Find(text, Today)) yield return ("dates", f.Start, f.Length);
        foreach (var f in ClockTimes.Find(text)) yield return ("times", f.Start, f.Length);
        foreach (var f in Phones.Find(text)) yield return ("phones", f.Start, f.Length);
        foreach (var f in Digits.Find(text, 13)) yield return ("nib", f.Start, f.Length);
        foreach (var f in Digits.Find(text, 5)) yield return ("five digits", f.Start, f.Length);
        if (Digits.Longest(text) is { } longest) yield return ("longest digits", longest.Start, longest.Length);
        if (YesNo.Find(text) is { } answer) yield return ("yes or no", answer.Start, answer.Length);
        foreach (var f in Emails.Find(text)) yield return ("emails", f.Start, f.Length);
        foreach (var f in Tolerances.Find(text)) yield return ("tolerances", f.Start, f.Length);
        foreach (var f in Thicknesses.Find(text)) yield return ("thicknesses", f.Start, f.Length);
        foreach (var f in Data.Kbli.Find(text)) yield return ("kbli", f.Start, f.Length);
        foreach (var list in (string[])["processes", "materials", "components"])
        {
            var matches = Data.Vocabulary.Find(list, text);
            foreach (var f in matches.Terms) yield return (list, f.Start, f.Length);
            foreach (var f in matches.Unmatched) yield return ("no " + list, f.Start, f.Length);
        }

        foreach (var level in Enum.GetValues<RegionLevel>())
        {
            var match = Data.Regions.Find(text, level);
            if (!match.IsNone) yield return (level.ToString(), match.Start, match.Length);
        }

        foreach (var f in Choices.Read(text, s_options).Keys) yield return ("choices", f.Start, f.Length);
    }

    /// <summary>Readers that return no span, only run.</summary>
    public static void ReadTheRest(string text)
    {
        _ = Names.Read(text);
        _ = Corrections.Read(text);
        _ = QuestionWords.LooksLikeQuestion(text);
        _ = QuestionWords.AsksWhy(text);
        _ = Data.Normaliser.Normalise(text);
        _ = LanguageGuess.Of(text);
    }
}
