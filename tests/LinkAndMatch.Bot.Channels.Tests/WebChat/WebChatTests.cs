using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Channels.Tests.BotFramework;
using LinkAndMatch.Bot.Channels.Tests.DirectLine;
using LinkAndMatch.Bot.Channels.WebChat;
using LinkAndMatch.Bot.FakeTelegram;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LinkAndMatch.Bot.Channels.Tests.WebChat;

public sealed partial class WebChatTests
{
    [Fact]
    public async Task The_page_lets_nothing_run_or_load_that_it_does_not_name()
    {
        await using var host = await ProtocolHost.StartAsync(environment: "Production");
        var response = await host.SendAsync(HttpMethod.Get, "/", null, null);
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = Nonce().Match(policy).Groups[1].Value;

        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.All(Scripts().Matches(html), s => Assert.True(s.Value.Contains($"nonce=\"{nonce}\"", StringComparison.Ordinal) || s.Value.Contains("application/json", StringComparison.Ordinal)));
        Assert.DoesNotContain("http://", Foreign().Replace(html, ""), StringComparison.Ordinal);
        Assert.DoesNotContain("<&>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("[[", html, StringComparison.Ordinal);
        Assert.NotEqual(nonce, Nonce().Match((await host.SendAsync(HttpMethod.Get, "/", null, null)).Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value);
    }

    [Fact]
    public async Task Without_Web_Chat_the_page_says_so_and_runs_no_script()
    {
        await using var host = await ProtocolHost.StartAsync(withBundle: false);
        var html = await host.Client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("missing &lt;&amp;&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("webchat.js", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, "/webchat/webchat.js", null, null)).StatusCode);
    }

    [Theory]
    [InlineData("webchat.js", "text/javascript")]
    [InlineData("page.js", "text/javascript")]
    [InlineData("page.css", "text/css")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task The_files_of_the_page_are_served_compressed_and_kept_by_browsers(string file, string type)
    {
        await using var host = await ProtocolHost.StartAsync();
        var plain = await host.SendAsync(HttpMethod.Get, $"/webchat/{file}", null, null);
        Assert.Equal((type, "no-cache"), (plain.Content.Headers.ContentType!.MediaType, plain.Headers.CacheControl!.ToString()));
        var tag = plain.Headers.ETag!.Tag;
        var versioned = await host.SendAsync(HttpMethod.Get, $"/webchat/{file}?v={tag.Trim('"')}", null, null, ("Accept-Encoding", "gzip, br"));
        Assert.Equal(("br", true), (versioned.Content.Headers.ContentEncoding.Single(), versioned.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotModified, (await host.SendAsync(HttpMethod.Get, $"/webchat/{file}", null, null, ("If-None-Match", tag))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, "/webchat/page.html", null, null)).StatusCode);
    }

    [Fact]
    public async Task Only_the_page_itself_gets_a_token()
    {
        await using var host = await ProtocolHost.StartAsync();
        var own = host.Address.GetLeftPart(UriPartial.Authority);
        (string, string)[][] foreign = [[], [("Origin", "https://evil.example.com")], [("Origin", own), ("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Origin", "null")]];
        foreach (var headers in foreign) Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("/webchat/token", "", null, headers)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("/webchat/forget", "", null, ("Origin", "https://evil.example.com"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/webchat/token", "", null, ("Origin", own))).StatusCode);
    }

    [Fact]
    public async Task Who_comes_back_finds_their_conversation_and_who_is_forgotten_begins_anew()
    {
        await using var host = await ProtocolHost.StartAsync();
        var (first, cookie) = await TokenAsync(host, null);
        Assert.False(first.GetProperty("resumed").GetBoolean());
        Assert.StartsWith("dl_", first.GetProperty("userId").GetString(), StringComparison.Ordinal);
        Assert.Equal(first.GetProperty("userId").GetString(), new JsonWebToken(first.GetProperty("token").GetString()).GetPayloadValue<string>("user"));
        Assert.Equal(HttpStatusCode.Created, (await host.PostAsync("/v3/directline/conversations", "{}", first.GetProperty("token").GetString())).StatusCode);
        await host.Turns.QuietAsync();

        var (second, _) = await TokenAsync(host, cookie);
        Assert.True(second.GetProperty("resumed").GetBoolean());
        Assert.Equal(first.GetProperty("conversationId").GetString(), second.GetProperty("conversationId").GetString());
        var (activities, _) = await DirectLineTests.ReadAsync(host, second.GetProperty("conversationId").GetString()!, second.GetProperty("token").GetString()!);
        Assert.Equal("welcome", activities.Single().GetProperty("text").GetString());

        var (stranger, _) = await TokenAsync(host, "webchat=" + first.GetProperty("token").GetString());
        Assert.NotEqual(first.GetProperty("conversationId").GetString(), stranger.GetProperty("conversationId").GetString());
        var forgotten = await host.PostAsync("/webchat/forget", "", null, ("Origin", host.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Contains("1970", forgotten.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_store_is_away_who_comes_back_is_told_to_come_again_and_loses_nothing()
    {
        await using var host = await ProtocolHost.StartAsync();
        var (first, cookie) = await TokenAsync(host, null);
        await host.PostAsync("/v3/directline/conversations", "{}", first.GetProperty("token").GetString());
        await host.Turns.QuietAsync();

        host.Turns.Unreadable = true;
        var away = await host.PostAsync("/webchat/token", "", null, ("Origin", host.Address.GetLeftPart(UriPartial.Authority)), ("Cookie", cookie));
        await DirectLineTests.IsToComeAgainAsync(away);
        Assert.False(away.Headers.Contains("Set-Cookie"));

        host.Turns.Unreadable = false;
        var (again, _) = await TokenAsync(host, cookie);
        Assert.Equal((true, first.GetProperty("conversationId").GetString()), (again.GetProperty("resumed").GetBoolean(), again.GetProperty("conversationId").GetString()));
    }

    [Fact]
    public async Task The_page_shows_the_way_to_the_same_bot_on_Telegram_once_its_name_is_known()
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        using var connection = new TelegramConnection(Options.Create(new TelegramOptions { BotToken = telegram.Token, ApiBaseUrl = telegram.BaseUrl }));
        var name = new TelegramName(new ServiceCollection().AddSingleton(connection).BuildServiceProvider(), TimeProvider.System);
        while (name.Known is null) await Task.Yield();

        var html = new WebChatPage(TestCatalog.OfPage, new WebChatAssets(new NoFiles()), name).Write("n");
        Assert.Contains($"<a href=\"https://t.me/{name.Known}\"", html, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_limited_by_address()
    {
        await using var host = await ProtocolHost.StartAsync(new Dictionary<string, string?> { ["DirectLine:StartsPerMinute"] = "5" });
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++) answers.Add((await host.PostAsync("/webchat/token", "", null, ("Origin", host.Address.GetLeftPart(UriPartial.Authority)))).StatusCode);
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], answers);
    }

    private static async Task<(JsonElement Token, string Cookie)> TokenAsync(ProtocolHost host, string? cookie)
    {
        (string, string)[] headers = [("Origin", host.Address.GetLeftPart(UriPartial.Authority)), .. cookie is null ? [] : ((string, string)[])[("Cookie", cookie)]];
        var response = await host.PostAsync("/webchat/token", "", null, headers);
        var set = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", set, StringComparison.OrdinalIgnoreCase);
        return (await response.JsonAsync(), set.Split(';')[0]);
    }

    private sealed class NoFiles : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = "";
        public IFileProvider WebRootFileProvider { get; set; } = new NullFileProvider();
        public string ApplicationName { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = "";
        public string EnvironmentName { get; set; } = "";
    }

    [GeneratedRegex("'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Scripts();

    [GeneratedRegex("xmlns=\"[^\"]*\"")]
    private static partial Regex Foreign();
}
