using System.Globalization;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Testing.Chats;
using LinkAndMatch.Bot.Testing.Transcripts;

namespace LinkAndMatch.Bot.Clients.Tests.Conversations;

/// <summary>One person with two accounts: on Telegram (a fake Bot API, the real polling loop) and on the page (its own tokens, Microsoft's Direct Line client).</summary>
public sealed partial class TwoChatsTests(People people) : IClassFixture<People>
{
    private static readonly ChatPerson Budi = new(501, "Budi Santoso");
    private static readonly ChatPerson Stranger = new(504, "Orang Lain");

    [Fact]
    public Task A_code_shown_on_the_page_joins_Telegram_to_the_same_firm_once_and_for_a_quarter_of_an_hour() => JoinAsync((telegram, page) => (page, telegram));

    [Fact]
    public Task A_code_shown_on_Telegram_joins_the_page_to_the_same_firm_once_and_for_a_quarter_of_an_hour() => JoinAsync((telegram, page) => (telegram, page));

    private async Task JoinAsync(Func<IChatDriver, IChatDriver, (IChatDriver Shows, IChatDriver Types)> direction)
    {
        IChatDriver telegram = null!;
        await using var page = await WireDriver.StartAsync(
            ChannelLimits.DirectLine, people, async settings => telegram = await TelegramDriver.StartAsync(group: false, samples: true, more: settings));
        var (shows, types) = direction(telegram, page);
        var (first, second, stranger) = (new Chat(shows, Budi), new Chat(types, Budi), new Chat(types, Stranger));
        await TranscriptRunner.RunAsync(TranscriptReader.Read(GoldenConversations.Folder, "register-happy-path.yaml"), shows, GoldenConversations.Folder);
        await first.HearAsync();
        Assert.Contains(Words("firms.status.not_registered"), await second.SayAsync("/status"), StringComparison.Ordinal);

        var stale = CodeIn(await first.SayAsync("/hubungkan"));
        await page.Bot.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Contains(Words("persons.link.unknown"), await second.SayAsync($"/hubungkan {stale}"), StringComparison.Ordinal);

        var code = CodeIn(await first.SayAsync("/hubungkan"));
        await page.Bot.PassAsync(TimeSpan.FromMinutes(10));
        Assert.Contains(Words("persons.link.linked"), await second.SayAsync($"/hubungkan {code}"), StringComparison.Ordinal);
        Assert.Contains(Words("persons.linked.text"), await first.HearAsync(), StringComparison.Ordinal);
        Assert.Contains(Words("persons.link.unknown"), await stranger.SayAsync($"/hubungkan {code}"), StringComparison.Ordinal);
        Assert.Contains(Words("firms.status.not_registered"), await stranger.SayAsync("/status"), StringComparison.Ordinal);

        var status = await first.SayAsync("/status");
        Assert.Contains("Maju Jaya Teknik", status, StringComparison.Ordinal);
        Assert.Equal(status, await second.SayAsync("/status"));

        string Words(string key) => string.Concat(page.Bot.Texts.Render(key, "id", new Dictionary<string, object?>()).Runs.Select(r => r.Text));
    }

    private static string CodeIn(string text)
    {
        var code = Code().Match(text).Value;
        // Five bits a letter.
        Assert.True(code.Count(char.IsAsciiLetterOrDigit) * 5 >= 128, text);
        return code;
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{1,5})+")]
    private static partial Regex Code();

    private sealed class Chat(IChatDriver driver, ChatPerson person)
    {
        private readonly string id = person.Id.ToString(CultureInfo.InvariantCulture);
        private int mark;

        public async Task<string> SayAsync(string text)
        {
            await driver.DoAsync([new ChatAct.Says(person, id, text)]);
            return await HearAsync();
        }

        /// <summary>What was said in this chat since the last time.</summary>
        public async Task<string> HearAsync()
        {
            await driver.Bot.QuietAsync();
            (var messages, mark) = await driver.ReadAsync(id, mark);
            return string.Join("\n\n", messages.Select(m => m.Text));
        }
    }
}
