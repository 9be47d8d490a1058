using System.Globalization;
using LinkAndMatch.Bot.Conversation.Language;

namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class SpecTests
{
    private static readonly LanguageData s_data = Recognized.Data;

    [Theory, MemberData(nameof(Spec.Rows), "numbers", MemberType = typeof(Spec))]
    public void Numbers_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Numbers.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "number-ranges", MemberType = typeof(Spec))]
    public void Ranges_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Numbers.FindRanges(input), r => $"{Plain(r.Low)}..{Plain(r.High)}"));

    [Theory, MemberData(nameof(Spec.Rows), "money", MemberType = typeof(Spec))]
    public void Money_is_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Money.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "quantities", MemberType = typeof(Spec))]
    public void Quantities_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_data.Quantities.Find(input), q => q.ToString()));

    [Theory, MemberData(nameof(Spec.Rows), "phones", MemberType = typeof(Spec))]
    public void Phones_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Phones.Find(input), p => p.E164));

    [Theory, MemberData(nameof(Spec.Rows), "nib", MemberType = typeof(Spec))]
    public void Nibs_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Digits.Find(input, 13), d => d));

    [Theory, MemberData(nameof(Spec.Rows), "yes-no", MemberType = typeof(Spec))]
    public void Yes_and_no_are_read(string input, string expected) =>
        Assert.Equal(expected, Spec.Told(input, YesNo.Find(input) is { } found ? [found] : Array.Empty<Found<YesNo>>(), a => a.ToString()));

    [Theory, MemberData(nameof(Spec.Rows), "emails", MemberType = typeof(Spec))]
    public void Emails_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Emails.Find(input), e => e));

    [Theory, MemberData(nameof(Spec.Rows), "dates", MemberType = typeof(Spec))]
    public void Dates_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Dates.Find(input, Recognized.Today), d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    [Theory, MemberData(nameof(Spec.Rows), "times", MemberType = typeof(Spec))]
    public void Times_of_day_are_read(string input, string expected) =>
        Assert.Equal(expected, Spec.Told(input, ClockTimes.Find(input), t => $"{t.Time.ToString("HH:mm", CultureInfo.InvariantCulture)} {t.Zone}".TrimEnd()));

    [Theory, MemberData(nameof(Spec.Rows), "tolerances", MemberType = typeof(Spec))]
    public void Tolerances_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Tolerances.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "thicknesses", MemberType = typeof(Spec))]
    public void Thicknesses_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Thicknesses.Find(input), Plain));

    [Theory, MemberData(nameof(Spec.Rows), "kbli", MemberType = typeof(Spec))]
    public void Classes_of_business_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_data.Kbli.Find(input), k => k.Code));

    [Theory, MemberData(nameof(Spec.Rows), "processes", MemberType = typeof(Spec))]
    public void Processes_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_data.Vocabulary.Find("processes", input).Terms, k => k));

    [Theory, MemberData(nameof(Spec.Rows), "materials", MemberType = typeof(Spec))]
    public void Materials_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_data.Vocabulary.Find("materials", input).Terms, k => k));

    [Theory, MemberData(nameof(Spec.Rows), "components", MemberType = typeof(Spec))]
    public void Components_are_read(string input, string expected) => Assert.Equal(expected, Spec.Told(input, Recognized.Data.Vocabulary.Find("components", input).Terms, k => k));

    [Theory, MemberData(nameof(Spec.Rows), "unmatched", MemberType = typeof(Spec))]
    public void Words_that_are_no_process_are_kept_as_typed(string input, string expected) => Assert.Equal(expected, Spec.Told(input, s_data.Vocabulary.Find("processes", input).Unmatched, w => w));

    [Theory, MemberData(nameof(Spec.Rows), "regencies", MemberType = typeof(Spec))]
    public void Regencies_are_read(string input, string expected) => Assert.Equal(expected, Told(input, s_data.Regions.Find(input, RegionLevel.Regency)));

    [Theory, MemberData(nameof(Spec.Rows), "provinces", MemberType = typeof(Spec))]
    public void Provinces_are_read(string input, string expected) => Assert.Equal(expected, Told(input, s_data.Regions.Find(input, RegionLevel.Province)));

    [Theory, MemberData(nameof(Spec.Rows), "districts", MemberType = typeof(Spec))]
    public void Districts_of_the_regency_of_Tegal_are_read(string input, string expected) => Assert.Equal(expected, Told(input, s_data.Regions.Find(input, RegionLevel.District, "33.28")));

    [Theory, MemberData(nameof(Spec.Rows), "villages", MemberType = typeof(Spec))]
    public void Villages_of_the_district_of_Talang_are_read(string input, string expected) => Assert.Equal(expected, Told(input, s_data.Regions.Find(input, RegionLevel.Village, "33.28.12")));

    [Theory, MemberData(nameof(Spec.Rows), "choices", MemberType = typeof(Spec))]
    public void Choices_are_read(string input, string expected)
    {
        var reading = Choices.Read(input, s_legalForms);
        Assert.Equal(expected, reading.IsAmbiguous ? $"{string.Join(" or ", reading.Candidates)} in '{input}'" : Spec.Told(input, reading.Keys, k => k));
    }

    [Theory, MemberData(nameof(Spec.Rows), "names", MemberType = typeof(Spec))]
    public void Names_are_kept_as_typed(string input, string expected) => Assert.Equal(expected, Names.Read(input) is { } name ? $"{name} in '{input}'" : "");

    [Theory, MemberData(nameof(Spec.Rows), "corrections", MemberType = typeof(Spec))]
    public void Corrections_are_read(string input, string expected) =>
        Assert.Equal(expected, Corrections.Read(input) is { } c ? $"{c.Subject ?? "-"} / {c.OldValue ?? "-"} / {c.NewValue ?? "-"} in '{input}'" : "");

    [Theory, MemberData(nameof(Spec.Rows), "questions", MemberType = typeof(Spec))]
    public void Questions_are_told_from_answers(string input, string expected) => Assert.Equal(expected, $"{QuestionWords.LooksLikeQuestion(input)}{(QuestionWords.AsksWhy(input) ? ", why" : "")} in '{input}'");

    [Theory, MemberData(nameof(Spec.Rows), "normaliser", MemberType = typeof(Spec))]
    public void Chat_spelling_becomes_plain_words(string input, string expected) => Assert.Equal(expected, $"{s_data.Normaliser.Normalise(input)} in '{input}'");

    [Theory, MemberData(nameof(Spec.Rows), "languages", MemberType = typeof(Spec))]
    public void The_language_is_guessed(string input, string expected) => Assert.Equal(expected, $"{LanguageGuess.Of(input)} in '{input}'");

    private static readonly ChoiceOption[] s_legalForms =
        [.. s_data.Vocabulary.List("legal_forms").Select((t, i) => new ChoiceOption(t.Key, t.Id, t.Synonyms, i + 1))];

    private static string Told(string input, RegionMatch match) => match.IsNone
        ? ""
        : $"{string.Join(" or ", match.Candidates)}{(match.IsAmbiguous && match.Candidates.Count == 1 ? "?" : "")} in '{input.Substring(match.Start, match.Length)}'";

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
