using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Knowledge.Model;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

public sealed class GroundingTests
{
    private const string Body = """
        **MoU tidak menjamin pesanan.** Pesanan pertama biasanya datang 3 sampai 6 bulan sesudah MoU. Tetapi industri besar boleh membatalkan jika mutu turun.

        Syarat yang diperiksa:
        - NIB yang masih berlaku
        - sertifikat ISO 9001 bila diminta

        Yayasan Dharma Bhakti Astra mendampingi IKM selama 12 bulan.
        """;

    [Fact]
    public void An_answer_is_cut_into_statements_that_stand_alone()
    {
        var statements = AnswerStatements.Of(Body);
        Assert.Equal(4, statements.Count);
        Assert.EndsWith("jika mutu turun.", statements[1], StringComparison.Ordinal);
        Assert.Contains("ISO 9001", statements[2], StringComparison.Ordinal);
        Assert.StartsWith("Syarat", statements[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MoU tidak menjamin pesanan.", 0)]
    [InlineData("mou tidak menjamin pesanan", 0)]
    [InlineData("Yayasan Dharma Bhakti Astra mendampingi IKM selama 12 bulan.", 3)]
    public void A_sentence_that_repeats_a_statement_is_found_in_it(string sentence, int statement) => Assert.Equal(statement, Grounding.StatementOf(sentence, Body));

    [Theory]
    [InlineData("MoU menjamin pesanan.")]
    [InlineData("Pesanan tidak menjamin MoU.")]
    [InlineData("MoU tidak menjamin pesanan dan tidak mengikat.")]
    [InlineData("Pesanan pertama biasanya datang 1 sampai 2 bulan sesudah MoU.")]
    [InlineData("Pesanan pertama datang sesudah MoU.")]
    [InlineData("Industri besar boleh membatalkan.")]
    [InlineData("Yayasan Toyota Astra mendampingi IKM selama 12 bulan.")]
    [InlineData("Yayasan Dharma Bhakti Astra mendampingi IKM selama dua belas bulan.")]
    [InlineData("Semua IKM wajib ikut.")]
    [InlineData("NIB yang masih berlaku")]
    [InlineData("")]
    public void A_sentence_that_changes_number_name_negation_or_condition_is_not(string sentence) => Assert.Null(Grounding.StatementOf(sentence, Body));

    [Fact]
    public void Every_shipped_answer_is_the_sum_of_its_statements_and_each_is_its_own_source()
    {
        foreach (var entry in Shipped.Files.Read())
        {
            foreach (var text in entry.Texts.Values)
            {
                var statements = AnswerStatements.Of(text.Body);
                Assert.NotEmpty(statements);
                Assert.Equal(Letters(text.Body), Letters(string.Concat(statements)));
                for (var i = 0; i < statements.Count; i++)
                {
                    var found = Grounding.StatementOf(statements[i], text.Body);
                    Assert.True(found is { } at && statements[at] == statements[i], $"{entry.Id}: '{statements[i]}' was found as {found}.");
                }
            }
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
