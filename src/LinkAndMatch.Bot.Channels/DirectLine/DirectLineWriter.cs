using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.DirectLine;

/// <summary>What clients of Direct Line read, made of the outbox's rows: each row has one id and one place in the order, at every reading.</summary>
public sealed class DirectLineWriter(DirectLineLinks links, TimeProvider clock)
{
    // A sign of life that comes later than this is none.
    private static readonly TimeSpan TypingLife = TimeSpan.FromSeconds(10);

    private static readonly Dialect Dialect = new(DirectLineNames.Channel, Markdown: true, IsDirectLine: true);

    /// <param name="root">Scheme, host and port as the client knows us.</param>
    /// <param name="live">True for the stream: only there typing is shown.</param>
    public WireActivitySet Write(string conversation, IReadOnlyList<OutgoingReply> rows, long after, string root, bool live) => new(
        [.. rows.Select(r => Write(conversation, r, root, live)).OfType<WireActivity>()],
        (rows.Count > 0 ? rows[^1].Sequence : after).ToString(CultureInfo.InvariantCulture));

    private WireActivity? Write(string conversation, OutgoingReply row, string root, bool live)
    {
        switch (row.Reply.Class)
        {
            case DeliveryClass.Echo:
                return Echo(conversation, row, root);
            case DeliveryClass.Action when !live || clock.GetUtcNow() - row.At > TypingLife:
                return null;
            default:
                var activity = ReplyWriter.Write(row, Dialect, DirectLineNames.ActivityIdOf(conversation, row.InReplyTo), Files(conversation, row, root));
                return activity with { Id = DirectLineNames.ActivityIdOf(conversation, row.Sequence), ChannelData = Numbered(null, row.Sequence) };
        }
    }

    /// <summary>The person's own activity, just as it was sent, with what only the channel gives.</summary>
    private WireActivity? Echo(string conversation, OutgoingReply row, string root)
    {
        if (row.Reply.Echo is not { Native: { } native } activity || activity.MessageId is not { } id) return null;

        var wire = JsonSerializer.Deserialize(native, WireJson.Wire.WireActivity)!;
        return wire with
        {
            Id = id,
            ChannelId = DirectLineNames.Channel,
            Conversation = new WireConversation { Id = conversation },
            From = ReplyWriter.Account(activity.From!, "user"),
            Timestamp = ReplyWriter.Time(row.At),
            // What a person typed is words, whatever the client calls it: Web Chat would read it as Markdown if nothing were said.
            TextFormat = wire.Text is null ? wire.TextFormat : "plain",
            ServiceUrl = null,
            ChannelData = Numbered(wire.ChannelData, row.Sequence),
            Attachments = wire.Attachments is { Count: > 0 } files ? [.. files.Select(f => WithLink(f, conversation, root))] : null,
        };
    }

    private WireAttachment WithLink(WireAttachment file, string conversation, string root) =>
        file.ContentUrl is { } address && address.StartsWith(DirectLineUploads.Scheme, StringComparison.Ordinal)
            ? file with { ContentUrl = root + links.To(conversation, "upload", address[DirectLineUploads.Scheme.Length..]) }
            : file;

    private List<WireAttachment> Files(string conversation, OutgoingReply row, string root)
    {
        var files = row.Reply.Photos.Select(hash => new WireAttachment
        {
            ContentType = "image/jpeg",
            ContentUrl = root + links.To(conversation, "photo", hash),
            Name = $"{hash[..Math.Min(8, hash.Length)]}.jpg",
        }).ToList();
        if (row.Reply.Document is { } document)
        {
            files.Add(new WireAttachment
            {
                ContentType = document.ContentType.Split(';')[0],
                ContentUrl = root + links.To(conversation, "document", row.Sequence.ToString(CultureInfo.InvariantCulture)),
                Name = document.FileName,
            });
        }
        return files;
    }

    /// <summary>Web Chat orders by this number where clocks are too coarse.</summary>
    private static JsonElement Numbered(JsonElement? channelData, long sequence)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (channelData is { ValueKind: JsonValueKind.Object } given)
            {
                foreach (var property in given.EnumerateObject().Where(p => !p.NameEquals("webchat:sequence-id"))) property.WriteTo(json);
            }
            json.WriteNumber("webchat:sequence-id", sequence);
            json.WriteEndObject();
        }
        bytes.Position = 0;
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }
}
