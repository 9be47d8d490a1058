using Xunit;
using LinkAndMatch.Bot.Knowledge.Finding;
using LinkAndMatch.Bot.Knowledge.Tests.Model;
using YamlDotNet.RepresentationModel;

namespace LinkAndMatch.Bot.Knowledge.Tests;

/// <summary>Questions that no entry answers, as different people write them one after the other: who asks the same waits for the same answer.</summary>
public class QuestionLikenessTests
{
    private static readonly AnswerFinder s_finder = new([Shipped.Files], Shipped.Data.Normaliser, Shipped.Folder);

    [Fact]
    public void Wordings_of_one_question_are_joined_and_two_questions_never()
    {
        var asked = Lists("test").SelectMany((list, i) => list.Select(text => (Text: text, List: i)))
            // As they come in on a busy day: one of each, then the next of each.
            .GroupBy(q => q.List).SelectMany(g => g.Select((q, turn) => (q.Text, q.List, Turn: turn))).OrderBy(q => q.Turn).ThenBy(q => q.List).ToList();
        var likeness = new QuestionLikeness(s_finder);
        var clusters = new List<int>();
        var texts = new List<string>();
        foreach (var question in asked)
        {
            var place = likeness.Same(question.Text, texts);
            if (place is { } same) Assert.True(asked[same].List == question.List, $"'{question.Text}' was joined to '{asked[same].Text}'");
            clusters.Add(place is { } joined ? clusters[joined] : texts.Count);
            texts.Add(question.Text);
        }

        Assert.True(asked.Count >= 20 && asked.Select(a => a.List).Distinct().Count() == 5);
        var alone = string.Join(", ", asked.Where((_, i) => clusters.Count(c => c == clusters[i]) == 1).Select(q => q.Text));
        Assert.True(clusters.Distinct().Count() <= 10, $"{clusters.Distinct().Count()} clusters; alone: {alone}");
    }

    [Theory]
    [InlineData("modal awal berapa", "butuh modal brp buat mulai")]
    [InlineData("modal awal berapa", "brapa modalnya")]
    [InlineData("apakah ada pelatihan las?", "pelatihan las ada ga min")]
    public void The_same_in_other_words(string one, string other) => Assert.Equal(0, new QuestionLikeness(s_finder).Same(one, [other]));

    [Theory]
    [InlineData("kapan pelatihan las", "biaya pelatihan las berapa")]
    [InlineData("alamat kantornya di mana", "kantornya buka jam berapa")]
    [InlineData("siapa pengisi pameran", "pameran berapa hari")]
    public void The_same_subject_asked_for_something_else_is_another_question(string one, string other) => Assert.Null(new QuestionLikeness(s_finder).Same(one, [other]));

    [Theory]
    [InlineData("where is the exhibition", "where is the warehouse")]
    [InlineData("please tell me about parking", "please tell me about insurance")]
    [InlineData("pameran online ada ga", "asuransi online ada ga")]
    [InlineData("bisa daftar merek online", "bisa pinjam alat online")]
    public void Words_that_every_question_may_hold_make_no_likeness(string one, string other) => Assert.Null(new QuestionLikeness(s_finder).Same(one, [other]));

    private static List<List<string>> Lists(string split)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(Path.Combine(Shipped.Folder, "..", "tests", "evaluation", "same-questions.yaml"));
        yaml.Load(reader);
        return [.. ((YamlSequenceNode)yaml.Documents[0].RootNode[split]).Select(l => ((YamlSequenceNode)l).Select(t => ((YamlScalarNode)t).Value!).ToList())];
    }
}
