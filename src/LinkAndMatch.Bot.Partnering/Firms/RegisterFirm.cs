using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Firms;

/// <summary>Makes the person, their consent and their firm, all at once.</summary>
public sealed class RegisterFirm(PartnershipStore store, AuditTrail audit) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var answers = request.Answers;
        if (answers.Flag("consent") != true) return new ActionOutcome.Refused("consent_missing");

        var person = await store.PersonAsync(request, cancellation);
        if (await store.FirmAsync(person, cancellation) is not null) return new ActionOutcome.Refused("already_registered");

        var nib = answers.Nib();
        if (nib is not null && await store.Ikms.AnyAsync(i => i.Nib == nib, cancellation)) return new ActionOutcome.Refused("nib_taken");

        var deed = audit.DeedOf(request);
        var phone = answers.Phone("phone") ?? throw new InvalidOperationException("The form 'register' must ask for 'phone'.");
        var owner = answers.Text("owner") ?? throw new InvalidOperationException("The form 'register' must ask for 'owner'.");
        if (person is null)
        {
            person = new Person { Name = owner, Phone = phone, Language = request.Language, CreatedAt = request.Now };
            store.Persons.Add(person);
            store.ChannelAccounts.Add(new ChannelAccountRow
            {
                Channel = request.Conversation.Channel,
                BotId = request.Conversation.BotId,
                UserId = request.From.Id,
                PersonId = person.Id,
                ConversationId = request.Conversation.Id,
                Since = request.Now,
            });
        }
        else
        {
            person.Name = owner;
            person.Phone = phone;
        }

        var given = ConsentGiven.Of(request, "register");
        store.Consents.Add(new Consent
        {
            PersonId = person.Id,
            Side = ConsentSide.Ikm,
            Purpose = ConsentPurpose.Register,
            TextVersion = given.TextVersion,
            GivenAt = given.At,
            MessageKey = given.MessageKey,
            RecordedBy = deed.Actor,
        });

        var firm = new Ikm
        {
            Name = answers.Text("firm") ?? throw new InvalidOperationException("The form 'register' must ask for 'firm'."),
            Phone = phone,
            Nib = nib,
            CreatedAt = request.Now,
            ChangedAt = request.Now,
        };
        answers.Fill(firm);
        store.Ikms.Add(firm);
        store.FirmMembers.Add(new FirmMember { PersonId = person.Id, IkmId = firm.Id, Since = request.Now });
        audit.Write(deed, request.Name, CompactId.Of(firm.Id), after: "registered");
        return new ActionOutcome.Done(("code", RegistrationCode.Of(firm)), ("firm", firm.Name), ("owner", person.Name));
    }
}
