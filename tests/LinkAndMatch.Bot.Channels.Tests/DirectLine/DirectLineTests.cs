using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.DirectLine;
using LinkAndMatch.Bot.Channels.Tests.BotFramework;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LinkAndMatch.Bot.Channels.Tests.DirectLine;

public sealed partial class DirectLineTests
{
    internal const string Secret = "a secret of at least thirty-two characters";
    private const string Page = "https://ikm.example.go.id";
    private const string Root = "/v3/directline";

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task The_secret_makes_a_token_that_opens_one_conversation()
    {
        await using var host = await StartAsync();
        var made = await host.PostAsync($"{Root}/tokens/generate", """{"user":{"id":"dl_siti"}}""", Secret);
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var token = await made.JsonAsync();
        Assert.Equal(1800, token.GetProperty("expires_in").GetInt32());
        Assert.False(token.TryGetProperty("streamUrl", out _));
        var claims = new JsonWebToken(token.GetProperty("token").GetString());
        Assert.Equal(("dl_siti", token.GetProperty("conversationId").GetString()), (claims.GetPayloadValue<string>("user"), claims.GetPayloadValue<string>("conv")));

        var started = await host.PostAsync($"{Root}/conversations", "", token.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var conversation = await started.JsonAsync();
        Assert.Equal(token.GetProperty("conversationId").GetString(), conversation.GetProperty("conversationId").GetString());
        Assert.StartsWith("ws://127.0.0.1", conversation.GetProperty("streamUrl").GetString(), StringComparison.Ordinal);

        var again = await host.PostAsync($"{Root}/conversations", "", conversation.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Single(host.Turns.Taken, t => t.Type == ActivityType.Joined);
    }

    [Fact]
    public async Task The_secret_is_refused_from_a_browser()
    {
        await using var host = await StartAsync();
        foreach (var path in (string[])["/tokens/generate", "/conversations"])
        {
            var response = await host.PostAsync(Root + path, "", Secret, ("Origin", Page));
            Assert.Equal((HttpStatusCode.Forbidden, "Forbidden"), (response.StatusCode, await response.ErrorCodeAsync()));
        }
    }

    [Fact]
    public async Task Without_a_secret_nobody_can_make_tokens_here()
    {
        await using var host = await ProtocolHost.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync($"{Root}/tokens/generate", "", Secret)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync($"{Root}/tokens/generate", "", "")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync($"{Root}/tokens/generate", "")).StatusCode);
    }

