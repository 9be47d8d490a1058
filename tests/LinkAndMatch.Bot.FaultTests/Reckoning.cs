using System.Globalization;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Replies;
using LinkAndMatch.Bot.FakeTelegram;
using LinkAndMatch.Bot.Partnering.Store;
using Microsoft.EntityFrameworkCore;

namespace LinkAndMatch.Bot.FaultTests;

/// <summary>What came of it: compares what people typed and saw with what is stored.</summary>
/// <param name="Lost">Updates or answers without their effect.</param>
/// <param name="DoubledEffects">Effects that are there more than once.</param>
/// <param name="Misplaced">Answers that ended in another slot, or in nobody's.</param>
/// <param name="OutOfOrder">Messages seen before one that was said earlier.</param>
/// <param name="DoubledMessages">Messages that a person saw twice.</param>
/// <param name="Messages">Messages that people saw.</param>
/// <param name="Broken">Invariants of the store that do not hold.</param>
internal sealed record Reckoning(
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> DoubledEffects,
    IReadOnlyList<string> Misplaced,
    IReadOnlyList<string> OutOfOrder,
    int DoubledMessages,
    int Messages,
    IReadOnlyList<string> Broken)
{
    /// <summary>True when each update had its effect once, and that effect.</summary>
    public bool EffectsAreRight => Lost.Count + DoubledEffects.Count + Misplaced.Count == 0;

    /// <summary>True when moreover all was said in order and the store is whole.</summary>
    public bool IsClean => EffectsAreRight && OutOfOrder.Count + Broken.Count == 0;

    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"lost {Lost.Count}, doubled effects {DoubledEffects.Count}, misplaced {Misplaced.Count}, out of order {OutOfOrder.Count}, broken invariants {Broken.Count}, doubled messages {DoubledMessages} of {Messages}");

    public string Details => string.Join('\n', Lost.Concat(DoubledEffects).Concat(Misplaced).Concat(OutOfOrder).Concat(Broken).Take(20).Prepend(Summary));

    /// <summary>Looks at the store and at each owner's chat, once all is settled.</summary>
    /// <param name="poisoned">Owners whose last word cannot be done; they are told so, once.</param>
    public static async Task<Reckoning> OfAsync(Stage stage, IReadOnlyList<Owner> owners, IReadOnlyList<Owner>? poisoned = null)
    {
        poisoned ??= [];
        var updates = (await stage.Telegram.ReadCountersAsync()).UpdatesMade;
        List<string> lost = [], doubled = [], misplaced = [], disordered = [];
        await using var store = stage.OpenStore();

        var ended = await store.Inbox.AsNoTracking().Where(i => i.Channel == "telegram").Select(i => new { i.UpdateKey, i.Status, i.ErrorCode, i.Attempts }).ToListAsync();
        var dead = ended.Count(i => i.Status == InboxStatus.Dead);
        if (dead != poisoned.Count) lost.Add($"{dead} updates are dead, {poisoned.Count} should be");
        lost.AddRange(ended.Where(i => i.Status != InboxStatus.Done && (poisoned.Count == 0 || i.Status != InboxStatus.Dead)).Select(i => $"update {i.UpdateKey} is {i.Status} after {i.Attempts} attempts ({i.ErrorCode})"));
        var own = ended.Count(i => !i.UpdateKey.Contains(':', StringComparison.Ordinal));
        if (own < updates) lost.Add($"{updates - own} updates never came in");
        if (own > updates) doubled.Add($"{own - updates} updates came in twice");

        var firms = await store.Ikms.AsNoTracking().ToListAsync();
        foreach (var owner in owners)
        {
            var theirs = firms.Where(f => f.Phone.E164 == owner.Phone || f.Name == owner.Firm).ToList();
            if (theirs.Count == 0) lost.Add($"the registration of {owner.User.Id}");
            if (theirs.Count > 1) doubled.Add($"{theirs.Count} firms of {owner.User.Id}");
            misplaced.AddRange(theirs.SelectMany(owner.Differences).Select(d => $"{owner.User.Id}: {d}"));
        }
        if (firms.Count > owners.Count) doubled.Add($"{firms.Count} firms of {owners.Count} owners");
        var persons = await store.Persons.CountAsync();
        var consents = await store.Consents.CountAsync();
        var registered = await store.Audit.CountAsync(a => a.Action == "firms.register");
        if (persons > owners.Count || consents > owners.Count || registered > owners.Count) doubled.Add($"{persons} persons, {consents} consents, {registered} deeds of {owners.Count} owners");

        var replies = (await store.Outbox.AsNoTracking().OrderBy(o => o.Seq).ToListAsync()).ToLookup(o => o.ConversationId);
        var (messages, doubledMessages) = (0, 0);
        foreach (var owner in owners)
        {
            var seen = (await stage.Telegram.ReadChatAsync(owner.User.Id)).Messages;
            messages += seen.Count;
            doubledMessages += seen.Count - seen.DistinctBy(m => (m.PlainText, string.Join('|', m.Keyboard.SelectMany(r => r).Select(b => b.Data)))).Count();
            var said = replies.Where(r => r.Key == Stage.ConversationOf(owner)).SelectMany(r => r).Where(r => r.Class != DeliveryClass.Echo);
            disordered.AddRange(Disorder(seen, [.. said]).Select(d => $"{owner.User.Id}: {d}"));
            if (!said.Any(r => r.Status == OutboxStatus.Sent && r.Payload.Contains("\"register.submit.done\"", StringComparison.Ordinal))) lost.Add($"the last word to {owner.User.Id}");
        }
        foreach (var owner in poisoned)
        {
            var apologies = replies.Where(r => r.Key == Stage.ConversationOf(owner)).SelectMany(r => r).Count(r => r.Status == OutboxStatus.Sent && r.Payload.Contains("\"turn.error\"", StringComparison.Ordinal));
            if (apologies != 1) lost.Add($"{apologies} apologies to {owner.User.Id}");
            if (firms.Any(f => f.Name == owner.Firm)) doubled.Add($"a firm of {owner.User.Id}, whose registration failed");
        }
        return new Reckoning(lost, doubled, misplaced, disordered, doubledMessages, messages, await StoreInvariants.CheckAsync(store, idle: true));
    }

    /// <summary>Messages that were seen for the first time after one that was said later.</summary>
    private static IEnumerable<string> Disorder(IReadOnlyList<BotMessage> seen, IReadOnlyList<OutboxRow> said)
    {
        var numbers = new Dictionary<string, long>();
        foreach (var row in said) numbers.TryAdd(Letters(row), row.Seq);
        var (highest, known) = (0L, new HashSet<long>());
        foreach (var message in seen)
        {
            if (!numbers.TryGetValue(Letters(message.PlainText), out var number) || !known.Add(number)) continue;
            if (number < highest) yield return $"reply {number} was seen after {highest}";
            highest = Math.Max(highest, number);
        }
        if (seen.Count > 0 && known.Count == 0) yield return "none of the messages is known to the outbox";
    }

    private static string Letters(OutboxRow row) =>
        Letters(string.Concat(System.Text.Json.JsonSerializer.Deserialize(row.Payload, Conversation.Turns.ConversationJson.Default.Reply)!.Parts.SelectMany(p => p.Runs).Select(r => r.Text)));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
