using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests;

public class AnswerFinderTests
{
    private static readonly Lazy<AnswerFinder> s_finder = new(() => new AnswerFinder([new FaqFiles(Path.Combine(FaqFolder.Dialogs, "faq"))], FaqFolder.Dialogs));

    [Fact]
    public void A_plain_question_is_answered()
    {
        var found = Find("bagaimana cara membuat NIB");

        Assert.Equal(AnswerDecision.Answer, found.Decision);
        Assert.Equal("nib-cara", found.Entries[0].Id);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("🙏🙏")]
    [InlineData("\u200b\u200f")]
    [InlineData("(")]
    public void A_text_without_words_finds_nothing(string text) => Assert.Equal(AnswerDecision.Unknown, Find(text).Decision);

    [Fact]
    public void Four_thousand_letters_are_searched_all_the_same() => Assert.NotNull(Find(string.Concat(Enumerable.Repeat("apakah ikut program ini bayar ", 140))));

    [Fact]
    public void An_edited_file_is_found_once_the_finder_renews()
    {
        using var folder = new FaqFolder().Answer("a", "Kapan kantor buka?", "Pukul 8.");
        var finder = folder.Finder();
        Assert.Null(finder.Read("b", "id"));

        folder.Answer("b", "Di mana parkir truk?", "Di belakang.");

        Assert.True(finder.Renew());
        Assert.False(finder.Renew());
        Assert.Equal("Di belakang.", finder.Read("b", "id")?.Body);
    }

    [Fact]
    public void A_published_answer_replaces_the_file_of_its_id_and_keeps_its_ways_to_ask()
    {
        using var folder = new FaqFolder()
            .Answer("jam-buka", "Kapan kantor buka?", "Pukul 8.", "buka jam brp")
            .Write("en/jam-buka.md", "---\nquestion: \"When does the office open?\"\nvariants: []\n---\nAt 8.\n");
        var published = new Published();
        var finder = folder.Finder(published);
        Assert.Equal("Pukul 8.", finder.Read("jam-buka", "id")?.Body);

        published.Publish("jam-buka", "Jam berapa kantor buka?", "Sekarang pukul 9.");

        Assert.True(finder.Renew());
        Assert.Equal("Sekarang pukul 9.", finder.Read("jam-buka", "id")?.Body);
        Assert.Equal("Sekarang pukul 9.", finder.Read("jam-buka", "en")?.Body);
        Assert.Equal("jam-buka", finder.Find("buka jam brp", "id", null).Hits[0].Id);
    }

    private static AnswerSearch Find(string text, string? previous = null, string language = "id") => s_finder.Value.Find(text, language, previous);

    private sealed class Published : IFaqSource
    {
        private readonly List<FaqEntry> _entries = [];

        public string Revision => _entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public IReadOnlyList<FaqEntry> Read() => _entries;

        public void Publish(string id, string question, string body) =>
            _entries.Add(new FaqEntry { Id = id, Status = "staff", Texts = new Dictionary<string, FaqText> { ["id"] = new(question, [], body) } });
    }
}
