using System.Net;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.Tests.BotFramework;

public sealed class MessagesTests
{
    [Fact]
    public async Task A_post_without_a_type_or_with_broken_JSON_is_answered_400_in_the_one_shape()
    {
        await using var host = await ProtocolHost.StartAsync();
        foreach (var body in (string[])["{}", "{", "[]", "null", "5", """{"Type":"message"}""", """{"type":5}""", """{"type":""}""", """{"type":"message","text":"\ud800"}"""])
        {
            var response = await host.PostAsync("/api/messages", body);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains(await response.ErrorCodeAsync(), (string[])["BadSyntax", "MissingProperty"]);
        }
        Assert.Equal("BadSyntax", await (await host.PostAsync("/api/messages", Message("hi", more: ""","locale":{} """))).ErrorCodeAsync());
        Assert.Empty(host.Turns.Taken);
    }

    [Fact]
    public async Task An_activity_over_256_K_characters_is_answered_413()
    {
        await using var host = await ProtocolHost.StartAsync();
        foreach (var text in (string[])[new string('a', 262_144), new string('a', 1_100_000)])
        {
            var response = await host.PostAsync("/api/messages", Message(text));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Equal("MessageSizeTooBig", await response.ErrorCodeAsync());
        }
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", Message(new string('a', 250_000)))).StatusCode);
    }

    [Fact]
    public async Task Other_verbs_are_answered_405()
    {
        await using var host = await ProtocolHost.StartAsync();
        foreach (var verb in (string[])["GET", "PUT", "DELETE", "PATCH"])
        {
            var response = await host.SendAsync(new HttpMethod(verb), "/api/messages", null, null);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal("POST", response.Content.Headers.Allow.Single());
        }
    }

    [Fact]
    public async Task A2014_unknown_types_and_unknown_events_are_answered_200_and_forgotten()
    {
        await using var host = await ProtocolHost.StartAsync();
        foreach (var type in (string[])["typing", "endOfConversation", "messageDelete", "messageReaction", "installationUpdate", "trace", "handoff", "command", "commandResult", "event", "somethingNew", "Message", "MESSAGE"])
        {
            foreach (var more in (string[])["", ""","name":"application/vnd.example" """])
            {
                var response = await host.PostAsync("/api/messages", Message("hi", type, more));
                Assert.Equal((HttpStatusCode.OK, 0L), (response.StatusCode, response.Content.Headers.ContentLength));
            }
        }
        Assert.Empty(host.Turns.Taken);
    }

