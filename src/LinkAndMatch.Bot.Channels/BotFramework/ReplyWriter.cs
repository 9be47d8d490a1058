using System.Globalization;
using System.Text.Json;
using LinkAndMatch.Bot.Channels.BotFramework.Wire;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Replies;

namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>What differs between those who read our activities.</summary>
/// <param name="ChannelId">The Bot Framework's name of the channel.</param>
/// <param name="Markdown">True when the reader honours CommonMark's escapes.</param>
/// <param name="IsDirectLine">True when we are the channel: then id, timestamp and the role are ours to give.</param>
public sealed record Dialect(string ChannelId, bool Markdown, bool IsDirectLine)
{
    /// <summary>For a conversation that came through <c>/api/messages</c>.</summary>
    public static Dialect Of(ConversationReference to)
    {
        var channel = BotFrameworkAddress.ChannelIdOf(to);
        return new Dialect(channel, channel is "directline" or "webchat" or "emulator", IsDirectLine: false);
    }
}

/// <summary>Makes an activity on the wire of a reply.</summary>
public static class ReplyWriter
{
    // More than these would cover half of a small telephone's screen for as long as the question stands.
    private const int MostSuggested = 5;

    /// <summary>The type of a hero card.</summary>
    public const string HeroCard = "application/vnd.microsoft.card.hero";

    /// <param name="attachments">Pictures and documents, with addresses that the reader can fetch.</param>
    public static WireActivity Write(OutgoingReply outgoing, Dialect dialect, string? replyToId, IReadOnlyList<WireAttachment> attachments)
    {
        var reply = outgoing.Reply;
        var bare = new WireActivity
        {
            Type = reply.Class == DeliveryClass.Action ? "typing" : "message",
            ChannelId = dialect.ChannelId,
            Conversation = new WireConversation { Id = outgoing.To.NativeId },
            From = Account(outgoing.To.Bot ?? new ChannelAccount("bot"), dialect.IsDirectLine ? "bot" : null),
            Recipient = outgoing.To.User is { } user ? Account(user, null) : null,
            ReplyToId = replyToId,
            Timestamp = dialect.IsDirectLine ? Time(outgoing.At) : null,
        };
        if (reply.Class == DeliveryClass.Action) return bare;

        var markdown = dialect.Markdown && MarkdownText.IsNeeded(reply);
        // Buttons that stay good lie on a card and stay there, and so do a review's and all that are many; a few answers to a question go once it is answered.
        var stays = reply.Choices.Count > MostSuggested || reply.Choices.Any(c => c.Data.StartsWith("a:", StringComparison.Ordinal) || c.Data.EndsWith(":submit", StringComparison.Ordinal));
        var actions = reply.Choices.Select(Action).ToList();
        var text = markdown ? MarkdownText.Markdown(reply) : MarkdownText.Plain(reply);
        List<WireAttachment> all = stays ? [.. attachments, Card(actions)] : [.. attachments];
        return bare with
        {
            Text = text.Length > 0 ? text : null,
            // Said outright even where plain is the default: Web Chat reads Markdown when nothing is said.
            TextFormat = text.Length == 0 ? null : markdown ? "markdown" : "plain",
            Locale = LocaleOf(reply.Language),
            InputHint = reply.PromptId is null ? "acceptingInput" : "expectingInput",
            Attachments = all.Count > 0 ? all : null,
            SuggestedActions = !stays && actions.Count > 0 ? new WireSuggestedActions { Actions = actions } : null,
        };
    }

    /// <summary>A line that answers an activity at once and stands in no outbox.</summary>
    public static WireActivity Line(ConversationReference to, string text, string language, string? replyToId) => new()
    {
        Type = "message",
        ChannelId = BotFrameworkAddress.ChannelIdOf(to),
        Conversation = new WireConversation { Id = to.NativeId },
        From = Account(to.Bot ?? new ChannelAccount("bot"), null),
        ReplyToId = replyToId,
        Text = text,
        TextFormat = "plain",
        Locale = LocaleOf(language),
        InputHint = "acceptingInput",
    };

    /// <summary>An instant as the wire has it: UTC, milliseconds, Z.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static WireAccount Account(ChannelAccount account, string? role) => new() { Id = account.Id, Name = account.Name ?? "", Role = role };

    private static string LocaleOf(string language) => language == "en" ? "en-US" : "id-ID";

    private static WireCardAction Action(Choice choice) => choice.Url is { } url
        ? new WireCardAction { Type = "openUrl", Title = choice.Label, Value = JsonSerializer.SerializeToElement(url, WireJson.Wire.String) }
        : new WireCardAction
        {
            Type = "messageBack",
            Title = choice.Label,
            DisplayText = choice.Label,
            Text = choice.Label,
            Value = JsonSerializer.SerializeToElement(new WireChoice(choice.Data), WireJson.Wire.WireChoice),
        };

    private static WireAttachment Card(List<WireCardAction> buttons) => new()
    {
        ContentType = HeroCard,
        Content = JsonSerializer.SerializeToElement(new WireHeroCard { Buttons = buttons }, WireJson.Wire.WireHeroCard),
    };
}
