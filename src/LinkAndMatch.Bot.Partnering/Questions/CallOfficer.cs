using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

/// <summary>Somebody asks for a human.</summary>
public sealed class CallOfficer(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var conversation = request.Conversation.Id;
        if (await store.OfficerCalls.FirstOrDefaultAsync(c => c.ConversationId == conversation && c.ReleasedAt == null, cancellation) is { } open)
        {
            return new ActionOutcome.Refused("already_called") { Named = new Dictionary<string, object?> { ["code"] = QuestionFields.Code(open) } };
        }

        var account = await store.ChannelAccounts.FindAsync([request.Conversation.Channel, request.Conversation.BotId, request.From.Id], cancellation);
        var call = new OfficerCall { PersonId = account?.PersonId, ConversationId = conversation, Text = request.Text?.Trim(), CalledAt = request.Now };
        store.OfficerCalls.Add(call);
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(call.Id), after: "called");
        await events.ToOfficersAsync(new Happening("officers.called", call.Id, call.Version, request.Now), cancellation);
        return new ActionOutcome.Done(("code", QuestionFields.Code(call)));
    }
}

/// <summary>An officer takes the conversation over: the bot falls silent in it.</summary>
public sealed class TakeCall(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.OfficerCalls.FindAsync([subject], cancellation) is not { } call) return new ActionOutcome.Refused("gone");
        if (call.ReleasedAt is not null) return new ActionOutcome.Refused("outdated");
        if (call.Officer is not null) return QuestionFields.Refused(call.Officer == deed.Officer ? "outdated" : "already_taken", call);

        (call.Officer, call.OfficerName, call.TakenAt) = (deed.Officer, deed.Name, deed.Now);
        call.Version++;
        audit.Write(deed.Deed, "officers.take", CompactId.Of(call.Id), after: "taken");
        await events.ToConversationAsync(
            call.ConversationId,
            new Happening("officers.took_over", call.Id, call.Version, deed.Now) { Data = EventData.Of(("officer", deed.Name)) },
            cancellation);
        return new ActionOutcome.Done(("code", QuestionFields.Code(call)), ("officer", deed.Name)) { Buttons = QuestionFields.Buttons(call) };
    }
}

/// <summary>An officer's words into a conversation that was taken over; any officer may help out.</summary>
public sealed class SayAsOfficer(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.OfficerCalls.FindAsync([subject], cancellation) is not { } call) return new ActionOutcome.Refused("gone");
        if (call.Officer is null || call.ReleasedAt is not null) return new ActionOutcome.Refused("not_taken");
        if (string.IsNullOrWhiteSpace(deed.Text)) return new ActionOutcome.Refused("text_missing");

        // The version rises with each message: it is what tells one message from the next.
        call.Version++;
        audit.Write(deed.Deed, "officers.say", CompactId.Of(call.Id));
        var reached = await events.ToConversationAsync(
            call.ConversationId,
            new Happening("officers.message", call.Id, call.Version, deed.Now) { Data = EventData.Of(("officer", deed.Name), ("text", deed.Text.Trim())) },
            cancellation);
        return new ActionOutcome.Done(("code", QuestionFields.Code(call)), ("reached", reached));
    }
}

/// <summary>The conversation goes back to the bot.</summary>
public sealed class ReleaseCall(PartnershipStore store, AuditTrail audit, ConversationEvents events) : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deed);
        if (await store.OfficerCalls.FindAsync([subject], cancellation) is not { } call) return new ActionOutcome.Refused("gone");
        if (call.Officer is null || call.ReleasedAt is not null) return new ActionOutcome.Refused("not_taken");

        call.ReleasedAt = deed.Now;
        call.Version++;
        audit.Write(deed.Deed, "officers.release", CompactId.Of(call.Id), "taken", "released");
        await events.ToConversationAsync(call.ConversationId, new Happening("officers.handed_back", call.Id, call.Version, deed.Now), cancellation);
        return new ActionOutcome.Done(("code", QuestionFields.Code(call)));
    }
}

/// <summary>What an owner writes while an officer has the word: the officers read it in their group, each message once.</summary>
public sealed class HearOwner(PartnershipStore store, ConversationEvents events) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var conversation = request.Conversation.Id;
        var call = await store.OfficerCalls.Where(c => c.ConversationId == conversation && c.Officer != null && c.ReleasedAt == null)
            .OrderByDescending(c => c.TakenAt).FirstOrDefaultAsync(cancellation);
        if (call is null || string.IsNullOrWhiteSpace(request.Text)) return new ActionOutcome.Refused("not_taken");

        call.Version++;
        await events.ToOfficersAsync(
            new Happening("officers.heard", call.Id, call.Version, request.Now)
            {
                Data = EventData.Of(("code", QuestionFields.Code(call)), ("name", request.From.Name), ("text", request.Text.Trim())),
            },
            cancellation);
        return new ActionOutcome.Done();
    }
}
