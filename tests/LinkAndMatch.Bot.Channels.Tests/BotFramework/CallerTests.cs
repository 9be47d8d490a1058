using System.Net;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed class CallerTests
{
    private const string Service = "https://smba.example.com/";
    private const string OtherBot = "99999999-8888-4777-8666-555555555555";

    /// <summary>Name, what is expected, and the token.</summary>
    private static readonly (string Name, bool Accepted, Func<Issuer, string?> Token)[] Tokens =
    [
        ("good", true, i => i.Token()),
        ("no header", false, _ => null),
        ("not a token", false, _ => "abc"),
        ("three empty parts", false, _ => ".."),
        ("wrong audience", false, i => i.Token(audience: OtherBot)),
        ("no audience", false, i => i.Token(audience: null)),
        ("wrong issuer", false, i => i.Token("https://evil.example.com")),
        ("expired 2 minutes ago, within the skew", true, i => i.Token(expires: -TimeSpan.FromMinutes(2))),
        ("expired 6 minutes ago", false, i => i.Token(expires: -TimeSpan.FromMinutes(6))),
        ("expired 10 minutes ago", false, i => i.Token(expires: -TimeSpan.FromMinutes(10))),
        ("begins in 2 minutes, within the skew", true, i => i.Token(begins: TimeSpan.FromMinutes(2))),
        ("begins in 10 minutes", false, i => i.Token(begins: TimeSpan.FromMinutes(10))),
        ("unknown key id", false, i => i.Token(kid: "k9")),
        ("signed by another key under a known id", false, i => i.Token(key: i.Unpublished)),
        ("RS384", true, i => i.Token(algorithm: SecurityAlgorithms.RsaSha384)),
        ("PS256", false, i => i.Token(algorithm: SecurityAlgorithms.RsaSsaPssSha256)),
        ("serviceurl differs", false, i => i.Token(serviceUrl: "https://evil.example.com/")),
        ("serviceurl differs by a slash", false, i => i.Token(serviceUrl: "https://smba.example.com")),
        ("no serviceurl claim", false, i => i.Token(serviceUrl: null)),
        ("alg none", false, i => Unsigned(i.Token(), "none")),
        ("key confusion: HS256 with the public key", false, i => Confused(i)),
        ("tampered payload", false, i => Tampered(i.Token())),
        ("emulator v1, not switched on", false, i => i.Token(Issuer.EmulatorV1, serviceUrl: null, more: [("appid", Issuer.AppId), ("ver", "1.0")])),
        ("another bot that is not allowed", false, i => i.Token(Issuer.EmulatorV2, serviceUrl: null, more: [("azp", OtherBot), ("ver", "2.0")])),
    ];

    public static IEnumerable<TheoryDataRow<int>> Rows => Tokens.Select((t, n) => new TheoryDataRow<int>(n) { TestDisplayName = t.Name });

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_token_is_accepted_or_refused_with_401_by_the_table(int row)
    {
        var (_, accepted, token) = Tokens[row];
        await using var issuer = await Issuer.StartAsync();
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production");
        var response = await host.PostAsync("/api/messages", Activity(Service), token(issuer));

        Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        if (!accepted) Assert.Equal("Unauthorized", await response.ErrorCodeAsync());
        Assert.Equal(accepted ? 1 : 0, host.Turns.Taken.Count);
    }

    [Fact]
    public async Task An_activity_without_a_serviceUrl_or_for_a_channel_that_the_key_does_not_speak_for_is_refused()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("/api/messages", MessagesTests.Message("hi"), issuer.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("/api/messages", Activity(Service, "facebook"), issuer.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", Activity(Service, "msteams"), issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task A_key_that_lists_no_endorsements_speaks_for_every_channel()
    {
        await using var issuer = await Issuer.StartAsync();
        issuer.Keys["k1"] = (issuer.Key, []);
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production");
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", Activity(Service, "facebook"), issuer.Token())).StatusCode);
    }

    [Fact]
    public async Task The_Emulator_and_other_bots_are_heard_only_when_the_operator_says_so()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var host = await ProtocolHost.StartAsync(
            issuer.Settings(("BotFramework:AllowEmulator", "true"), ("BotFramework:AllowedCallers", OtherBot)), environment: "Production");
        (string Issuer, (string, object)[] Claims, bool Accepted)[] callers =
        [
            (Issuer.EmulatorV1, [("appid", Issuer.AppId), ("ver", "1.0")], true),
            (Issuer.EmulatorV1, [("appid", Issuer.AppId)], true),
            (Issuer.EmulatorV2, [("azp", Issuer.AppId), ("ver", "2.0")], true),
            (Issuer.EmulatorV2, [("azp", OtherBot), ("ver", "2.0")], true),
            (Issuer.EmulatorV2, [("appid", Issuer.AppId), ("ver", "2.0")], false),
            (Issuer.EmulatorV2, [("azp", Guid.NewGuid().ToString()), ("ver", "2.0")], false),
            (Issuer.EmulatorV2, [("azp", Issuer.AppId), ("ver", "3.0")], false),
        ];
        foreach (var (from, claims, accepted) in callers)
        {
            var response = await host.PostAsync("/api/messages", Activity("https://other.example.com/"), issuer.Token(from, serviceUrl: null, more: claims));
            Assert.Equal(accepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
        }
        // One caller can never speak in a conversation that came through another, whatever it calls itself (A2251).
        Assert.Equal(2, host.Turns.Taken.Select(t => t.Conversation.Id).Distinct().Count());
    }

    [Fact]
    public async Task With_nothing_set_the_endpoint_is_closed_but_for_a_developer_on_the_same_machine()
    {
        await using var production = await ProtocolHost.StartAsync(environment: "Production");
        Assert.Equal(HttpStatusCode.Unauthorized, (await production.PostAsync("/api/messages", MessagesTests.Message("hi"))).StatusCode);

        await using var development = await ProtocolHost.StartAsync();
        (string Name, string Value)[][] foreign =
        [
            [("Origin", "https://evil.example.com")], [("X-Forwarded-For", "203.0.113.7")], [("Forwarded", "for=203.0.113.7")], [("Host", "rebound.example.com")],
        ];
        foreach (var headers in foreign)
            Assert.Equal(HttpStatusCode.Unauthorized, (await development.PostAsync("/api/messages", MessagesTests.Message("hi"), null, headers)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await development.PostAsync("/api/messages", Activity("https://evil.example.com/"))).StatusCode);
        Assert.Empty(development.Turns.Taken);
        Assert.Equal(HttpStatusCode.OK, (await development.PostAsync("/api/messages", Activity("http://127.0.0.1:9/"))).StatusCode);
    }

    [Fact]
    public async Task Keys_are_fetched_once_a_day_and_for_an_unknown_one_at_most_once_an_hour()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var issuer = await Issuer.StartAsync();
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production", clock: clock);
        Task<HttpResponseMessage> Post(string kid) => host.PostAsync("/api/messages", Activity(Service), issuer.Token(kid: kid, expires: TimeSpan.FromDays(3)));

        await Post("k1");
        await Post("k1");
        await Post("k2");
        Assert.Equal(1, issuer.KeysRead);

        issuer.Keys["k2"] = (issuer.Key, []);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Post("k2")).StatusCode);
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.OK, (await Post("k2")).StatusCode);
        await Post("k3");
        Assert.Equal(2, issuer.KeysRead);
        clock.Advance(TimeSpan.FromHours(25));
        await Post("k1");
        Assert.Equal(3, issuer.KeysRead);
    }

    [Fact]
    public async Task When_the_keys_cannot_be_fetched_the_answer_is_401_and_known_keys_stay_good()
    {
        await using var issuer = await Issuer.StartAsync();
        var settings = issuer.Settings(("BotFramework:OpenIdMetadataUrl", "http://127.0.0.1:9/none"));
        await using var host = await ProtocolHost.StartAsync(settings, environment: "Production");
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("/api/messages", Activity(Service), issuer.Token())).StatusCode);
    }

    [Theory]
    [InlineData("/metadata", "null")]
    [InlineData("/metadata", """{"jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("/metadata", """{"jwks_uri":5}""")]
    [InlineData("/keys", "<html>")]
    [InlineData("/keys", """{"keys":[null]}""")]
    [InlineData("/keys", """{"keys":[{"kty":"RSA","kid":"k1","n":5,"e":[]}]}""")]
    [InlineData("/keys", """{"keys":[{"kty":"RSA","kid":"k1","n":"!","e":"AQAB"}]}""")]
    public async Task Keys_that_are_none_let_nobody_in_and_break_nothing(string path, string body)
    {
        await using var issuer = await Issuer.StartAsync();
        issuer.Instead[path] = http => http.Response.WriteAsync(body);
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production");
        var refused = await host.PostAsync("/api/messages", Activity(Service), issuer.Token());
        Assert.Equal((HttpStatusCode.Unauthorized, "Unauthorized"), (refused.StatusCode, await refused.ErrorCodeAsync()));
        Assert.Empty(host.Turns.Taken);
    }

    [Theory]
    [InlineData("/metadata")]
    [InlineData("/keys")]
    public async Task Keys_without_end_are_not_read_to_it_and_once_they_are_as_they_should_be_callers_are_heard(string path)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var issuer = await Issuer.StartAsync();
        var endless = new Endless();
        issuer.Instead[path] = endless.AnswerAsync;
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production", clock: clock);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("/api/messages", Activity(Service), issuer.Token())).StatusCode);
        await endless.LeftAsync();

        issuer.Instead.Clear();
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", Activity(Service), issuer.Token())).StatusCode);
    }

    [Theory]
    [InlineData("MicrosoftAppId", "not a guid")]
    [InlineData("MicrosoftAppType", "Other")]
    [InlineData("MicrosoftAppPassword", "alone")]
    [InlineData("BotFramework:OpenIdMetadataUrl", "http://keys.example.com")]
    [InlineData("BotFramework:AllowEmulator", "maybe")]
    [InlineData("BotFramework:AllowedCallers", "abc")]
    [InlineData("DirectLine:Secret", "short")]
    [InlineData("DirectLine:TrustedOrigins", "https://a.example.com/path")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string name, string value)
    {
        var wrong = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => ProtocolHost.StartAsync(new Dictionary<string, string?> { [name] = value }));
        Assert.Contains(name.Replace(":", "__", StringComparison.Ordinal), wrong.Message, StringComparison.Ordinal);
        if (value is "alone" or "short") Assert.DoesNotContain(value + " ", wrong.Message, StringComparison.Ordinal);
    }

    private static string Activity(string serviceUrl, string channel = "test") =>
        MessagesTests.Message("hi", more: $$""","id":"{{Guid.NewGuid():N}}","serviceUrl":"{{serviceUrl}}","callerId":"urn:botframework:azure" """, channel: channel);

    private static string Unsigned(string token, string algorithm) =>
        $"{Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"k1"}""")}.{token.Split('.')[1]}.";

    private static string Confused(Issuer issuer)
    {
        var parts = issuer.Token().Split('.');
        var signed = $"{Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"k1"}""")}.{parts[1]}";
        var mac = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(issuer.Key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(signed));
        return $"{signed}.{Base64UrlEncoder.Encode(mac)}";
    }

    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("smba", "evil", StringComparison.Ordinal);
        return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
    }
}