    [Theory]
    [InlineData(""" "timestamp":"0001-01-01T00:00:00Z" """)]
    [InlineData(""" "timestamp":"9999-12-31T23:59:59.999Z","localTimestamp":"yesterday","localTimezone":"Mars/Olympus" """)]
    [InlineData(""" "timestamp":"the other day" """)]
    [InlineData(""" "locale":"xx-unknown-Zzzz","textFormat":"braille","attachmentLayout":"heap","inputHint":"shouting","importance":"dire","deliveryMode":"pigeon","summary":"s" """)]
    [InlineData(""" "channelData":"a string","value":5,"entities":"none","relatesTo":[] """)]
    [InlineData(""" "channelData":[1],"entities":[null,5,"x",{},{"type":5},{"type":"Mention","mentioned":{}}],"semanticAction":7,"speak":"<speak" """)]
    public async Task Hints_that_say_nothing_or_nonsense_keep_no_message_from_being_taken(string hints)
    {
        await using var host = await ProtocolHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync("/api/messages", Message("", more: $",{hints}"))).StatusCode);
        var taken = Assert.Single(host.Turns.Taken);
        Assert.Equal((ActivityType.Message, ""), (taken.Type, taken.Text));
        Assert.InRange(taken.Timestamp, DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task A2103_the_first_place_that_can_be_read_is_where_somebody_is()
    {
        await using var host = await ProtocolHost.StartAsync();
        const string Entities =
            """[7,{"type":"GeoCoordinates","latitude":"x"},{"type":"GeoCoordinates","latitude":91,"longitude":0},{"type":"Place","geo":{"latitude":-6.87,"longitude":109.12}},{"type":"GeoCoordinates","latitude":1,"longitude":2}]""";
        await host.PostAsync("/api/messages", Message("", more: $$""","entities":{{Entities}}"""));
        Assert.Equal(new GeoPoint(-6.87, 109.12), Assert.Single(host.Turns.Taken).Location);
    }

    [Fact]
    public async Task A5401_an_invoke_that_nobody_handles_is_answered_501_and_one_without_a_name_400()
    {
        await using var host = await ProtocolHost.StartAsync();
        Assert.Equal(HttpStatusCode.NotImplemented, (await host.PostAsync("/api/messages", Message("hi", "invoke", ""","name":"x/y" """))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.PostAsync("/api/messages", Message("hi", "invoke"))).StatusCode);
    }

    [Fact]
    public async Task A3112_a_caller_that_expects_replies_gets_them_in_the_answer()
    {
        await using var host = await ProtocolHost.StartAsync(bot: _ => [ProtocolHost.Say("one"), ProtocolHost.Say("two")]);
        var replies = await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1")));

        Assert.Equal(["one", "two"], replies.Select(r => r.GetProperty("text").GetString()));
        Assert.All(replies, r => Assert.Equal("1", r.GetProperty("replyToId").GetString()));
        await host.Turns.QuietAsync();
        Assert.DoesNotContain(host.Turns.Sent, s => s.Result is not Conversation.Doors.SendResult.Sent);
    }

    [Fact]
    public async Task A2033_the_same_activity_again_changes_nothing_and_gets_the_same_replies()
    {
        await using var host = await ProtocolHost.StartAsync();
        var first = await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "7")));
        var again = await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "7")));

        Assert.Equal(first.Select(r => r.GetRawText()), again.Select(r => r.GetRawText()));
        Assert.Single(host.Turns.Taken);
    }

    [Fact]
    public async Task What_was_said_before_a_caller_asked_again_comes_with_the_next_answer()
    {
        await using var host = await ProtocolHost.StartAsync();
        await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1")));
        var reference = host.Turns.Taken[0].Conversation with { User = host.Turns.Taken[0].From };

        var hold = new TaskCompletionSource();
        host.Turns.Hold = hold.Task;
        var asking = host.PostAsync("/api/messages", Expecting("again", "2"));
        while (host.Turns.Taken.Count < 2) await Task.Yield();
        var saying = host.Turns.SayAsync(reference, ProtocolHost.Say("by the way"));
        hold.SetResult();

        Assert.Equal(["by the way", "heard again"], (await RepliesAsync(await asking)).Select(r => r.GetProperty("text").GetString()));
        await saying;
    }

    [Fact]
    public async Task A_tap_on_a_button_comes_back_as_the_choice_it_carries()
    {
        await using var host = await ProtocolHost.StartAsync(bot: a => a.ButtonData is { } data
            ? [ProtocolHost.Say($"tapped {data}")]
            : [ProtocolHost.Say("choose") with { PromptId = "q", Choices = [new Choice("Ya", "p:q:yes"), new Choice("Situs", "", "https://kemenperin.go.id")] }]);
        var question = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))))[0];

        var suggested = question.GetProperty("suggestedActions");
        Assert.Equal(0, suggested.GetProperty("to").GetArrayLength());
        Assert.Equal("expectingInput", question.GetProperty("inputHint").GetString());
        var button = suggested.GetProperty("actions")[0];
        Assert.Equal("messageBack", button.GetProperty("type").GetString());
        Assert.Equal(("openUrl", "https://kemenperin.go.id"), (suggested.GetProperty("actions")[1].GetProperty("type").GetString(), suggested.GetProperty("actions")[1].GetProperty("value").GetString()));

        var tap = Message("Ya", more: $$""","id":"2","deliveryMode":"expectReplies","value":{{button.GetProperty("value").GetRawText()}}""");
        Assert.Equal("tapped p:q:yes", (await RepliesAsync(await host.PostAsync("/api/messages", tap)))[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Buttons_that_stay_good_lie_on_a_hero_card()
    {
        await using var host = await ProtocolHost.StartAsync(bot: _ => [ProtocolHost.Say("offer") with { Choices = [new Choice("Setuju", "a:introductions.accept:AAAA:1")] }]);
        var offer = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))))[0];

        Assert.False(offer.TryGetProperty("suggestedActions", out _));
        Assert.False(offer.TryGetProperty("attachmentLayout", out _));
        var card = offer.GetProperty("attachments")[0];
        Assert.Equal(["buttons"], card.GetProperty("content").EnumerateObject().Select(p => p.Name));
        Assert.Equal(ReplyWriter.HeroCard, card.GetProperty("contentType").GetString());
        Assert.Equal("Setuju", card.GetProperty("content").GetProperty("buttons")[0].GetProperty("title").GetString());
    }

    [Fact]
    public async Task A_review_lies_on_a_hero_card_however_short_it_is()
    {
        await using var host = await ProtocolHost.StartAsync(bot: _ => [ProtocolHost.Say("review") with { PromptId = "q", Choices = [new Choice("Kirim", "p:q:submit"), new Choice("Ubah: Catatan", "p:q:edit.note")] }]);
        var review = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))))[0];
        Assert.Equal(["Kirim", "Ubah: Catatan"], review.GetProperty("attachments")[0].GetProperty("content").GetProperty("buttons").EnumerateArray().Select(b => b.GetProperty("title").GetString()));
        Assert.False(review.TryGetProperty("suggestedActions", out _));
    }

    [Fact]
    public async Task Many_answers_lie_on_a_card_in_their_order()
    {
        await using var host = await ProtocolHost.StartAsync(
            bot: _ => [ProtocolHost.Say("review") with { PromptId = "q", Choices = [.. Enumerable.Range(0, 13).Select(i => new Choice($"Ubah {i}", $"p:q:{i}"))] }]);
        var review = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))))[0];
        Assert.Equal(Enumerable.Range(0, 13).Select(i => $"Ubah {i}"), review.GetProperty("attachments")[0].GetProperty("content").GetProperty("buttons").EnumerateArray().Select(b => b.GetProperty("title").GetString()));
        Assert.False(review.TryGetProperty("suggestedActions", out _));
    }

    [Fact]
    public async Task A4101_a_newcomer_is_greeted_and_the_bot_itself_is_not()
    {
        await using var host = await ProtocolHost.StartAsync();
        await host.PostAsync("/api/messages", Message("", "conversationUpdate", ""","id":"1","membersAdded":[{"id":"bot"}]"""));
        await host.PostAsync("/api/messages", Message("", "conversationUpdate", ""","id":"2","membersAdded":[{"id":"bot"},{"id":"user1","name":"Siti"}]"""));

        var joined = Assert.Single(host.Turns.Taken);
        Assert.Equal((ActivityType.Joined, "user1"), (joined.Type, joined.From!.Id));
    }

    [Fact]
    public async Task A_corrected_message_is_another_activity_than_the_message_itself()
    {
        await using var host = await ProtocolHost.StartAsync();
        await host.PostAsync("/api/messages", Message("first", more: ""","id":"m1" """));
        await host.PostAsync("/api/messages", Message("second", "messageUpdate", ""","id":"m1" """));
        await host.PostAsync("/api/messages", Message("second", "messageUpdate", ""","id":"m1" """));

        Assert.Equal([ActivityType.Message, ActivityType.MessageUpdate], host.Turns.Taken.Select(t => t.Type));
        Assert.All(host.Turns.Taken, t => Assert.Equal("m1", t.MessageId));
    }

    [Fact]
    public async Task Conversation_ids_beyond_ASCII_survive()
    {
        await using var host = await ProtocolHost.StartAsync();
        var message = JsonSerializer.Serialize(new
        {
            type = "message",
            id = "ä|0001",
            channelId = "test",
            text = "hi",
            deliveryMode = "expectReplies",
            from = new { id = "ujian 人" },
            recipient = new { id = "bot" },
            conversation = new { id = "a:b/c|d 😀 ꦗꦮ" },
        });
        var reply = (await RepliesAsync(await host.PostAsync("/api/messages", message)))[0];

        Assert.Equal("a:b/c|d 😀 ꦗꦮ", reply.GetProperty("conversation").GetProperty("id").GetString());
        Assert.Equal("ä|0001", reply.GetProperty("replyToId").GetString());
        Assert.Equal("ujian 人", reply.GetProperty("recipient").GetProperty("id").GetString());
    }

    [Fact]
    public async Task A2021_channels_are_told_apart_letter_by_letter()
    {
        await using var host = await ProtocolHost.StartAsync();
        foreach (var channel in (string[])["test", "Test", "test"]) await host.PostAsync("/api/messages", Message("hi", channel: channel));
        Assert.Equal(2, host.Turns.Taken.Select(t => t.Conversation.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_group_is_told_once_that_the_bot_speaks_with_one_person_at_a_time_and_nothing_of_it_is_kept()
    {
        await using var host = await ProtocolHost.StartAsync();
        Assert.Empty(await RepliesAsync(await host.PostAsync("/api/messages", InGroup("g1", "conversationUpdate", ""","membersAdded":[{"id":"somebody"}]"""))));
        var line = Assert.Single(await RepliesAsync(await host.PostAsync("/api/messages", InGroup("g1"))));
        Assert.Equal(("Hanya percakapan pribadi.", "plain", "id-ID", "g1"), (line.GetProperty("text").GetString(), line.GetProperty("textFormat").GetString(), line.GetProperty("locale").GetString(), line.GetProperty("conversation").GetProperty("id").GetString()));
        Assert.Empty(await RepliesAsync(await host.PostAsync("/api/messages", InGroup("g1"))));

        var other = Assert.Single(await RepliesAsync(await host.PostAsync("/api/messages", InGroup("g2", "conversationUpdate", ""","locale":"en-GB","membersAdded":[{"id":"bot"}]"""))));
        Assert.Equal("Private chats only.", other.GetProperty("text").GetString());
        Assert.Empty(host.Turns.Taken);

        static string InGroup(string group, string type = "message", string more = "") =>
            $$"""{"type":"{{type}}","channelId":"msteams","text":"hi","from":{"id":"u"},"recipient":{"id":"bot"},"conversation":{"id":"{{group}}","isGroup":true},"deliveryMode":"expectReplies"{{more}}}""";
    }

    [Fact]
    public async Task Too_long_ids_are_taken_and_answered_without_naming_what_is_answered()
    {
        await using var host = await ProtocolHost.StartAsync();
        var message = Expecting("hi", new string('9', 900));
        var first = Assert.Single(await RepliesAsync(await host.PostAsync("/api/messages", message)));
        Assert.False(first.TryGetProperty("replyToId", out _));
        Assert.Single(await RepliesAsync(await host.PostAsync("/api/messages", message)));
        Assert.Single(host.Turns.Taken);
    }

    [Fact]
    public async Task When_the_store_is_away_the_sender_is_told_to_come_again()
    {
        await using var host = await ProtocolHost.StartAsync();
        host.Turns.Broken = true;
        var response = await host.PostAsync("/api/messages", Message("hi"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(30), response.Headers.RetryAfter!.Delta);

        host.Turns.Broken = false;
        host.Turns.Unreadable = true;
        var waiting = await host.PostAsync("/api/messages", Expecting("hi", "1"));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (waiting.StatusCode, await waiting.ErrorCodeAsync()));
        host.Turns.Unreadable = false;
        Assert.Single(await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))));
    }

    [Fact]
    public async Task Formatted_words_are_escaped_Markdown_where_it_is_known_and_plain_elsewhere()
    {
        await using var host = await ProtocolHost.StartAsync(bot: _ => [ProtocolHost.Say(new TextRun("Nama: "), new TextRun("<b>*x*</b> ![i](http://e)", Bold: true), new TextRun("\nlihat ", false), new TextRun("situs", false, "https://a.id/x"))]);
        var plain = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1"))))[0];
        var marked = (await RepliesAsync(await host.PostAsync("/api/messages", Expecting("hi", "1", channel: "emulator"))))[0];

        Assert.Equal(("plain", "Nama: <b>*x*</b> ![i](http://e)\nlihat situs (https://a.id/x)"), (plain.GetProperty("textFormat").GetString(), plain.GetProperty("text").GetString()));
        Assert.Equal("markdown", marked.GetProperty("textFormat").GetString());
        Assert.Equal("Nama\\: **\\<b\\>\\*x\\*\\</b\\> \\!\\[i\\]\\(http\\://e\\)**\\\nlihat [situs](<https://a.id/x>)", marked.GetProperty("text").GetString());
    }

    internal static string Message(string text, string type = "message", string more = "", string channel = "test") =>
        $$"""{"type":"{{type}}","channelId":"{{channel}}","text":{{JsonSerializer.Serialize(text)}},"from":{"id":"user1","name":"Siti"},"recipient":{"id":"bot"},"conversation":{"id":"c1"},"unknownField":{"a":1}{{more}}}""";

    internal static string Expecting(string text, string id, string channel = "test") => Message(text, more: $$""","id":"{{id}}","deliveryMode":"expectReplies" """, channel: channel);

    internal static async Task<List<JsonElement>> RepliesAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return [.. (await response.JsonAsync()).GetProperty("activities").EnumerateArray()];
    }
}
