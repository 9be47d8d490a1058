using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.FakeAzureOpenAI;
using Xunit;

namespace LinkAndMatch.Bot.Knowledge.Tests.Model;

/// <summary>Values that are stored nowhere else in the world, in every field of a person, said in many ways: none of them may be in anything that is sent out.</summary>
public sealed class CanaryTests
{
    private static readonly string[] s_canaries = ["Zulfadhli", "Kurniawidjaja", "81377790123", "0813-7779-0123", "9911223344556", "99.112.233.4-455.667", "zulfa.kanari@contoh.co.id", "Gang Kenari Emas", "CV Kanari Sejahtera", "3328990101770001"];

    [Fact]
    public async Task No_personal_field_is_in_any_recorded_prompt()
    {
        await using var chat = await ModelChat.StartAsync(settings: [("EmbeddingDeployment", "vectors")]);
        chat.Hits = ["mou-jaminan-order"];
        chat.Conversation = chat.Conversation with { User = new ChannelAccount("7", "Zulfadhli Kurniawidjaja") };
        chat.Stored.AddRange(["Zulfadhli Kurniawidjaja", "Zulfadhli", "Kurniawidjaja", "+6281377790123", "9911223344556", "CV Kanari Sejahtera"]);
        string[] said =
        [
            "saya zulfadhli, kalau sudah tanda tangan apakah pasti dikasih kerjaan?",
            "nama saya Zulfadhli Kurniawidjaja dari CV KANARI SEJAHTERA apakah pasti dikasih kerjaan?",
            "hubungi 0813 7779 0123 atau +62 813-7779-0123, apakah pasti dikasih kerjaan?",
            "wa.me/6281377790123 zulfa.kanari@contoh.co.id apakah pasti dikasih kerjaan?",
            "NIB 9911223344556, npwp 99.112.233.4-455.667, nik 3328990101770001, apakah pasti dikasih kerjaan?",
            "alamat Jl. Raya, Gang Kenari Emas No 7 rt 02/05, apakah pasti dikasih kerjaan?",
        ];
        foreach (var text in said) await chat.SayAsync(text);

        await chat.RegisterUntilRegionAsync();
        foreach (var text in said) await chat.SayAsync("jadi begini ya, di bengkel itu ceritanya " + text.Replace("apakah pasti dikasih kerjaan?", "begitulah", StringComparison.Ordinal), "/batal", "tidak");
        await chat.SpeakAsync("Zulfadhli 081377790123.ogg");

        Assert.InRange(chat.Model.Calls.Count(c => c.IsChat), 6, 100);
        Assert.Contains(chat.Model.Calls, c => c.IsEmbedding);
        Assert.Contains(chat.Model.Calls, c => c.IsTranscription);
        foreach (var call in chat.Model.Calls)
        {
            var sent = $"{call.Path} {call.Query} {call.Body} {string.Join(' ', call.Headers.Where(h => h.Key != "api-key").Select(h => h.Value))}";
            Assert.All(s_canaries, canary => Assert.DoesNotContain(canary, sent, StringComparison.OrdinalIgnoreCase));
            Assert.All(s_canaries.Where(c => c.Count(char.IsDigit) > 8), canary => Assert.DoesNotContain(Digits(canary), Digits(sent), StringComparison.Ordinal));
        }

        Assert.All(s_canaries, canary => Assert.DoesNotContain(canary, chat.Logged, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Nobody_is_named_to_the_other_side_not_even_by_a_number()
    {
        await using var chat = await ModelChat.StartAsync();
        chat.Hits = ["mou-jaminan-order"];
        chat.Conversation = new ConversationReference("telegram", "bot", "5550001112") { User = new ChannelAccount("5550001112", "Zulfadhli") };
        await chat.SayAsync("kalau sudah tanda tangan apakah pasti dikasih kerjaan?");
        var call = Assert.Single(chat.Model.Calls);
        Assert.DoesNotContain("5550001112", call.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"user\":", call.Body, StringComparison.Ordinal);
        Assert.Contains("json_schema", call.Body, StringComparison.Ordinal);
        Assert.Equal("key-of-the-test", call.Headers["api-key"]);
        Assert.DoesNotContain("\"tools\"", call.Body, StringComparison.Ordinal);
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
