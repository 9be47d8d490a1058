using System.Text.Json;
using LinkAndMatch.Bot.Channels.Telegram;
using LinkAndMatch.Bot.Conversation.Activities;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace LinkAndMatch.Bot.Channels.Tests.Telegram;

public sealed class TelegramAdapterTests
{
    private const long Officers = -100_123;
    private static readonly DateTimeOffset Now = new(2026, 8, 17, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1_786_000_000);

    [Fact]
    public void A_text_is_a_message_with_who_when_and_where()
    {
        var activity = Message("\"text\":\"mau daftar\",\"reply_to_message\":{\"message_id\":9,\"date\":1786000000,\"chat\":{\"id\":501,\"type\":\"private\"}}")!;

        Assert.Equal(("777", 777L), (activity.Key, activity.Order));
        Assert.Equal("telegram/7000000001/501", activity.Conversation.Id);
        Assert.False(activity.Conversation.Officers);
        Assert.Equal(ActivityType.Message, activity.Type);
        Assert.Equal(new ChannelAccount("501", "Budi Santoso"), activity.From);
        Assert.Equal(("mau daftar", "12", "9", "id"), (activity.Text, activity.MessageId, activity.ReplyToId, activity.Locale));
        Assert.Equal(Sent, activity.Timestamp);
        Assert.Empty(activity.Attachments);
        Assert.False(activity.Forwarded);
    }

    [Theory]
    [InlineData("/start abc-123", "/start abc-123")]
    [InlineData("/daftar@LinkAndMatchBot", "/daftar")]
    [InlineData("/tanya@LinkAndMatchBot apa itu NIB?", "/tanya apa itu NIB?")]
    [InlineData("/tanya@LinkAndMatchBot\napa itu NIB?", "/tanya\napa itu NIB?")]
    [InlineData("/ surel@contoh.id", "/ surel@contoh.id")]
    [InlineData("surel saya a@contoh.id", "surel saya a@contoh.id")]
    [InlineData("/tanya surel a@contoh.id", "/tanya surel a@contoh.id")]
    public void A_command_loses_the_bots_name_and_keeps_what_follows(string typed, string heard) =>
        Assert.Equal(heard, Message($"\"text\":{JsonSerializer.Serialize(typed)}")!.Text);

    [Fact]
    public void A_corrected_message_names_the_message_it_corrects()
    {
        var activity = Of(Body("edited_message", "\"edit_date\":1786000060,\"text\":\"CV Maju Jaya\""))!;

        Assert.Equal((ActivityType.MessageUpdate, "12", "CV Maju Jaya"), (activity.Type, activity.MessageId, activity.Text));
        Assert.Equal(Sent.AddMinutes(1), activity.Timestamp);
    }

    [Fact]
    public void A_live_location_that_moves_corrects_nothing() =>
        Assert.Null(Of(Body("edited_message", "\"edit_date\":1786000060,\"location\":{\"latitude\":-6.9,\"longitude\":109.1,\"live_period\":900}")));

    [Fact]
    public void A_tap_carries_its_data_and_the_time_it_came()
    {
        var activity = Of("""{"update_id":777,"callback_query":{"id":"5","from":{"id":501,"is_bot":false,"first_name":"Budi","language_code":"en"},"chat_instance":"1","data":"p:abcdefgh:yes","message":{"message_id":33,"date":0,"chat":{"id":501,"type":"private"}}}}""")!;

        Assert.Equal((ActivityType.Button, "p:abcdefgh:yes", "33", Now), (activity.Type, activity.ButtonData, activity.MessageId, activity.Timestamp));
        Assert.Null(activity.Text);
    }

