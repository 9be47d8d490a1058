using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed class FuzzTests
{
    private const int Mutants = 10_000;
    private const int Seed = 20260;

    private static readonly string[] Seeds =
    [
        MessagesTests.Message("Saya mau daftar", more: ""","id":"s1","timestamp":"2026-01-01T00:00:00Z","locale":"id-ID" """),
        MessagesTests.Expecting("halo", "s2"),
        MessagesTests.Message("", "conversationUpdate", ""","id":"s3","membersAdded":[{"id":"user1"},{"id":"bot"}]"""),
        MessagesTests.Message("x", "messageUpdate", ""","id":"s4" """),
        MessagesTests.Message("Ya", more: ""","id":"s5","value":{"choice":"p:q:yes"},"replyToId":"r" """),
        MessagesTests.Message("", "event", ""","name":"webchat/join","value":{"a":[1,2,{"b":null}]} """),
        MessagesTests.Message("", "invoke", ""","name":"adaptiveCard/action","value":{"action":{}} """),
        MessagesTests.Message("foto", more: ""","attachments":[{"contentType":"image/png","contentUrl":"https://a.example.com/x.png","name":"x.png"}],"entities":[{"type":"Place","geo":{"latitude":-6.2,"longitude":106.8}}],"channelData":{"clientActivityID":"c1"} """),
    ];

    private static readonly string[] Awkward =
    [
        "null", "true", "-1", "1e999", "0.1", "\"\"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\ufffe\"", "[]", "{}", "[[[[]]]]", "{\"a\":{\"b\":{\"c\":[]}}}", "\"<script>alert(1)</script>\"",
        "\"' OR 1=1 --\"", "\"{{ person.phone }}\"", "\"p:q:yes\"", "\"a:introductions.accept:AAAA:1\"", "\"../../etc/passwd\"", "\"9999-99-99T99:99:99Z\"", "\"http://169.254.169.254/\"", "18446744073709551616",
    ];

    [Fact]
    public async Task Ten_thousand_mutated_activities_give_no_server_error()
    {
        await using var host = await ProtocolHost.StartAsync();
        var random = new Random(Seed);
        var seen = new Dictionary<HttpStatusCode, int>();
        for (var n = 0; n < Mutants; n++)
        {
            var mutant = Mutate(random);
            var response = await host.SendAsync(HttpMethod.Post, "/api/messages", new ByteArrayContent(mutant), null);
            seen[response.StatusCode] = seen.GetValueOrDefault(response.StatusCode) + 1;
            Assert.True((int)response.StatusCode < 500 || response.StatusCode == HttpStatusCode.NotImplemented, $"{response.StatusCode} for {Encoding.UTF8.GetString(mutant)}");
        }
        // The mutants are of use: some pass, some are refused.
        Assert.True(seen[HttpStatusCode.OK] > Mutants / 10 && seen[HttpStatusCode.BadRequest] > Mutants / 10, string.Join(", ", seen));
    }

    [Fact]
    public async Task Without_proof_of_the_sender_ten_thousand_mutants_change_nothing()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var host = await ProtocolHost.StartAsync(issuer.Settings(), environment: "Production");
        var random = new Random(Seed + 1);
        string?[] bearers = [null, "", "x", "a.b.c", issuer.Token(kid: "k9"), issuer.Token(key: issuer.Unpublished), issuer.Token(audience: "other")];
        for (var n = 0; n < Mutants; n++)
        {
            var response = await host.SendAsync(HttpMethod.Post, "/api/messages", new ByteArrayContent(Mutate(random)), bearers[random.Next(bearers.Length)]);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }
        Assert.Empty(host.Turns.Taken);
    }

    /// <summary>A seed with a few of its values, names, bytes or its nesting spoilt.</summary>
    internal static byte[] Mutate(Random random)
    {
        var root = JsonNode.Parse(Seeds[random.Next(Seeds.Length)])!.AsObject();
        for (var change = random.Next(4); change > 0; change--)
        {
            var parent = Descend(root, random);
            var names = parent.Select(p => p.Key).ToList();
            if (names.Count == 0) continue;
            var name = names[random.Next(names.Count)];
            switch (random.Next(5))
            {
                case 0:
                    parent.Remove(name);
                    break;
                case 1:
                    parent[name] = JsonNode.Parse(Text(random));
                    break;
                case 2:
                    parent[names[random.Next(names.Count)]] = parent[name]?.DeepClone();
                    break;
                case 3:
                    parent[name] = new string('é', random.Next(3000));
                    break;
                default:
                    parent[$"x{random.Next(10)}"] = JsonNode.Parse(Text(random));
                    break;
            }
        }
        var bytes = Encoding.UTF8.GetBytes(root.ToJsonString());
        if (random.Next(4) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (random.Next(20) == 0) bytes = bytes[..random.Next(bytes.Length)];
        if (random.Next(50) == 0) bytes = [.. Encoding.UTF8.GetBytes(new string('[', 40)), .. bytes];
        return bytes;
    }

    // What JSON cannot hold stands for itself and is put in as text.
    private static string Text(Random random)
    {
        var text = Awkward[random.Next(Awkward.Length)];
        return text is "1e999" or "\"\\ud83d\"" ? "\"\\\\ud83d\"" : text;
    }

    private static JsonObject Descend(JsonObject root, Random random)
    {
        var at = root;
        while (random.Next(2) == 0)
        {
            var inner = at.Select(p => p.Value).OfType<JsonObject>().ToList();
            if (inner.Count == 0) break;
            at = inner[random.Next(inner.Count)];
        }
        return at;
    }
}
