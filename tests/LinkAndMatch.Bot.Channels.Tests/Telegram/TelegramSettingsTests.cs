using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TelegramSettingsTests
{
    private const string Url = "https://bot.example.id/telegram/webhook";

    [Theory]
    [InlineData("Telegram__BotToken", "Telegram:BotToken=geheim")]
    [InlineData("Telegram__ApiBaseUrl", "Telegram:ApiBaseUrl=api.telegram.org")]
    [InlineData("Telegram__ApiBaseUrl", "Telegram:ApiBaseUrl=https://api.telegram.org/sub/")]
    [InlineData("Telegram__Mode", "Telegram:Mode=push")]
    [InlineData("Telegram__Timeout", "Telegram:Timeout=soon")]
    [InlineData("Telegram__Timeout", "Telegram:Timeout=00:05:00")]
    [InlineData("Telegram__PollFor", "Telegram:PollFor=00:01:00")]
    [InlineData("Telegram__WebhookUrl", "Telegram:Mode=webhook", "Telegram:WebhookSecret=" + TelegramBotHost.Secret)]
    [InlineData("Telegram__WebhookUrl", "Telegram:Mode=webhook", "Telegram:WebhookUrl=http://bot.example.id/telegram/webhook", "Telegram:WebhookSecret=" + TelegramBotHost.Secret)]
    [InlineData("Telegram__WebhookSecret", "Telegram:Mode=webhook", "Telegram:WebhookUrl=" + Url)]
    [InlineData("Telegram__WebhookSecret", "Telegram:Mode=webhook", "Telegram:WebhookUrl=" + Url, "Telegram:WebhookSecret=geheim")]
    [InlineData("Telegram__WebhookSecret", "Telegram:Mode=webhook", "Telegram:WebhookUrl=" + Url, "Telegram:WebhookSecret=geheim geheim geheim geheim geheim geheim")]
    [InlineData("Telegram__BotToken", "Telegram:Mode=webhook", "Telegram:BotToken=", "Telegram:WebhookUrl=" + Url, "Telegram:WebhookSecret=" + TelegramBotHost.Secret)]
    [InlineData("Officers__TelegramChatId", "Officers:TelegramChatId=petugas")]
    [InlineData("Officers__TelegramChatId", "Officers:TelegramChatId=501")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_that_names_it_and_tells_no_secret(string named, params string[] settings)
    {
        var pairs = settings.Select(s => s.Split('=', 2)).Select(s => (s[0], (string?)s[1])).ToArray();

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(() => TelegramBotHost.StartAsync("http://127.0.0.1:9", settings: pairs));

        var sentence = Assert.Single(wrong.Failures);
        Assert.StartsWith(named, sentence.Replace("Telegram__Mode is webhook, so ", "", StringComparison.Ordinal).Replace("Telegram__Mode is webhook, but ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_the_channel_is_off_and_the_rest_runs()
    {
        await using var fake = await FakeTelegramServer.StartAsync();
        await using var bot = await TelegramBotHost.StartAsync(fake.BaseUrl, settings: ("Telegram:BotToken", null));

        Assert.Null(bot.Services.GetService<Conversation.Doors.IActivitySender>());
        Assert.Empty(await fake.ReadCallsAsync(cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Commands_are_set_in_both_languages()
    {
        await using var fake = await FakeTelegramServer.StartAsync();
        await using var bot = await TelegramBotHost.StartAsync(fake.BaseUrl, catalog: TestCatalog.WithWords);
        var cancellation = TestContext.Current.CancellationToken;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while ((await fake.ReadProfileAsync(patience.Token)).Commands.Count < 2) await Task.Delay(5, patience.Token);

        var menus = (await fake.ReadProfileAsync(cancellation)).Commands;
        Assert.Equal(["daftar Daftarkan usaha", "status Sampai mana"], menus.Single(m => m.Language.Length == 0).Commands.Select(c => $"{c.Command} {c.Description}"));
        Assert.Equal(["register Register your firm", "status How far it is"], menus.Single(m => m.Language == "en").Commands.Select(c => $"{c.Command} {c.Description}"));
    }

    [Fact]
    public async Task What_people_read_about_the_bot_is_set_in_both_languages_and_left_alone_where_it_stands()
    {
        await using var fake = await FakeTelegramServer.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        await using (await TelegramBotHost.StartAsync(fake.BaseUrl, catalog: TestCatalog.WithWords))
        {
            while ((await fake.ReadProfileAsync(patience.Token)).Descriptions.Count < 4) await Task.Delay(5, patience.Token);
        }

        var said = (await fake.ReadProfileAsync(cancellation)).Descriptions;
        Assert.Equal(
            [" description Mempertemukan IKM dan industri.", " short_description Untuk IKM.", "en description Brings IKM and industry together.", "en short_description For IKM."],
            said.Select(d => $"{d.Language} {d.Kind} {d.Words}").Order(StringComparer.Ordinal));

        // Telegram allows few changes a day: the next start changes nothing.
        var before = (await fake.ReadCallsAsync(cancellation: cancellation)).Max(c => c.Number);
        await using (await TelegramBotHost.StartAsync(fake.BaseUrl, catalog: TestCatalog.WithWords))
        {
            while ((await fake.ReadCallsAsync(before, patience.Token)).Count(c => c.Method == "getMyShortDescription") < 2) await Task.Delay(5, patience.Token);
        }

        Assert.DoesNotContain(await fake.ReadCallsAsync(before, cancellation), c => c.Method is "setMyDescription" or "setMyShortDescription");
    }
}