    [Theory]
    [InlineData("kicked", ActivityType.Blocked)]
    [InlineData("member", ActivityType.Unblocked)]
    public void Blocking_and_letting_in_again_are_heard(string status, ActivityType type)
    {
        var until = status == "kicked" ? ",\"until_date\":0" : "";
        const string Bot = "\"user\":{\"id\":7000000001,\"is_bot\":true,\"first_name\":\"b\"}";
        var activity = Of($"{{\"update_id\":777,\"my_chat_member\":{{\"chat\":{{\"id\":501,\"type\":\"private\"}},\"from\":{{\"id\":501,\"is_bot\":false,\"first_name\":\"Budi\"}},\"date\":1786000000,"
            + $"\"old_chat_member\":{{\"status\":\"member\",{Bot}}},\"new_chat_member\":{{\"status\":\"{status}\",{Bot}{until}}}}}}}")!;

        Assert.Equal((type, "501"), (activity.Type, activity.From!.Id));
    }

    [Theory]
    [InlineData("\"user_id\":501", "", true, "+6281234567890")]
    [InlineData("\"user_id\":502", "", false, "6281234567890")]
    [InlineData("\"last_name\":\"S\"", "", false, "6281234567890")]
    [InlineData("\"user_id\":501", ",\"forward_origin\":{\"type\":\"hidden_user\",\"date\":1786000000,\"sender_user_name\":\"x\"}", false, "6281234567890")]
    public void A_contact_is_the_senders_own_only_when_Telegram_says_so_and_it_was_not_forwarded(string owner, string forwarded, bool own, string phone)
    {
        var activity = Message($"\"contact\":{{\"phone_number\":\"6281234567890\",\"first_name\":\"Budi\",{owner}}}{forwarded}")!;

        Assert.Equal((phone, own), (activity.Contact!.Phone, activity.Contact.Own));
        Assert.Equal(forwarded.Length > 0, activity.Forwarded);
        Assert.Empty(activity.Attachments);
    }

    [Fact]
    public void A_place_is_in_degrees()
    {
        var activity = Message("\"location\":{\"latitude\":-6.87,\"longitude\":109.14}")!;

        Assert.Equal(new GeoPoint(-6.87, 109.14), activity.Location);
    }

    [Fact]
    public void Of_a_photos_sizes_the_largest_is_taken_with_its_caption()
    {
        var activity = Message("""
            "caption":"bubutan","photo":[{"file_id":"S","file_unique_id":"s","width":90,"height":60,"file_size":900},{"file_id":"L","file_unique_id":"l","width":1280,"height":853,"file_size":123456},{"file_id":"M","file_unique_id":"m","width":320,"height":213,"file_size":9000}]
            """)!;

        Assert.Equal("bubutan", activity.Text);
        Assert.Equal((AttachmentKind.Photo, "L", 123456L), (activity.Attachments[0].Kind, activity.Attachments[0].Source, activity.Attachments[0].Size));
    }

    [Theory]
    [InlineData("""{"document":{"file_id":"F","file_unique_id":"f","file_name":"katalog.pdf","mime_type":"application/pdf","file_size":77}}""", AttachmentKind.Document, "katalog.pdf")]
    [InlineData("""{"voice":{"file_id":"F","file_unique_id":"f","duration":3,"mime_type":"audio/ogg","file_size":77}}""", AttachmentKind.Voice, null)]
    [InlineData("""{"audio":{"file_id":"F","file_unique_id":"f","duration":3,"file_name":"lagu.mp3"}}""", AttachmentKind.Other, "lagu.mp3")]
    [InlineData("""{"video":{"file_id":"F","file_unique_id":"f","width":1,"height":1,"duration":3}}""", AttachmentKind.Video, null)]
    [InlineData("""{"video_note":{"file_id":"F","file_unique_id":"f","length":1,"duration":3}}""", AttachmentKind.Video, null)]
    [InlineData("""{"animation":{"file_id":"F","file_unique_id":"f","width":1,"height":1,"duration":3},"document":{"file_id":"F","file_unique_id":"f"}}""", AttachmentKind.Video, null)]
    [InlineData("""{"sticker":{"file_id":"F","file_unique_id":"f","type":"regular","width":1,"height":1,"is_animated":false,"is_video":false,"emoji":"👍"}}""", AttachmentKind.Sticker, "👍")]
    [InlineData("""{"dice":{"emoji":"🎲","value":3}}""", AttachmentKind.Other, "Dice")]
    [InlineData("""{"poll":{"id":"1","question":"?","options":[],"total_voter_count":0,"is_closed":false,"is_anonymous":true,"type":"regular","allows_multiple_answers":false}}""", AttachmentKind.Other, "Poll")]
    public void Files_and_what_we_cannot_read_are_attachments(string json, AttachmentKind kind, string? name)
    {
        var attachment = Assert.Single(Message(json[1..^1])!.Attachments);

        Assert.Equal((kind, name), (attachment.Kind, attachment.Name));
    }

