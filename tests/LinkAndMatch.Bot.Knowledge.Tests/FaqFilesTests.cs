using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests;

public class FaqFilesTests
{
    [Fact]
    public void A_file_becomes_an_entry_named_by_it()
    {
        using var folder = new FaqFolder().Answer("jam-buka", "Kapan kantor buka?", "Pukul **8**.", "buka jam brp");

        var entry = Assert.Single(folder.Files.Read());

        Assert.Equal("jam-buka", entry.Id);
        Assert.Equal("Kapan kantor buka?", entry.In("id").Question);
        Assert.Equal(["buka jam brp"], entry.In("id").Variants);
        Assert.Equal("Pukul **8**.", entry.In("en").Body);
        Assert.Equal("Papan pengumuman", Assert.Single(entry.Sources).Title);
        Assert.Equal(new DateOnly(2026, 11, 24), entry.Reviewed);
    }

    [Fact]
    public void The_english_file_gives_the_english_text()
    {
        using var folder = new FaqFolder()
            .Answer("jam-buka", "Kapan kantor buka?", "Pukul 8.")
            .Write("en/jam-buka.md", "---\nquestion: \"When does the office open?\"\nvariants: []\n---\nAt 8.\n");

        var entry = Assert.Single(folder.Files.Read());

        Assert.Equal("At 8.", entry.In("en").Body);
        Assert.Equal("Pukul 8.", entry.In("id").Body);
    }

    [Theory]
    [InlineData("question: \"Apa?\"\n", "a.md(1)", "front matter")]
    [InlineData("---\nquestion: \"Apa?\"\nstatus: sourced\nJawab\n", "a.md(4)", "---")]
    [InlineData("---\nquestion: \"Apa?\"\nstatus: sourced\nwarna: merah\n---\nJawab\n", "a.md(4)", "warna")]
    [InlineData("---\nquestion: \"Apa?\"\nstatus: entah\n---\nJawab\n", "a.md(3)", "entah")]
    [InlineData("---\nquestion: \"Apa?\"\nsource:\n- kantor\n- pasar\nstatus: sourced\n---\nJawab\n", "a.md(5)", "pasar")]
    [InlineData("---\nquestion: \"Apa?\nstatus: sourced\n---\nJawab\n", "a.md(", "")]
    [InlineData("---\nquestion: \"Apa?\"\nstatus: sourced\n---\n", "a.md(4)", "answer")]
    public void A_broken_file_is_named_with_its_line(string content, string place, string what)
    {
        using var folder = new FaqFolder().Write("id/a.md", content);

        var broken = Assert.Throws<DataFileException>(() => folder.Files.Read());

        Assert.Contains(place, broken.Message, StringComparison.Ordinal);
        Assert.Contains(what, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_linter_tells_what_a_writer_forgot()
    {
        using var folder = new FaqFolder()
            .Write("id/a.md", "---\nquestion: \"Apa?\"\nvariants:\n- \"apa sih\"\nsource: [kantor, pasar]\nstatus: staff\n---\nBelum tahu.\n[isi oleh PETUGAS]\n")
            .Write("en/b.md", "---\nquestion: \"What?\"\nvariants: []\n---\nSo.\n");

        var findings = FaqLint.Look(Path.Combine(folder.Root, "faq"));

        Assert.Contains(findings, f => f.Line == 5 && f.Message.Contains("'pasar'", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Line == 9 && f.Message.Contains("officers", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Message.Contains("only 1 ways to ask", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.Message.Contains("no English answer", StringComparison.Ordinal));
        Assert.Contains(findings, f => f.File.EndsWith("b.md", StringComparison.Ordinal) && f.Message.Contains("no Indonesian answer", StringComparison.Ordinal));
    }
}
