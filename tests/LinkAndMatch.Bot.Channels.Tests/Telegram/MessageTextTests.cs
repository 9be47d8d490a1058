using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed partial class MessageTextTests
{
    [Fact]
    public void What_a_person_typed_never_becomes_markup()
    {
        var text = MessageText.Of(Saying(new TextRun("Nama: "), new TextRun("<b>CV \"Maju\" & Co</b> &lt;", Bold: true)));

        Assert.Equal("Nama: <b>&lt;b&gt;CV &quot;Maju&quot; &amp; Co&lt;/b&gt; &amp;lt;</b>", text.Html(Range.All));
    }

    [Fact]
    public void A_link_keeps_its_address_and_may_be_bold()
    {
        var text = MessageText.Of(Saying(new TextRun("Lihat "), new TextRun("sumber", Bold: true, Link: "https://x.id/?a=1&b=\"2\"")));

        Assert.Equal("Lihat <a href=\"https://x.id/?a=1&amp;b=&quot;2&quot;\"><b>sumber</b></a>", text.Html(Range.All));
    }

    [Fact]
    public void Paragraphs_stand_apart_and_the_reference_comes_last()
    {
        var reply = new Reply { Class = DeliveryClass.MustArrive, Reference = "K7Q2", Parts = [new ReplyPart("a", [new TextRun("Satu")]), new ReplyPart("b", [new TextRun("Dua")])] };

        Assert.Equal("Satu\n\nDua\n\n[K7Q2]", MessageText.Of(reply).Plain);
    }

    [Property(MaxTest = 500)]
    public Property Any_text_shows_back_equal_after_parsing_entities() => Prop.ForAll(Runs(), runs =>
    {
        var text = MessageText.Of(Saying(runs));
        return Read(text.Html(Range.All)) == text.Plain;
    });

    [Property(MaxTest = 500)]
    public Property Every_piece_fits_and_nothing_but_white_space_is_lost() => Prop.ForAll(Runs(), Gen.Choose(2, 60).ToArbitrary(), (runs, limit) =>
    {
        var text = MessageText.Of(Saying(runs));
        var pieces = text.Pieces(limit);
        var shown = pieces.Select(piece => Read(text.Html(piece))).ToList();
        return shown.All(s => s.Length <= limit && s.Length > 0 && s == s.Trim() && IsWhole(s))
            && WithoutSpace(string.Concat(shown)) == WithoutSpace(text.Plain);
    });

    [Fact]
    public void A_long_text_is_cut_at_the_end_of_a_paragraph()
    {
        var first = new string('a', 3000);
        var second = new string('b', 3000);
        var text = MessageText.Of(new Reply { Class = DeliveryClass.Question, Parts = [new ReplyPart("a", [new TextRun(first)]), new ReplyPart("b", [new TextRun(second)])] });

        Assert.Equal([first, second], text.Pieces().Select(text.Html));
    }

    [Fact]
    public void Without_a_paragraph_it_is_cut_at_a_line_and_without_a_line_at_a_word()
    {
        var lines = MessageText.Of(Saying(new TextRun("satu dua tiga\nempat lima")));
        var words = MessageText.Of(Saying(new TextRun("satu dua tiga empat")));

        Assert.Equal(["satu dua tiga", "empat lima"], lines.Pieces(18).Select(lines.Html));
        Assert.Equal(["satu dua", "tiga empat"], words.Pieces(11).Select(words.Html));
    }

    [Fact]
    public void A_surrogate_pair_is_never_cut()
    {
        var text = MessageText.Of(Saying(new TextRun(string.Concat(Enumerable.Repeat("😀", 3000)))));

        Assert.All(text.Pieces(), piece => Assert.True(IsWhole(text.Html(piece))));
    }

    [Fact]
    public void A_link_that_fits_is_not_cut_and_bold_goes_on_in_the_next_message()
    {
        var text = MessageText.Of(Saying(new TextRun("aaaa bbbb ", Bold: true), new TextRun("cccc dddd", Link: "https://x.id"), new TextRun(" eeee")));
        var bold = MessageText.Of(Saying(new TextRun("aaaa bbbb cccc", Bold: true)));

        Assert.Equal(["<b>aaaa bbbb</b>", "<a href=\"https://x.id\">cccc dddd</a>", "eeee"], text.Pieces(15).Select(text.Html).SelectMany(h => h.EndsWith("</a> eeee", StringComparison.Ordinal) ? [h[..^5], "eeee"] : new[] { h }));
        Assert.Equal(["<b>aaaa bbbb</b>", "<b>cccc</b>"], bold.Pieces(11).Select(bold.Html));
    }

    [Fact]
    public void The_limit_counts_what_is_read_not_what_is_written()
    {
        var text = MessageText.Of(Saying(new TextRun(new string('&', 4096))));

        Assert.Single(text.Pieces());
    }

    [Fact]
    public void A_blank_text_is_no_message() => Assert.Empty(MessageText.Of(Saying(new TextRun(" \n\n "))).Pieces());

    private static Reply Saying(params TextRun[] runs) => new() { Class = DeliveryClass.Question, Parts = [new ReplyPart("x", runs)] };

    private static Arbitrary<TextRun[]> Runs()
    {
        var character = Gen.OneOf(
            Gen.Elements("<", ">", "&", "\"", "&lt;", "<b>", "</b>", "<a href=\"", "&#38;", ";", "'"),
            Gen.Elements(" ", "\n", "\n\n", "  "),
            Gen.Elements("a", "é", "kata", "😀", "👨‍👩‍👧", "ꦲ", "ا"));
        var words = Gen.Select(Gen.ListOf(character), string.Concat);
        var run = Gen.Zip(words, Gen.Zip(Gen.Elements(true, false), Gen.Elements(null, null, "https://x.id/?a=1&b=<\">")))
            .Select(r => new TextRun(r.Item1, r.Item2.Item1, r.Item2.Item2));
        return Gen.ArrayOf(run).ToArbitrary();
    }

    /// <summary>What Telegram shows: tags taken out, entities resolved. An angle bracket left over would be a tag that we did not mean.</summary>
    private static string Read(string html)
    {
        var plain = Tags().Replace(html, "");
        return plain.AsSpan().ContainsAny('<', '>', '"') ? "left over: " + plain : WebUtility.HtmlDecode(plain);
    }

    private static bool IsWhole(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex("</?b>|</a>|<a href=\"[^\"<>]*\">")]
    private static partial Regex Tags();
}
