using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>
/// Joins two accounts to one person. Without words it shows a code to somebody who is registered; with a code it makes whoever types it the
/// same person. An account that is somebody already is never made somebody else.
/// </summary>
public sealed class LinkAccount(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Conversation.Officers) return new ActionOutcome.Refused("unknown");
        return string.IsNullOrWhiteSpace(request.Text)
            ? await ShowAsync(request, cancellation)
            : await UseAsync(request, request.Text, cancellation);
    }

    private async Task<ActionOutcome> ShowAsync(ActionRequest request, CancellationToken cancellation)
    {
        if (await store.PersonAsync(request, cancellation) is not { } person) return new ActionOutcome.Refused("not_registered");

        // A new code ends the one before it, and whatever is stale goes with it.
        store.LinkCodes.RemoveRange(await store.LinkCodes.Where(c => c.PersonId == person.Id || c.ExpiresAt <= request.Now).ToListAsync(cancellation));
        var code = LinkCode.NewCode();
        store.LinkCodes.Add(new LinkCode
        {
            Hash = LinkCode.HashOf(code)!,
            PersonId = person.Id,
            ConversationId = request.Conversation.Id,
            ExpiresAt = request.Now + LinkCode.GoodFor,
        });
        return new ActionOutcome.Done(("code", code), ("minutes", (long)LinkCode.GoodFor.TotalMinutes));
    }

    private async Task<ActionOutcome> UseAsync(ActionRequest request, string typed, CancellationToken cancellation)
    {
        // One answer to a wrong, a used and a stale code: nothing is to be learnt from it.
        if (LinkCode.HashOf(typed) is not { } hash || await store.LinkCodes.FindAsync([hash], cancellation) is not { } code || code.ExpiresAt <= request.Now)
            return new ActionOutcome.Refused("unknown");
        if (await store.AccountAsync(request.Conversation, request.From, cancellation) is { } account)
            return new ActionOutcome.Refused(account.PersonId == code.PersonId ? "already" : "somebody_else");

        store.LinkCodes.Remove(code);
        store.ChannelAccounts.Add(new ChannelAccountRow
        {
            Channel = request.Conversation.Channel,
            BotId = request.Conversation.BotId,
            UserId = request.From.Id,
            PersonId = code.PersonId,
            ConversationId = request.Conversation.Id,
            Since = request.Now,
        });
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(code.PersonId), after: "linked");
        await events.ToConversationAsync(code.ConversationId, new Happening("persons.linked", CompactId.Of(code.PersonId), hash[..12], request.Now), cancellation);
        return new ActionOutcome.Done { TextKey = "persons.link.linked" };
    }
}