    [Fact]
    public async Task A_token_works_for_its_own_conversation_only()
    {
        await using var host = await StartAsync();
        var (mine, token) = await BeginAsync(host);
        var (other, _) = await BeginAsync(host);
        Task<HttpResponseMessage>[] calls =
        [
            host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{other}", null, token),
            host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{other}/activities", null, token),
            host.PostAsync($"{Root}/conversations/{other}/activities", Said("hi"), token),
            host.PostAsync($"{Root}/conversations/{other}/upload", Said("hi"), token),
        ];
        foreach (var call in calls) Assert.Equal(HttpStatusCode.Forbidden, (await call).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{mine}", null, token)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_conversation_is_answered_404_and_so_is_one_that_never_began()
    {
        await using var host = await StartAsync();
        Assert.Equal("NotFound", await (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/nowhere/activities", null, Secret)).ErrorCodeAsync());
        var unborn = await (await host.PostAsync($"{Root}/tokens/generate", "", Secret)).JsonAsync();
        var response = await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{unborn.GetProperty("conversationId").GetString()}/activities", null, unborn.GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, $"{Root}/session/getsessionid", null, Secret)).StatusCode);
    }

    [Fact]
    public async Task A_refreshed_token_keeps_its_user_and_an_expired_one_is_answered_403_TokenExpired()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await StartAsync(clock: clock);
        var (conversation, token) = await BeginAsync(host, "dl_siti");
        clock.Advance(TimeSpan.FromMinutes(20));
        var refreshed = (await (await host.PostAsync($"{Root}/tokens/refresh", "", token)).JsonAsync()).GetProperty("token").GetString()!;
        Assert.Equal("dl_siti", new JsonWebToken(refreshed).GetPayloadValue<string>("user"));

        clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, refreshed)).StatusCode);
        foreach (var response in (HttpResponseMessage[])[await host.PostAsync($"{Root}/tokens/refresh", "", token), await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, token)])
            Assert.Equal((HttpStatusCode.Forbidden, "TokenExpired"), (response.StatusCode, await response.ErrorCodeAsync()));
    }

    [Fact]
    public async Task A_forged_token_is_refused_and_a_streams_key_is_no_token()
    {
        await using var host = await StartAsync();
        var started = await (await host.PostAsync($"{Root}/conversations", "", Secret)).JsonAsync();
        var conversation = started.GetProperty("conversationId").GetString();
        var key = started.GetProperty("streamUrl").GetString()!.Split("t=")[1];
        var parts = started.GetProperty("token").GetString()!.Split('.');
        var foreign = new DirectLineTokens(new DirectLineKeys(new DirectLineOptions { Secret = new string('x', 40) }), TimeProvider.System)
            .Make(new DirectLineToken("dl_x", conversation!, true, []), TokenUse.Conversation, TimeSpan.FromHours(1));
        foreach (var forged in (string[])[key, foreign, $"{parts[0]}.{parts[1]}.", $"eyJhbGciOiJub25lIn0.{parts[1]}.", "abc", ""])
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}/activities", null, forged)).StatusCode);
    }

    [Fact]
    public async Task Who_speaks_is_who_the_token_says_whatever_the_page_sends()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host, "dl_siti");
        await host.PostAsync($"{Root}/conversations/{conversation}/activities", """{"type":"message","text":"hi","from":{"id":"dl_budi","name":"Budi"}}""", token);
        Assert.All(host.Turns.Taken, t => Assert.Equal("dl_siti", t.From!.Id));
        var set = await ReadAsync(host, conversation, token);
        Assert.Equal("dl_siti", set.Activities.Last(a => a.GetProperty("from").GetProperty("role").GetString() == "user").GetProperty("from").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"user":{"id":"siti"}}""")]
    [InlineData("""{"user":{"id":"dl_\u0000"}}""")]
    [InlineData("""{"trustedOrigins":["https://evil.example.com"]}""")]
    [InlineData("{")]
    [InlineData("[]")]
    public async Task A_token_is_not_made_for_a_user_without_dl__or_an_origin_that_is_not_trusted(string parameters)
    {
        await using var host = await StartAsync();
        Assert.Equal("BadArgument", await (await host.PostAsync($"{Root}/tokens/generate", parameters, Secret)).ErrorCodeAsync());
    }

    [Fact]
    public async Task What_is_said_is_given_back_with_its_own_data_before_the_replies_to_it()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        var post = """{"type":"message","text":"halo","from":{"id":"x","name":"Siti"},"channelData":{"clientActivityID":"c-1","own":[1]},"entities":[{"type":"ClientCapabilities"}],"localTimestamp":"2026-11-24T20:00:00.000+07:00","localTimezone":"Asia/Jakarta","serviceUrl":"https://evil.example.com/","strange":{"kept":true}}""";
        var id = (await (await host.PostAsync($"{Root}/conversations/{conversation}/activities", post, token)).JsonAsync()).GetProperty("id").GetString();
        var (activities, watermark) = await ReadAsync(host, conversation, token);

        var echo = activities.Single(a => a.GetProperty("id").GetString() == id);
        Assert.Equal(("c-1", 1), (echo.GetProperty("channelData").GetProperty("clientActivityID").GetString(), echo.GetProperty("channelData").GetProperty("own")[0].GetInt32()));
        Assert.True(echo.GetProperty("strange").GetProperty("kept").GetBoolean());
        Assert.Equal(("Siti", "ClientCapabilities", "2026-11-24T20:00:00.000+07:00", "Asia/Jakarta", false), (
            echo.GetProperty("from").GetProperty("name").GetString(), echo.GetProperty("entities")[0].GetProperty("type").GetString(),
            echo.GetProperty("localTimestamp").GetString(), echo.GetProperty("localTimezone").GetString(), echo.TryGetProperty("serviceUrl", out _)));
        var reply = activities[^1];
        Assert.Equal(("heard halo", id, "bot"), (reply.GetProperty("text").GetString(), reply.GetProperty("replyToId").GetString(), reply.GetProperty("from").GetProperty("role").GetString()));
        Assert.Equal(echo.GetProperty("from").GetProperty("id").GetString(), reply.GetProperty("recipient").GetProperty("id").GetString());
        Assert.All(activities, a => Assert.Equal(
            ("directline", conversation, true, true),
            (a.GetProperty("channelId").GetString(), a.GetProperty("conversation").GetProperty("id").GetString(), a.GetProperty("id").GetString()!.Length > 0, Utc().IsMatch(a.GetProperty("timestamp").GetString()!))));
        var order = activities.Select(a => a.GetProperty("channelData").GetProperty("webchat:sequence-id").GetInt64()).ToList();
        Assert.Equal(order.Order(), order);
        Assert.Empty((await ReadAsync(host, conversation, token, watermark)).Activities);
        Assert.Equal(activities.Select(a => a.GetRawText()), (await ReadAsync(host, conversation, token)).Activities.Select(a => a.GetRawText()));
    }

    [Fact]
    public async Task The_same_post_again_gets_the_same_id_and_is_said_once()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        var ids = new HashSet<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await (await host.PostAsync($"{Root}/conversations/{conversation}/activities", Said("hi", "c-7"), token)).JsonAsync()).GetProperty("id").GetString()!);
        Assert.Single(ids);
        Assert.Single(host.Turns.Taken, t => t.Type == ActivityType.Message);
    }

    [Fact]
    public async Task Typing_and_what_the_bot_knows_nothing_of_is_taken_kindly_and_not_shown()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        foreach (var type in (string[])["typing", "event", "endOfConversation", "messageReaction", "invoke", "new"])
            Assert.Equal(HttpStatusCode.OK, (await host.PostAsync($"{Root}/conversations/{conversation}/activities", $$$"""{"type":"{{{type}}}","from":{"id":"x"}}""", token)).StatusCode);
        Assert.All(host.Turns.Taken, t => Assert.Equal(ActivityType.Joined, t.Type));
    }

    [Fact]
    public async Task Bad_posts_are_told_apart()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        (string Body, HttpStatusCode Status, string Code)[] posts =
        [
            ("{", HttpStatusCode.BadRequest, "BadSyntax"), ("{}", HttpStatusCode.BadRequest, "MissingProperty"),
            (Said(new string('a', 262_200)), HttpStatusCode.RequestEntityTooLarge, "MessageSizeTooBig"),
        ];
        foreach (var (body, status, code) in posts)
        {
            var response = await host.PostAsync($"{Root}/conversations/{conversation}/activities", body, token);
            Assert.Equal((status, code), (response.StatusCode, await response.ErrorCodeAsync()));
        }
        Assert.Equal("BadArgument", await (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}/activities?watermark=abc", null, token)).ErrorCodeAsync());
        Assert.Equal("MissingProperty", await (await host.PostAsync($"{Root}/conversations/{conversation}/activities", """{"type":"message","text":"x"}""", Secret)).ErrorCodeAsync());

        host.Turns.Broken = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync($"{Root}/conversations/{conversation}/activities", Said("hi"), token)).StatusCode);
    }

    [Fact]
    public async Task The_secret_alone_starts_a_conversation_and_goes_on_with_it()
    {
        await using var host = await StartAsync();
        var started = await host.PostAsync($"{Root}/conversations", "", Secret);
        Assert.Equal(HttpStatusCode.Created, started.StatusCode);
        var conversation = (await started.JsonAsync()).GetProperty("conversationId").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync($"{Root}/conversations/{conversation}/activities", Said("hi"), Secret)).StatusCode);
        var (activities, _) = await ReadAsync(host, conversation, Secret);
        Assert.Equal(["welcome", "hi", "heard hi"], activities.Select(a => a.GetProperty("text").GetString()));
        Assert.Equal("x", host.Turns.Taken[^1].From!.Id);
    }

    [Fact]
    public async Task Whatever_a_client_calls_the_format_of_what_was_typed_it_comes_back_as_words()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        foreach (var format in (string[])["", ""","textFormat":"markdown" """, ""","textFormat":"xml" """])
            await host.PostAsync($"{Root}/conversations/{conversation}/activities", $$"""{"type":"message","text":"![x](http://evil.example.com/x.png)","from":{"id":"x"}{{format}}}""", token);
        var echoes = (await ReadAsync(host, conversation, token)).Activities.Where(a => a.GetProperty("from").GetProperty("role").GetString() == "user").ToList();
        Assert.Equal(["plain", "plain", "plain"], echoes.Select(a => a.GetProperty("textFormat").GetString()));
    }

    [Fact]
    public async Task While_the_store_is_away_every_call_says_in_the_one_shape_to_come_again()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        var unborn = (await (await host.PostAsync($"{Root}/tokens/generate", "", Secret)).JsonAsync()).GetProperty("token").GetString();
        (host.Turns.Broken, host.Turns.Unreadable) = (true, true);
        HttpResponseMessage[] answers =
        [
            await host.PostAsync($"{Root}/conversations", "", unborn),
            await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, token),
            await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}/activities", null, token),
            await host.PostAsync($"{Root}/conversations/{conversation}/activities", Said("hi"), token),
            await UploadAsync(host, conversation, token),
        ];
        foreach (var answer in answers) await IsToComeAgainAsync(answer);

        (host.Turns.Broken, host.Turns.Unreadable) = (false, false);
        Assert.Equal(HttpStatusCode.OK, (await UploadAsync(host, conversation, token)).StatusCode);
        Assert.Single(host.Turns.Taken, t => t.Attachments is [{ Kind: AttachmentKind.Photo }]);
    }

    [Fact]
    public async Task While_files_cannot_be_kept_or_read_it_is_said_in_the_one_shape_to_come_again()
    {
        await using var host = await StartAsync(bot: a => a.Text switch
        {
            "data" => [ProtocolHost.Say("data") with { Document = new ReplyDocument("data.json", "application/json", "{}") }],
            "photo" => [ProtocolHost.Say("photo") with { Photos = [new string('a', 64)] }],
            _ => ProtocolHost.Echo(a),
        });
        var (conversation, token) = await BeginAsync(host);
        await UploadAsync(host, conversation, token);
        foreach (var text in (string[])["data", "photo"]) await host.PostAsync($"{Root}/conversations/{conversation}/activities", Said(text), token);
        var (activities, _) = await ReadAsync(host, conversation, token);
        var addresses = activities.SelectMany(a => a.TryGetProperty("attachments", out var list) ? list.EnumerateArray() : default).Select(a => a.GetProperty("contentUrl").GetString()!).ToList();
        Assert.Equal(["upload", "document", "photo"], addresses.Select(a => new Uri(a).Segments[^2].TrimEnd('/')));

        // The disk is away: what was a file is one no longer, and then what was the folder.
        var uploads = host.Get<DirectLineOptions>().UploadsPath;
        var kept = Directory.GetFiles(uploads).Single();
        File.Delete(kept);
        Directory.CreateDirectory(kept);
        host.Turns.Unreadable = true;
        ((MemoryFiles)host.Get<IFileStore>()).Fails = new IOException("The disk is away.");
        foreach (var address in addresses) await IsToComeAgainAsync(await host.SendAsync(HttpMethod.Get, address, null, null));

        host.Turns.Unreadable = false;
        Directory.Delete(uploads, recursive: true);
        await File.WriteAllTextAsync(uploads, "", TestContext.Current.CancellationToken);
        await IsToComeAgainAsync(await UploadAsync(host, conversation, token));
        File.Delete(uploads);
        Assert.Equal(HttpStatusCode.OK, (await UploadAsync(host, conversation, token)).StatusCode);
    }

    [Fact]
    public async Task Who_reads_without_pause_is_told_to_wait()
    {
        await using var host = await StartAsync(clock: new FakeTimeProvider(DateTimeOffset.UtcNow), burst: "3");
        var (conversation, token) = await BeginAsync(host);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            var path = i % 2 == 0 ? $"{Root}/conversations/{conversation}" : $"{Root}/conversations/{conversation}/activities";
            for (var n = 0; n < 2; n++) answers.Add((await host.SendAsync(HttpMethod.Get, path, null, token)).StatusCode);
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 12), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 4)], answers);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Who_is_limited_by_address_cannot_get_round_it_by_another_of_the_same_network(string one, string other, bool same)
    {
        Assert.Equal(same, Of(one) == Of(other));

        static string Of(string address)
        {
            var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();
            http.Connection.RemoteIpAddress = IPAddress.Parse(address);
            return RateLimits.KeyOf(http);
        }
    }

    [Fact]
    public async Task A_flood_slows_its_own_conversation_alone()
    {
        await using var host = await StartAsync();
        var (flooded, token) = await BeginAsync(host);
        var (calm, calmToken) = await BeginAsync(host);
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 60; i++) answers.Add((await host.PostAsync($"{Root}/conversations/{flooded}/activities", Said("hi"), token)).StatusCode);

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.InRange(answers.Count(a => a == HttpStatusCode.OK), 30, 50);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync($"{Root}/conversations/{calm}/activities", Said("hi"), calmToken)).StatusCode);
    }

    [Fact]
    public async Task Trusted_pages_may_read_the_answers_and_others_are_refused()
    {
        await using var host = await StartAsync();
        var preflight = await host.SendAsync(HttpMethod.Options, $"{Root}/conversations", null, null, ("Origin", Page), ("Access-Control-Request-Method", "POST"));
        Assert.Equal((HttpStatusCode.NoContent, Page), (preflight.StatusCode, preflight.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        foreach (var header in (string[])["authorization", "x-ms-bot-agent", "x-requested-with", "content-type"])
            Assert.Contains(header, preflight.Headers.GetValues("Access-Control-Allow-Headers").Single(), StringComparison.Ordinal);

        var (conversation, token) = await BeginAsync(host);
        var trusted = await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, token, ("Origin", Page));
        Assert.Equal((HttpStatusCode.OK, Page), (trusted.StatusCode, trusted.Headers.GetValues("Access-Control-Allow-Origin").Single()));
        var foreign = await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, token, ("Origin", "https://evil.example.com"));
        Assert.Equal((HttpStatusCode.Forbidden, false), (foreign.StatusCode, foreign.Headers.Contains("Access-Control-Allow-Origin")));
        var own = await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}", null, token, ("Origin", host.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        var denied = await host.SendAsync(HttpMethod.Options, $"{Root}/conversations", null, null, ("Origin", "https://evil.example.com"));
        Assert.False(denied.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_picture_is_kept_shown_again_and_handed_to_the_turn()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        using var raw = new ByteArrayContent(Png);
        raw.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        raw.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "foto.png" };
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Post, $"{Root}/conversations/{conversation}/upload?userId=dl_x", raw, token)).StatusCode);

        var attachment = Assert.Single(host.Turns.Taken[^1].Attachments);
        Assert.Equal((AttachmentKind.Photo, "foto.png", "image/png"), (attachment.Kind, attachment.Name, attachment.ContentType));
        Assert.Equal(Png, await host.Get<DirectLineUploads>().ReadAsync(attachment.Source, 1000, TestContext.Current.CancellationToken));

        var (activities, _) = await ReadAsync(host, conversation, token);
        var url = activities.SelectMany(a => a.TryGetProperty("attachments", out var list) ? list.EnumerateArray() : default).Single().GetProperty("contentUrl").GetString()!;
        var shown = await host.SendAsync(HttpMethod.Get, url, null, null);
        Assert.Equal(Png, await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("image/png", "attachment", "nosniff"), (shown.Content.Headers.ContentType!.MediaType, shown.Content.Headers.ContentDisposition!.DispositionType, shown.Headers.GetValues("X-Content-Type-Options").Single()));
        Assert.Contains("sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (var bad in (string[])[url.Replace("s=", "s=x", StringComparison.Ordinal), url.Replace("c=", "c=x", StringComparison.Ordinal), url.Split('?')[0]])
            Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync(HttpMethod.Get, bad, null, null)).StatusCode);
    }

    [Fact]
    public async Task Files_and_an_activity_come_in_parts_and_what_is_no_picture_is_not_kept()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        using var parts = new MultipartFormDataContent();
        var activity = new StringContent("""{"type":"message","text":"ini fotonya","from":{"id":"x"},"channelData":{"clientActivityID":"up-1"}}""");
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        parts.Add(activity, "activity", "blob");
        parts.Add(new ByteArrayContent(Png) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", "a.png");
        parts.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("MZ this is a program")) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "file", "b.jpg");
        parts.Add(new ByteArrayContent(new byte[11 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "file", "c.jpg");
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync(HttpMethod.Post, $"{Root}/conversations/{conversation}/upload?userId=x", parts, token)).StatusCode);

        var taken = host.Turns.Taken[^1];
        Assert.Equal("ini fotonya", taken.Text);
        Assert.Equal([AttachmentKind.Photo, AttachmentKind.Other, AttachmentKind.Other], taken.Attachments.Select(a => a.Kind));
        Assert.Equal(["", ""], taken.Attachments.Skip(1).Select(a => a.Source));
        Assert.Equal(11 * 1024 * 1024, taken.Attachments[2].Size);
    }

    [Fact]
    public async Task The_address_of_an_attachment_elsewhere_is_never_followed()
    {
        await using var host = await StartAsync();
        var (conversation, token) = await BeginAsync(host);
        await host.PostAsync($"{Root}/conversations/{conversation}/activities", """{"type":"message","from":{"id":"x"},"attachments":[{"contentType":"image/png","contentUrl":"http://169.254.169.254/x"}]}""", token);
        Assert.Equal((AttachmentKind.Other, ""), (host.Turns.Taken[^1].Attachments[0].Kind, host.Turns.Taken[^1].Attachments[0].Source));
    }

    [Fact]
    public async Task A_document_is_fetched_by_a_signed_address()
    {
        await using var host = await StartAsync(bot: _ => [ProtocolHost.Say("data") with { Document = new ReplyDocument("data anda.json", "application/json", "{\"a\":1}") }]);
        var (conversation, token) = await BeginAsync(host);
        var url = (await ReadAsync(host, conversation, token)).Activities[0].GetProperty("attachments")[0].GetProperty("contentUrl").GetString()!;
        var document = await host.SendAsync(HttpMethod.Get, url, null, null);
        Assert.Equal("{\"a\":1}", await document.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("data_anda.json", document.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
    }

    [Fact]
    public async Task Uploads_are_gone_after_a_day()
    {
        var folder = Directory.CreateTempSubdirectory("uploads").FullName;
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var uploads = new DirectLineUploads(new DirectLineOptions { UploadsPath = folder }, clock);
        var cancellation = TestContext.Current.CancellationToken;
        var address = await uploads.SaveAsync(Png, cancellation);
        await uploads.StartAsync(cancellation);
        clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await uploads.ReadAsync(address, 1000, cancellation));
        clock.Advance(TimeSpan.FromHours(2));
        while (await uploads.ReadAsync(address, 1000, cancellation) is not null) await Task.Yield();
        await uploads.StopAsync(cancellation);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_generated_key_is_kept_in_a_file_that_only_its_owner_reads()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("key").FullName, "sub", "key");
        var first = new DirectLineKeys(new DirectLineOptions { KeyPath = path });
        var again = new DirectLineKeys(new DirectLineOptions { KeyPath = path });
        Assert.Equal(first.Tokens, again.Tokens);
        Assert.NotEqual(first.Tokens, first.Links);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    internal static Task<ProtocolHost> StartAsync(Func<Activity, IReadOnlyList<Reply>>? bot = null, TimeProvider? clock = null, string burst = "30") => ProtocolHost.StartAsync(
        new Dictionary<string, string?> { ["DirectLine:Secret"] = Secret, ["DirectLine:TrustedOrigins"] = Page, ["DirectLine:StartsPerMinute"] = "10000", ["DirectLine:PostBurst"] = burst }, bot, clock: clock);

    internal static async Task IsToComeAgainAsync(HttpResponseMessage answer) =>
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable", TimeSpan.FromSeconds(5)), (answer.StatusCode, await answer.ErrorCodeAsync(), answer.Headers.RetryAfter!.Delta));

    private static async Task<HttpResponseMessage> UploadAsync(ProtocolHost host, string conversation, string token)
    {
        using var picture = new ByteArrayContent(Png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        return await host.SendAsync(HttpMethod.Post, $"{Root}/conversations/{conversation}/upload?userId=dl_x", picture, token);
    }

    internal static async Task<(string Conversation, string Token)> BeginAsync(ProtocolHost host, string? user = null)
    {
        var made = await (await host.PostAsync($"{Root}/tokens/generate", user is null ? "" : $$$"""{"user":{"id":"{{{user}}}"}}""", Secret)).JsonAsync();
        var started = await (await host.PostAsync($"{Root}/conversations", "{}", made.GetProperty("token").GetString())).JsonAsync();
        await host.Turns.QuietAsync();
        return (started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
    }

    internal static string Said(string text, string? clientId = null) => clientId is null
        ? $$$"""{"type":"message","text":"{{{text}}}","from":{"id":"x"}}"""
        : $$$"""{"type":"message","text":"{{{text}}}","from":{"id":"x"},"channelData":{"clientActivityID":"{{{clientId}}}"}}""";

    internal static async Task<(List<JsonElement> Activities, string Watermark)> ReadAsync(ProtocolHost host, string conversation, string token, string? watermark = null)
    {
        await host.Turns.QuietAsync();
        var set = await (await host.SendAsync(HttpMethod.Get, $"{Root}/conversations/{conversation}/activities?watermark={watermark}", null, token)).JsonAsync();
        return ([.. set.GetProperty("activities").EnumerateArray()], set.GetProperty("watermark").GetString()!);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Utc();
}