    [Fact]
    public void In_the_officers_group_the_writer_is_the_actor()
    {
        var activity = Of(Body("message", "\"text\":\"diterima\"", $"{{\"id\":{Officers},\"type\":\"group\",\"title\":\"Petugas\"}}"))!;

        Assert.Equal(($"telegram/7000000001/{Officers}", true, "501"), (activity.Conversation.Id, activity.Conversation.Officers, activity.From!.Id));
    }

    [Theory]
    [InlineData("message", "\"text\":\"x\"", """{"id":-5,"type":"group","title":"g"}""")]
    [InlineData("message", "\"text\":\"x\"", """{"id":-1005,"type":"supergroup","title":"g"}""")]
    [InlineData("message", "\"new_chat_title\":\"x\"", """{"id":-100123,"type":"group","title":"g"}""")]
    [InlineData("message", "\"pinned_message\":{\"message_id\":1,\"date\":0,\"chat\":{\"id\":501,\"type\":\"private\"}}", """{"id":501,"type":"private"}""")]
    [InlineData("channel_post", "\"text\":\"x\"", """{"id":-1007,"type":"channel","title":"c"}""")]
    public void What_no_turn_is_about_is_nobodys_activity(string kind, string content, string chat) => Assert.Null(Of(Body(kind, content, chat)));

    [Theory]
    [InlineData("""{"update_id":777}""")]
    [InlineData("""{"update_id":777,"something_new":{"id":1}}""")]
    [InlineData("""{"update_id":777,"inline_query":{"id":"1","from":{"id":501,"is_bot":false,"first_name":"B"},"query":"x","offset":""}}""")]
    [InlineData("""{"update_id":777,"callback_query":{"id":"5","from":{"id":501,"is_bot":false,"first_name":"B"},"chat_instance":"1","data":"x","inline_message_id":"i"}}""")]
    [InlineData("""{"update_id":777,"message":{"message_id":1,"date":0,"chat":{"id":-100123,"type":"group"},"from":{"id":1087968824,"is_bot":true,"first_name":"Group"},"text":"x"}}""")]
    public void Unknown_kinds_inline_use_and_bots_are_passed_over(string json) => Assert.Null(Of(json));

    private static Activity? Message(string content) => Of(Body("message", content));

    private static string Body(string kind, string content, string chat = """{"id":501,"type":"private","first_name":"Budi"}""") =>
        $"{{\"update_id\":777,\"{kind}\":{{\"message_id\":12,\"date\":1786000000,\"chat\":{chat},\"from\":{{\"id\":501,\"is_bot\":false,\"first_name\":\"Budi\",\"last_name\":\"Santoso\",\"language_code\":\"id\"}},{content}}}}}";

    private static Activity? Of(string json) => TelegramAdapter.ToActivity(
        JsonSerializer.Deserialize<Update>(json, JsonBotAPI.Options)!,
        "7000000001",
        new OfficersGroup(Options.Create(new OfficersOptions { TelegramChatId = Officers }), NullLogger<OfficersGroup>.Instance),
        Now);
}
