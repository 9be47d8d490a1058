using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Makes our activity of one on the wire.</summary>
public static class ActivityReader
{
    /// <summary>Which types of activity mean something to the bot; all others are answered kindly and forgotten (A2014).</summary>
    /// <param name="wire">As it came.</param>
    /// <param name="where">The conversation, proven by the front door.</param>
    /// <param name="from">Who sent it, as far as the front door believes it.</param>
    /// <param name="key">The inbox key.</param>
    /// <param name="attachments">What came along, already made safe by the front door.</param>
    /// <returns>Null when the bot has nothing to do with it.</returns>
    public static Activity? Read(
        WireActivity wire, ConversationReference where, ChannelAccount from, string key, IReadOnlyList<Attachment> attachments, DateTimeOffset now)
    {
        var kind = KindOf(wire);
        if (kind is not { } type) return null;

        return new Activity
        {
            Key = key,
            Conversation = where,
            Type = type,
            From = from,
            Text = type is ActivityType.Message or ActivityType.MessageUpdate && wire.Text is { } text ? BotFrameworkAddress.Storable(text) : null,
            MessageId = wire.Id,
            ReplyToId = BotFrameworkAddress.IsSound(wire.ReplyToId) ? wire.ReplyToId : null,
            ButtonData = type == ActivityType.Button ? ChoiceOf(wire) : null,
            Attachments = attachments,
            Location = LocationOf(wire),
            Locale = wire.Locale is { Length: < 40 } locale && !locale.Any(char.IsControl) ? locale : null,
            Timestamp = TimestampOf(wire, now),
        };
    }

    /// <summary>What the activity is to the bot; null: nothing.</summary>
    public static ActivityType? KindOf(WireActivity wire) => wire.Type switch
    {
        "message" => ChoiceOf(wire) is null ? ActivityType.Message : ActivityType.Button,
        "messageUpdate" => ActivityType.MessageUpdate,
        "conversationUpdate" when Joined(wire) is not null => ActivityType.Joined,
        // What Web Chat pages send by custom to be greeted.
        "event" when wire.Name == "webchat/join" => ActivityType.Joined,
        _ => null,
    };

    /// <summary>The person who came in; null when only the bot itself did.</summary>
    public static WireAccount? Joined(WireActivity wire) =>
        wire.MembersAdded?.FirstOrDefault(m => m is not null && BotFrameworkAddress.IsSound(m.Id) && m.Id != wire.Recipient?.Id && m.Role != "bot");

    /// <summary>The choice that a tapped button carries: in an object for our own buttons, as bare text from channels that know only text.</summary>
    public static string? ChoiceOf(WireActivity wire)
    {
        if (wire.Value is not { } value) return null;

        var data = value.ValueKind switch
        {
            JsonValueKind.Object when value.TryGetProperty("choice", out var choice) && choice.ValueKind == JsonValueKind.String => Text(choice),
            JsonValueKind.String => Text(value),
            _ => null,
        };
        return data is ['p' or 'a', ':', ..] && Encoding.UTF8.GetByteCount(data) <= 64 && BotFrameworkAddress.IsSound(data) ? data : null;
    }

    private static string? Text(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a character, written as an escape.
            return null;
        }
    }

    private static GeoPoint? LocationOf(WireActivity wire)
    {
        if (wire.Unknown is null || !wire.Unknown.TryGetValue("entities", out var entities) || entities.ValueKind != JsonValueKind.Array) return null;

        foreach (var entity in entities.EnumerateArray())
        {
            if (entity.ValueKind != JsonValueKind.Object || !entity.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) continue;
            var place = type.ValueEquals("Place") && entity.TryGetProperty("geo", out var geo) ? geo : entity;
            if (place.ValueKind == JsonValueKind.Object && (type.ValueEquals("GeoCoordinates") || type.ValueEquals("Place"))
                && Number(place, "latitude") is >= -90 and <= 90 and var latitude && Number(place, "longitude") is >= -180 and <= 180 and var longitude)
                return new GeoPoint(latitude, longitude);
        }
        return null;
    }

    private static double? Number(JsonElement place, string name) =>
        place.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) ? value : null;

    private static DateTimeOffset TimestampOf(WireActivity wire, DateTimeOffset now)
    {
        var known = DateTimeOffset.TryParse(wire.Timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var sent);
        return known && sent <= now && sent > now.AddDays(-30) ? sent : now;
    }
}
