using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Introductions;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>
/// Erases who asks: rows go or are emptied as <see cref="PersonalTable"/> says, what was on its way is called off, a tombstone remembers that it happened.
/// The conversation's own state is forgotten by its turn.
/// </summary>
public sealed class EraseData(PartnershipStore store, Pseudonyms pseudonyms, OfficersOptions officers, AuditTrail audit, ConversationEvents events) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Conversation.Officers) return new ActionOutcome.Refused("nothing");

        var deed = audit.DeedOf(request);
        var whose = await Whose.OfAsync(store, pseudonyms, officers, request, cancellation);
        var rows = new List<(PersonalTable Table, object Row)>();
        foreach (var table in PersonalTable.All.Where(t => t.Fate != Fate.Kept))
        {
            rows.AddRange((await table.FindAsync(store, whose, cancellation)).Select(r => (table, r)));
        }

        await TellOfficersAsync(rows.Select(r => r.Row).OfType<Introduction>(), request.Now, cancellation);
        // What leans on a row goes before it: the list of tables is written the other way round.
        foreach (var (table, row) in Enumerable.Reverse(rows))
        {
            if (table.Fate == Fate.Deleted) store.Remove(row);
            else Blank(row, request);
        }

        await BlankCardsAsync(whose, cancellation);
        var files = rows.Select(r => r.Row).OfType<ProductPhoto>().Select(p => p.Hash).Distinct(StringComparer.Ordinal).ToList();
        foreach (var pseudonym in whose.Pseudonyms)
        {
            store.Tombstones.Add(new Tombstone { Pseudonym = pseudonym, PersonId = whose.Person, ErasedAt = request.Now, Rows = rows.Count, Files = files });
        }

        audit.Write(deed, request.Name, whose.Person is { } person ? CompactId.Of(person) : deed.Actor, after: "erased");
        return new ActionOutcome.Done(("rows", (long)rows.Count)) { ForgetsConversation = true };
    }

    // Whoever asks an industry on behalf of this firm has to stop. The event names the introduction and nobody.
    private async Task TellOfficersAsync(IEnumerable<Introduction> introductions, DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var introduction in introductions.Where(i => i.Stage is not (IntroductionStage.Suggested or IntroductionStage.Ended)))
        {
            await events.ToOfficersAsync(new Happening("introductions.withdrawn", introduction.Id, introduction.Version + 1, now), cancellation);
        }
    }

    private static void Blank(object row, ActionRequest request)
    {
        switch (row)
        {
            case Consent consent:
                consent.PersonId = null;
                consent.MessageKey = null;
                consent.WithdrawnAt ??= request.Now;
                break;
            case InboxRow inbox:
                inbox.Payload = "";
                // What came in behind this turn and waits is not answered any more; this turn's own row is ended by the turn.
                if (inbox.Status == InboxStatus.New && inbox.UpdateKey != request.InboxKey) (inbox.Status, inbox.ErrorCode) = (InboxStatus.Done, "erased");
                break;
            case OutboxRow outbox:
                Blank(outbox);
                break;
            case ConversationRow conversation when conversation.Id != request.Conversation.Id:
                conversation.State = JsonSerializer.Serialize(new ConversationState { Language = request.Language }, ConversationJson.Default.ConversationState);
                conversation.Mode = nameof(ConversationMode.Bot);
                // A turn that is under way there loses its fence, and begins again with nothing remembered.
                conversation.Version++;
                break;
            case ConversationRow:
                break;
            default:
                throw new InvalidOperationException($"Nobody has said how a {row.GetType().Name} is emptied.");
        }
    }

    // One that is being sent at this moment is left to its sender.
    private static void Blank(OutboxRow outbox)
    {
        if (outbox.Status == OutboxStatus.Sending) return;
        if (outbox.Status == OutboxStatus.Pending) outbox.Status = OutboxStatus.Superseded;
        outbox.Payload = "";
    }

    /// <summary>What the officers' group was shown of it, and what they said about it.</summary>
    private async Task BlankCardsAsync(Whose whose, CancellationToken cancellation)
    {
        if (whose.Group is not { } group) return;
        foreach (var subject in whose.Subjects)
        {
            var mark = $":{subject}:";
            foreach (var told in await store.Inbox.Where(i => i.ConversationId == group && i.UpdateKey.Contains(mark) && i.Status != InboxStatus.New).ToListAsync(cancellation)) told.Payload = "";
            foreach (var card in await store.Outbox.Where(o => o.ConversationId == group && o.InboxKey.Contains(mark)).ToListAsync(cancellation)) Blank(card);
        }

        foreach (var act in await store.Inbox.Where(i => i.ConversationId == group && whose.Acts.Contains(i.UpdateKey)).ToListAsync(cancellation)) act.Payload = "";
        foreach (var card in await store.Outbox.Where(o => o.ConversationId == group && whose.Acts.Contains(o.InboxKey)).ToListAsync(cancellation)) Blank(card);
    }
}
