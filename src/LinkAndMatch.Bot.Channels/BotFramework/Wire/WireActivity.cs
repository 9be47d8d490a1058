using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinkAndMatch.Bot.Channels.BotFramework.Wire;

/// <summary>An activity of the Bot Framework as it stands on the wire. Fields that we do not use are kept as they came (requirement A2005).</summary>
public sealed record WireActivity
{
    public string? Type { get; init; }
    public string? Id { get; init; }

    /// <summary>As written: only the channel sets it, and not every channel writes it well.</summary>
    public string? Timestamp { get; init; }

    public string? ServiceUrl { get; init; }
    public string? ChannelId { get; init; }
    public WireAccount? From { get; init; }
    public WireConversation? Conversation { get; init; }
    public WireAccount? Recipient { get; init; }
    public IReadOnlyList<WireAccount>? MembersAdded { get; init; }
    public string? ReplyToId { get; init; }
    public string? Locale { get; init; }
    public string? Name { get; init; }
    public string? Text { get; init; }

    /// <summary>plain or markdown.</summary>
    public string? TextFormat { get; init; }

    /// <summary>acceptingInput, expectingInput or ignoringInput: what every client knows, though the specification's table has shorter names.</summary>
    public string? InputHint { get; init; }

    public string? AttachmentLayout { get; init; }
    public IReadOnlyList<WireAttachment>? Attachments { get; init; }
    public WireSuggestedActions? SuggestedActions { get; init; }
    public JsonElement? Value { get; init; }
    public JsonElement? ChannelData { get; init; }
    public string? DeliveryMode { get; init; }

    /// <summary>What the sender said beyond the fields above.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>An account on a channel.</summary>
public sealed record WireAccount
{
    public string? Id { get; init; }
    public string? Name { get; init; }

    /// <summary>user or bot; accepted from clients, and set on what Direct Line clients read.</summary>
    public string? Role { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A conversation on a channel.</summary>
public sealed record WireConversation
{
    public string? Id { get; init; }
    public bool? IsGroup { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A file or a card.</summary>
public sealed record WireAttachment
{
    public string? ContentType { get; init; }
    public string? ContentUrl { get; init; }
    public JsonElement? Content { get; init; }
    public string? Name { get; init; }
    public string? ThumbnailUrl { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Buttons offered once. <see cref="To"/> is empty: for everybody in the conversation.</summary>
public sealed record WireSuggestedActions
{
    public IReadOnlyList<string> To { get; init; } = [];
    public IReadOnlyList<WireCardAction> Actions { get; init; } = [];
}

/// <summary>A button.</summary>
public sealed record WireCardAction
{
    public required string Type { get; init; }
    public required string Title { get; init; }

    /// <summary>What the person is seen to say, for messageBack.</summary>
    public string? DisplayText { get; init; }

    /// <summary>What the bot gets as text, for messageBack.</summary>
    public string? Text { get; init; }

    public required JsonElement Value { get; init; }
}

/// <summary>A hero card. The schema that Microsoft publishes wants all of these fields to be there.</summary>
public sealed record WireHeroCard
{
    public string? Title { get; init; }
    public string? Subtitle { get; init; }
    public string? Text { get; init; }
    public IReadOnlyList<WireCardImage>? Images { get; init; }
    public IReadOnlyList<WireCardAction>? Buttons { get; init; }
}

/// <summary>A picture on a card.</summary>
public sealed record WireCardImage(string Url, string? Alt);

/// <summary>What a button carries back as its value.</summary>
public sealed record WireChoice(string Choice);

/// <summary>The body of an answer to a request with <c>deliveryMode: expectReplies</c>.</summary>
public sealed record WireReplies(IReadOnlyList<WireActivity> Activities);

/// <summary>Activities after a watermark.</summary>
public sealed record WireActivitySet(IReadOnlyList<WireActivity> Activities, string Watermark);

/// <summary>The id that a channel or we gave to an activity.</summary>
public sealed record WireResource(string? Id);

/// <summary>The one shape of every error answer.</summary>
public sealed record WireFailure(WireError Error);

/// <param name="Code">Stable; programs may look at it.</param>
/// <param name="Message">For people who write programs; may change.</param>
public sealed record WireError(string Code, string Message);
