namespace LinkAndMatch.Bot.Conversation.Tests.Recognizers;

public sealed class VocabularyTests
{
    private static readonly Vocabulary s_vocabulary = Recognized.Data.Vocabulary;

    [Fact]
    public void A_key_has_a_label_in_each_language()
    {
        Assert.Equal("Las MIG/MAG (CO2)", s_vocabulary.Label("processes", "welding_mig", "id"));
        Assert.Equal("MIG/MAG welding", s_vocabulary.Label("processes", "welding_mig", "en"));
        Assert.Equal("long_gone", s_vocabulary.Label("processes", "long_gone", "id"));
    }

    [Fact]
    public void An_unknown_list_is_refused_by_name() =>
        Assert.Contains("'sparepart'", Assert.Throws<KeyNotFoundException>(() => s_vocabulary.Find("sparepart", "las")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_term_knows_its_neighbours_and_its_class_of_business()
    {
        var stamping = s_vocabulary.Get("processes", "stamping")!;
        Assert.Contains("deep_drawing", stamping.Near);
        Assert.Equal(["25910"], stamping.Kbli);
        Assert.Equal(["870892", "871410"], s_vocabulary.Get("components", "exhaust")!.Hs);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("materials")]
    [InlineData("components")]
    [InlineData("certifications")]
    [InlineData("machines")]
    [InlineData("sectors")]
    [InlineData("legal_forms")]
    public void Every_label_is_found_as_its_own_term(string list)
    {
        foreach (var term in s_vocabulary.List(list))
        {
            Assert.Contains(term.Key, s_vocabulary.Find(list, term.Id).Keys);
        }
    }

    [Fact]
    public void Every_neighbour_is_a_term_of_the_same_list()
    {
        foreach (var list in s_vocabulary.Lists)
        {
            foreach (var term in s_vocabulary.List(list)) Assert.All(term.Near, near => Assert.NotNull(s_vocabulary.Get(list, near)));
        }
    }

    [Fact]
    public void A_long_text_is_searched_quickly()
    {
        var text = string.Join(' ', Enumerable.Repeat("press plat spcc 1,2 mili sama las co2, bikinnya knalpott dan brakett", 60));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(["stamping", "welding_mig"], s_vocabulary.Find("processes", text).Keys);
        // Generous: what is guarded is that time does not grow with the square of the text.
        Assert.InRange(clock.ElapsedMilliseconds, 0, 2_000);
    }
}
