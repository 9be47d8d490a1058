using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed class ConnectorTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Method, string Path, string? Bearer, JsonElement Body)> calls = new();
    private WebApplication service = null!;
    private Issuer issuer = null!;
    private Func<HttpContext, IResult> answer = _ => Results.Json(new { id = "m1" });

    private string Service => $"{service.Urls.First()}/amer/";

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        service = builder.Build();
        service.Map("/{**path}", async (HttpContext http) =>
        {
            var body = http.Request.ContentLength > 0 ? await JsonDocument.ParseAsync(http.Request.Body) : null;
            var raw = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            calls.Enqueue((http.Request.Method, raw, http.Request.Headers.Authorization.ToString(), body?.RootElement.Clone() ?? default));
            return answer(http);
        });
        await service.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await issuer.DisposeAsync();
        // No test needs to think of it: what was posted is looked at here.
        foreach (var call in calls.Where(c => c.Method is "POST" or "PUT")) await ActivitySchema.CheckAsync(call.Body);
    }

    [Fact]
    public async Task A_reply_goes_to_the_serviceUrl_of_the_authenticated_activity_with_the_bots_token()
    {
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1|0001", conversation: "a:ü/1|x");
        await PostAsync(host, "ho", "1|0002", conversation: "a:ü/1|x");

        Assert.Equal(["/amer/v3/conversations/a%3A%C3%BC%2F1%7Cx/activities/1%7C0001", "/amer/v3/conversations/a%3A%C3%BC%2F1%7Cx/activities/1%7C0002"], calls.Select(c => c.Path));
        Assert.All(calls, c => Assert.Equal(("POST", "Bearer token-1"), (c.Method, c.Bearer)));
        // The whole of it: no id, no time, no serviceUrl, nothing empty.
        Assert.Equal(
            JsonSerializer.Serialize(new
            {
                type = "message",
                channelId = "test",
                from = new { id = "bot", name = "Bot" },
                conversation = new { id = "a:ü/1|x" },
                recipient = new { id = "user1", name = "" },
                replyToId = "1|0001",
                locale = "id-ID",
                text = "heard hi",
                textFormat = "plain",
                inputHint = "acceptingInput",
            }),
            JsonSerializer.Serialize(calls.First().Body));
        var asked = Assert.Single(issuer.TokensAsked);
        Assert.Equal(("client_credentials", Issuer.AppId, "https://api.botframework.com/.default", "botframework.com"), (asked["grant_type"], asked["client_id"], asked["scope"], asked["tenant"]));
    }

    [Fact]
    public async Task A_single_tenant_bot_asks_its_own_tenant_for_tokens()
    {
        await using var host = await StartAsync(("MicrosoftAppType", "SingleTenant"), ("MicrosoftAppTenantId", "my-tenant"));
        await PostAsync(host, "hi", "1");
        Assert.Equal("my-tenant", issuer.TokensAsked.Single()["tenant"]);
    }

    [Fact]
    public async Task A_notice_without_a_cause_in_the_conversation_is_posted_on_its_own()
    {
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        await host.Turns.SayAsync(host.Turns.Taken[0].Conversation with { User = host.Turns.Taken[0].From }, ProtocolHost.Say("news"));
        Assert.Equal("/amer/v3/conversations/c1/activities", calls.Last().Path);
        Assert.Equal("news", calls.Last().Body.GetProperty("text").GetString());
    }

    [Fact]
    public async Task An_edit_is_put_an_empty_one_deletes_and_where_the_channel_cannot_it_is_said_anew()
    {
        await using var host = await StartAsync(bot: a => a.Text switch
        {
            "ask" => [ProtocolHost.Say("question") with { PromptId = "q1" }],
            "edit" => [ProtocolHost.Say("answered") with { Class = DeliveryClass.Edit, EditsPromptId = "q1" }],
            _ => [new Reply { Parts = [], Class = DeliveryClass.Edit, EditsPromptId = "q1" }],
        });
        await PostAsync(host, "ask", "1");
        await PostAsync(host, "edit", "2");
        await PostAsync(host, "delete", "3");
        answer = http => http.Request.Method == "PUT" ? Results.StatusCode(405) : Results.Json(new { id = "m2" });
        await PostAsync(host, "edit", "4");

        Assert.Equal(["POST", "PUT", "DELETE", "PUT", "POST"], calls.Select(c => c.Method));
        Assert.Equal("/amer/v3/conversations/c1/activities/m1", calls.ElementAt(1).Path);
        Assert.Equal("m1", calls.ElementAt(1).Body.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(200, typeof(SendResult.Sent))]
    [InlineData(201, typeof(SendResult.Sent))]
    [InlineData(202, typeof(SendResult.Sent))]
    [InlineData(400, typeof(SendResult.Rejected))]
    [InlineData(401, typeof(SendResult.NotSent))]
    [InlineData(403, typeof(SendResult.Blocked))]
    [InlineData(404, typeof(SendResult.Rejected))]
    [InlineData(413, typeof(SendResult.Rejected))]
    [InlineData(429, typeof(SendResult.NotSent))]
    [InlineData(302, typeof(SendResult.Rejected))]
    [InlineData(500, typeof(SendResult.Ambiguous))]
    [InlineData(502, typeof(SendResult.Ambiguous))]
    [InlineData(503, typeof(SendResult.Ambiguous))]
    public async Task Each_answer_of_a_channel_tells_whether_the_reply_was_sent(int status, Type expected)
    {
        answer = http =>
        {
            http.Response.Headers.RetryAfter = "7";
            http.Response.Headers.Location = "http://127.0.0.1:9/";
            return Results.StatusCode(status);
        };
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        var result = host.Turns.Sent.Single().Result;
        Assert.IsType(expected, result);
        if (status == 429) Assert.Equal(TimeSpan.FromSeconds(7), ((SendResult.NotSent)result).RetryAfter);
        Assert.Single(calls);
    }

    [Fact]
    public async Task A_channel_that_answers_without_end_or_wants_to_be_left_alone_for_years_harms_nothing()
    {
        answer = http => Results.Text("{\"id\":\"" + new string('x', 4_000_000) + "\"}", "application/json");
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        answer = http =>
        {
            http.Response.Headers.RetryAfter = "2000000000";
            return Results.StatusCode(429);
        };
        await PostAsync(host, "hi", "2");
        Assert.Equal([new SendResult.Sent(null), new SendResult.NotSent("connector.429", TimeSpan.FromHours(1))], host.Turns.Sent.Select(s => s.Result));
    }

    [Fact]
    public async Task A_group_gets_its_one_line_by_the_connector()
    {
        await using var host = await StartAsync();
        var message = JsonSerializer.Serialize(new
        {
            type = "message",
            id = "1",
            channelId = "test",
            text = "hi",
            serviceUrl = Service,
            from = new { id = "u" },
            recipient = new { id = "bot" },
            conversation = new { id = "g", isGroup = true },
        });
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", message, issuer.Token(serviceUrl: Service))).StatusCode);
        while (calls.IsEmpty) await Task.Yield();
        var line = Assert.Single(calls);
        Assert.Equal(("/amer/v3/conversations/g/activities/1", "Hanya percakapan pribadi."), (line.Path, line.Body.GetProperty("text").GetString()));
        Assert.Empty(host.Turns.Taken);
    }

    [Fact]
    public async Task A_refused_token_is_fetched_anew_and_without_one_nothing_is_sent()
    {
        answer = _ => Results.StatusCode(401);
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        answer = _ => Results.Json(new { id = "m" });
        await PostAsync(host, "hi", "2");
        Assert.Equal("Bearer token-2", calls.Last().Bearer);

        issuer.TokensRefused = true;
        await using var other = await StartAsync();
        await PostAsync(other, "hi", "1");
        Assert.IsType<SendResult.NotSent>(other.Turns.Sent.Single().Result);
        Assert.Equal(2, calls.Count);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"access_token":5,"expires_in":3600}""")]
    [InlineData("""{"access_token":"t","expires_in":99999999999999}""")]
    [InlineData("""{"access_token":"t","expires_in":"soon"}""")]
    public async Task A_token_that_is_none_is_not_sent_and_what_was_to_be_said_waits(string body)
    {
        issuer.Instead["/botframework.com/oauth2/v2.0/token"] = http => http.Response.WriteAsync(body);
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        Assert.Equal(new SendResult.NotSent("connector.no_token", TimeSpan.FromSeconds(30)), host.Turns.Sent.Single().Result);
        Assert.Empty(calls);
    }

    [Fact]
    public async Task A_token_without_end_is_not_read_to_it_and_the_next_one_serves()
    {
        var endless = new Endless();
        issuer.Instead["/botframework.com/oauth2/v2.0/token"] = endless.AnswerAsync;
        await using var host = await StartAsync();
        await PostAsync(host, "hi", "1");
        await endless.LeftAsync();
        Assert.Equal(new SendResult.NotSent("connector.no_token", TimeSpan.FromSeconds(30)), host.Turns.Sent.Single().Result);

        issuer.Instead.Clear();
        await PostAsync(host, "hi", "2");
        Assert.Equal("Bearer token-1", Assert.Single(calls).Bearer);
    }

    [Fact]
    public async Task A_channel_that_cannot_be_reached_got_nothing()
    {
        await using var host = await StartAsync();
        await service.StopAsync(TestContext.Current.CancellationToken);
        await PostAsync(host, "hi", "1");
        Assert.Equal(new SendResult.NotSent("connector.unreachable"), host.Turns.Sent.Single().Result);
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/")]
    [InlineData("https://127.0.0.1:{0}/")]
    [InlineData("https://localhost:{0}/")]
    [InlineData("https://10.0.0.7/")]
    [InlineData("https://169.254.169.254/metadata/")]
    [InlineData("https://[::1]:{0}/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://user@smba.example.com/")]
    [InlineData("ftp://smba.example.com/")]
    public async Task Nothing_is_ever_sent_to_a_private_address_even_for_an_authenticated_activity(string address)
    {
        var serviceUrl = string.Format(System.Globalization.CultureInfo.InvariantCulture, address, service.Urls.First().Split(':')[^1]);
        await using var host = await StartAsync(("BotFramework:AllowPrivateServiceUrls", "false"));
        await PostAsync(host, "hi", "1", serviceUrl);
        Assert.IsType<SendResult.Rejected>(host.Turns.Sent.Single().Result);
        Assert.Empty(calls);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("::ffff:192.168.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    public void Private_addresses_are_known_as_such(string address, bool isPublic) =>
        Assert.Equal(isPublic, ServiceUrls.IsPublic(IPAddress.Parse(address)));

    private Task<ProtocolHost> StartAsync(params (string Name, string Value)[] more) => StartAsync(null, more);

    private Task<ProtocolHost> StartAsync(Func<Conversation.Activities.Activity, IReadOnlyList<Reply>>? bot, params (string Name, string Value)[] more) =>
        ProtocolHost.StartAsync(issuer.Settings([("BotFramework:AllowPrivateServiceUrls", "true"), .. more]), bot, environment: "Production");

    private async Task PostAsync(ProtocolHost host, string text, string id, string? serviceUrl = null, string conversation = "c1")
    {
        var address = serviceUrl ?? Service;
        var message = JsonSerializer.Serialize(new
        {
            type = "message",
            id,
            channelId = "test",
            text,
            serviceUrl = address,
            from = new { id = "user1" },
            recipient = new { id = "bot", name = "Bot" },
            conversation = new { id = conversation },
        });
        var response = await host.PostAsync("/api/messages", message, issuer.Token(serviceUrl: address));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await host.Turns.QuietAsync();
    }
}
