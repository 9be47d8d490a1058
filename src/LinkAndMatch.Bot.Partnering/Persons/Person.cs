using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>Who chats. Made with the first consent; before it there is only a conversation.</summary>
public sealed class Person : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    [PersonalData]
    public required string Name { get; set => field = value.Trim(); }

    [PersonalData]
    public PhoneNumber? Phone { get; set; }

    /// <summary>id or en: for what we write to them without being asked.</summary>
    [NotPersonal]
    public required string Language { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public int Version { get; set; }
}

/// <summary>Where a person chats: one account on one channel with one of our bots, unique in the store.</summary>
public sealed class ChannelAccountRow
{
    [NotPersonal]
    public required string Channel { get; init; }

    [NotPersonal]
    public required string BotId { get; init; }

    [PersonalData]
    public required string UserId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>The conversation in which we reach them.</summary>
    [PersonalData]
    public required string ConversationId { get; set; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>Set while they block the bot.</summary>
    public DateTimeOffset? BlockedAt { get; set; }
}
