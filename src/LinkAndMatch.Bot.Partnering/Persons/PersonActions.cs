using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>Speaks another language from now on, also in what is written to the person without being asked.</summary>
public sealed class ChangeLanguage(PartnershipStore store) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var language = request.Answers.Text("language") ?? request.Arguments.GetValueOrDefault("language");
        if (language is not { Length: 2 or 3 } || !language.All(char.IsAsciiLetterLower)) return new ActionOutcome.Refused("language_unknown");
        if (await store.PersonAsync(request, cancellation) is { } person) person.Language = language;
        return new ActionOutcome.Done(("language", language)) { Language = language };
    }
}

/// <summary>The person blocked the bot: nothing is sent to them there until they let it in again.</summary>
public sealed class MarkBlocked(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.AccountAsync(request.Conversation, request.From, cancellation) is { BlockedAt: null } account)
        {
            account.BlockedAt = request.Now;
            audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(account.PersonId), after: "blocked");
        }

        return new ActionOutcome.Done();
    }
}

/// <summary>The person let the bot in again.</summary>
public sealed class MarkUnblocked(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await store.AccountAsync(request.Conversation, request.From, cancellation) is { BlockedAt: not null } account)
        {
            account.BlockedAt = null;
            audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(account.PersonId), "blocked", "unblocked");
        }

        return new ActionOutcome.Done();
    }
}
