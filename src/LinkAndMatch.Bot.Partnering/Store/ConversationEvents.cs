using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>
/// How anybody but a conversation's own lane speaks into it: an internal event in its inbox, in the transaction of the cause.
/// The key is made of what happened, so that telling it twice is telling it once.
/// </summary>
public sealed class ConversationEvents(PartnershipStore store, OfficersOptions officers)
{
    private readonly HashSet<string> _woken = new(StringComparer.Ordinal);

    /// <summary>Conversations that got an event since this was last asked: their lanes want waking after the commit.</summary>
    public IReadOnlyList<string> TakeWoken()
    {
        List<string> woken = [.. _woken];
        _woken.Clear();
        return woken;
    }

    /// <summary>Tells a person: on Telegram if they are there, else where they last wrote.</summary>
    /// <returns>False when there is no way to reach them.</returns>
    public async Task<bool> ToPersonAsync(Guid? person, Happening what, CancellationToken cancellation)
    {
        if (person is null) return false;
        var accounts = await store.ChannelAccounts.Where(a => a.PersonId == person && a.BlockedAt == null)
            .Join(store.Conversations, a => a.ConversationId, c => c.Id, (a, c) => new { a.Channel, Conversation = c.Id, c.ChangedAt })
            .ToListAsync(cancellation);
        var best = accounts.OrderByDescending(a => a.Channel == "telegram").ThenByDescending(a => a.ChangedAt).FirstOrDefault();
        return best is not null && await ToConversationAsync(best.Conversation, what, cancellation);
    }

    /// <summary>Tells the officers' group.</summary>
    /// <returns>False when there is none: the card waits in the store until somebody lists it.</returns>
    public async Task<bool> ToOfficersAsync(Happening what, CancellationToken cancellation)
    {
        if (officers.Conversation is not { } group) return false;
        await AddAsync(group, what, cancellation);
        return true;
    }

    /// <summary>Tells one conversation.</summary>
    /// <returns>False when we do not know it.</returns>
    public async Task<bool> ToConversationAsync(string conversation, Happening what, CancellationToken cancellation)
    {
        var row = await store.Conversations.FindAsync([conversation], cancellation);
        if (row is null) return false;
        var reference = JsonSerializer.Deserialize(row.Reference, ConversationJson.Default.ConversationReference)
            ?? throw new InvalidOperationException("A conversation's row has no reference to speak to.");
        await AddAsync(reference, what, cancellation);
        return true;
    }

    private async Task AddAsync(ConversationReference to, Happening what, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(what);
        var key = $"event:{what.Name}:{what.Subject}:{what.Version}";
        if (await store.Inbox.FindAsync([to.Channel, to.BotId, key], cancellation) is not null) return;

        var waiting = store.Inbox.Local.Count(i => i.ConversationId == to.Id && store.Entry(i).State == EntityState.Added);
        // Behind what waits and behind what had its turn: so an event never overtakes a message that came before it.
        var highest = await store.Inbox.Where(i => i.ConversationId == to.Id && i.Status == InboxStatus.New).MaxAsync(i => (long?)i.Order, cancellation);
        var had = await store.Conversations.Where(c => c.Id == to.Id).Select(c => (long?)c.LastOrder).FirstOrDefaultAsync(cancellation);
        var activity = new Activity
        {
            Key = key,
            Conversation = to,
            Type = ActivityType.Event,
            Timestamp = what.At,
            Event = new InternalEvent(what.Name, what.Subject) { Data = what.Data.Append("version", what.Version) },
        };
        store.Inbox.Add(new InboxRow
        {
            Channel = to.Channel,
            BotId = to.BotId,
            UpdateKey = key,
            Order = Math.Max(Math.Max(highest ?? 0, had ?? 0), 1),
            ConversationId = to.Id,
            // Two events of one cause keep their order: ties of the order are broken by this.
            ReceivedAt = what.At.AddMicroseconds(waiting),
            Payload = JsonSerializer.Serialize(activity, ConversationJson.Default.Activity),
        });
        _woken.Add(to.Id);
    }
}

/// <summary>What happened, told to a conversation.</summary>
/// <param name="Name">The event's name in <c>notices.yaml</c>.</param>
/// <param name="Subject">The compact id of what it is about.</param>
/// <param name="Version">The subject's version after it.</param>
public sealed record Happening(string Name, string Subject, string Version, DateTimeOffset At)
{
    public Happening(string name, Guid subject, int version, DateTimeOffset at) : this(name, CompactId.Of(subject), Number(version), at)
    {
    }

    /// <summary>What the text about it is filled with.</summary>
    public IReadOnlyDictionary<string, string> Data { get; init; } = new Dictionary<string, string>();

    private static string Number(int version) => version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

internal static class EventData
{
    public static IReadOnlyDictionary<string, string> Append(this IReadOnlyDictionary<string, string> data, string name, string value) =>
        new Dictionary<string, string>(data) { [name] = value };

    /// <summary>Named texts; what is null is left out.</summary>
    public static IReadOnlyDictionary<string, string> Of(params (string Name, string? Value)[] named) =>
        named.Where(n => n.Value is not null).ToDictionary(n => n.Name, n => n.Value!);
}
