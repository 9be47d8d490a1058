using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("a\nb", "a\\\nb")]
    [InlineData("a\n\nb", "a\n\nb")]
    [InlineData("a\n\n\nb\n", "a\n\nb")]
    [InlineData("  dua", "\u00A0\u00A0dua")]
    [InlineData("1. satu", "1\\. satu")]
    [InlineData("- satu", "\\- satu")]
    [InlineData("# judul", "\\# judul")]
    [InlineData("<img src=x onerror=alert(1)>", "\\<img src\\=x onerror\\=alert\\(1\\)\\>")]
    [InlineData("![x](http://e/x.png)", "\\!\\[x\\]\\(http\\://e/x\\.png\\)")]
    [InlineData("http://e.com www.e.com a@e.com", "http\\://e\\.com www\\.e\\.com a\\@e\\.com")]
    [InlineData("a\\", "a\\\\")]
    [InlineData("&lt;", "\\&lt;")]
    [InlineData("`x` ~~y~~ |z|", "\\`x\\` \\~\\~y\\~\\~ \\|z\\|")]
    public void What_a_person_typed_never_becomes_markup(string typed, string markdown)
    {
        var reply = ProtocolHost.Say(new TextRun(typed));
        Assert.Equal(markdown, MarkdownText.Markdown(reply));
        Assert.Equal(typed.Trim('\n').Replace("\n\n\n", "\n\n", StringComparison.Ordinal), MarkdownText.Unescaped(MarkdownText.Markdown(reply)));
    }

    [Fact]
    public void Bold_and_links_end_with_their_line_and_their_words()
    {
        var reply = ProtocolHost.Say(new TextRun("Nama: "), new TextRun(" dua\nbaris ", Bold: true), new TextRun("dan "), new TextRun("situs", false, "https://a.id/(x) <y>"));
        Assert.Equal("Nama\\:  **dua**\\\n\u00A0**baris** dan [situs](<https://a.id/(x)%20%3Cy%3E>)".Replace("\n\u00A0**", "\n**", StringComparison.Ordinal), MarkdownText.Markdown(reply));
        Assert.Equal("Nama:  dua\nbaris dan situs (https://a.id/(x) <y>)", MarkdownText.Plain(reply));
    }
}
