using System.Text;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Conversation.Tests.Turns;

/// <summary>What is no answer at any question: a short kind word, the same question again, and nothing that was stored changes.</summary>
public class BadInputTests
{
    private const int Seeds = 12;
    private const int MostBubbles = 2;
    private const int LongestReply = 1500;

    private static readonly string[] s_slots = ["consent", "owner", "firm", "legal_form", "phone", "nib", "region", "sector", "founded", "workers", "certificates", "machines", "help", ""];

    public static TheoryData<string> Kinds => ["emoji", "sticker", "one letter", "4,000 characters", "mixed scripts", "right to left", "zero width", "link", "forwarded post", "any unicode", "half surrogates"];

    [Theory, MemberData(nameof(Kinds))]
    public void At_every_question_it_is_met_briefly_and_changes_no_answer(string kind)
    {
        foreach (var slot in s_slots)
        {
            for (var seed = 0; seed < Seeds; seed++)
            {
                var chat = RegistrationTests.Upto(slot);
                var (asked, before) = (chat.Asked, chat.Answers);
                var activity = Noise(chat, kind, new Random(seed));
                // In these words of any script may be the name that is asked for.
                if (slot is "owner" or "firm" && activity.Text?.Any(char.IsLetter) == true && kind is not ("link" or "forwarded post")) continue;

                chat.Send(activity);

                var told = $"{kind}, seed {seed}, at '{slot}': {Shown(activity.Text)} -> {string.Join(", ", chat.Keys)}";
                Assert.True(chat.Answers.Count == before.Count && before.All(a => chat.Answers.GetValueOrDefault(a.Key)?.Value.Canonical == a.Value.Value.Canonical), told);
                Assert.True(chat.Asked == asked, told);
                Assert.True(chat.Bubbles is > 0 and <= MostBubbles && chat.Words.Length is > 0 and < LongestReply, told);
                Assert.Empty(chat.Acted);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void At_the_menu_it_is_met_briefly_and_begins_nothing(string kind)
    {
        for (var seed = 0; seed < 3 * Seeds; seed++)
        {
            var chat = new Chat().Say("/start");
            var activity = Noise(chat, kind, new Random(seed));

            chat.Send(activity);

            var told = $"{kind}, seed {seed}, at the menu: {Shown(activity.Text)} -> {string.Join(", ", chat.Keys)}";
            Assert.True(chat.State.Form is null, told);
            Assert.True(chat.Bubbles is > 0 and <= MostBubbles && chat.Words.Length is > 0 and < LongestReply, told);
        }
    }

    private static Activity Noise(Chat chat, string kind, Random random) => kind switch
    {
        "emoji" => chat.Message(Several(random, 1, 20, () => Pick(random, "😀", "🙏", "🔥", "❤️", "🏭", "👨‍👩‍👧", "🇮🇩", "🤣", "😭", "⚙️"))),
        "sticker" => chat.Message(null) with { Attachments = [new Attachment(AttachmentKind.Sticker, "s")] },
        // Some letters are answers: "y", "g", "n", "t".
        "one letter" => chat.Message(Pick(random, "a", "b", "e", "f", "q", "w", "x", "z", "é", "ß", "я", "ع")),
        "4,000 characters" => chat.Message(Several(random, 4000, 4000, () => Pick(random, "q", "x", "z", "w", "f", " ", " "))),
        "mixed scripts" => chat.Message(Several(random, 2, 8, () => Pick(random, "привет ", "你好 ", "สวัสดี ", "안녕 ", "γειά ", "ꦲꦏ꧀ꦱꦫ ", "ᮞᮥᮔ᮪ᮓ "))),
        "right to left" => chat.Message("\u202e" + Several(random, 1, 8, () => Pick(random, "שלום ", "مرحبا ", "سلام ", "\u200f", "\u2067"))),
        "zero width" => chat.Message(Several(random, 1, 30, () => Pick(random, "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"))),
        "link" => chat.Message($"https://contoh.example/{random.Next(100)}?tahun={random.Next(1950, 2020)}&hp=08{random.NextInt64(1_000_000_000, 9_999_999_999)}"),
        "forwarded post" => chat.Message($"Dibuka pelatihan gratis tahun {random.Next(2000, 2020)} untuk {random.Next(10, 99)} orang, hubungi 08{random.NextInt64(1_000_000_000, 9_999_999_999)} di Kota Solo. Sebarkan!") with { Forwarded = true },
        "any unicode" => chat.Message(Several(random, 1, 60, () => AnyRune(random).ToString())),
        "half surrogates" => chat.Message(Several(random, 1, 40, () => Pick(random, "\ud83d", "\ude00", "\udbff", "\udc00", "?", "!"))),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    // Letters of the alphabet and digits may be meant; all else is not.
    private static Rune AnyRune(Random random)
    {
        while (true)
        {
            if (Rune.TryCreate(random.Next(0x80, 0x1FFFF), out var rune) && !Rune.IsDigit(rune) && !Rune.IsNumber(rune) && !rune.ToString().Normalize(NormalizationForm.FormKD).Any(char.IsAscii)) return rune;
        }
    }

    private static string Several(Random random, int least, int most, Func<string> one) => string.Concat(Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => one()));

    private static string Pick(Random random, params ReadOnlySpan<string> from) => from[random.Next(from.Length)];

    private static string Shown(string? text) => string.Concat((text ?? "").Take(80).Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c.ToString() : $"\\u{(int)c:x4}"));
}
