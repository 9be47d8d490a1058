using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>Corrects what a firm has told about itself.</summary>
public sealed class UpdateFirm(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answers = request.Answers;
        var person = await store.PersonAsync(request, cancellation);
        if (person is null || await store.FirmAsync(person, cancellation) is not { } firm) return new ActionOutcome.Refused("not_registered");

        var nib = answers.Nib();
        if (nib is not null && await store.Ikms.AnyAsync(i => i.Nib == nib && i.Id != firm.Id, cancellation)) return new ActionOutcome.Refused("nib_taken");

        if (answers.Text("firm") is { } name) firm.Name = name;
        if (answers.Text("owner") is { } owner) person.Name = owner;
        if (answers.Phone("phone") is { } phone) (firm.Phone, person.Phone) = (phone, phone);
        if (firm.Nib != nib)
        {
            firm.Nib = nib;
            // What an officer has checked was another number.
            firm.NibCheckedAt = null;
        }

        answers.Fill(firm);
        firm.ChangedAt = request.Now;
        audit.Write(audit.DeedOf(request), request.Name, CompactId.Of(firm.Id), after: "changed");
        return new ActionOutcome.Done(("code", RegistrationCode.Of(firm)), ("firm", firm.Name), ("owner", person.Name));
    }
}
