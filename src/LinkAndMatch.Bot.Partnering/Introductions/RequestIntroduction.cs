using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>The owner asks to be introduced: the match is frozen, the owner's consent kept, the officers told.</summary>
public sealed class RequestIntroduction(PartnershipStore store, Matcher matcher, AuditTrail audit, ConversationEvents events) : IDialogAction
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var person = await store.PersonAsync(request, cancellation);
        if (await store.FirmAsync(person, cancellation) is null) return new ActionOutcome.Refused("not_registered");
        if (request.Answers.Flag("consent") != true) return new ActionOutcome.Refused("consent_missing");
        if (await store.ProductAsync(person, request.Answers.Text("product"), cancellation) is not var (firm, product)) return new ActionOutcome.Refused("product_gone");

        if (firm.FrozenAt is not null) return new ActionOutcome.Refused("frozen");

        var need = CompactId.Read(request.Answers.Text("need")) is { } needId ? await store.Needs.FindAsync([needId], cancellation) : null;
        if (need is not { Status: NeedStatus.Open }) return new ActionOutcome.Refused("need_closed");

        var madeBy = AuditTrail.MadeBy(request);
        var live = await store.Introductions.FirstOrDefaultAsync(i => i.ProductId == product.Id && i.NeedId == need.Id && i.Stage != IntroductionStage.Ended, cancellation);
        if (live is not null && live.MadeBy != madeBy) return new ActionOutcome.Refused("already_open") { Named = new Dictionary<string, object?> { ["stage"] = live.Stage.Name() } };

        var industry = await store.Industries.FindAsync([need.IndustryId], cancellation)
            ?? throw new InvalidOperationException($"Need {need.Id} belongs to an industry that is not in the store.");
        live ??= await BeginAsync();
        var shown = NeedFields.Of(need, industry);
        return new ActionOutcome.Done(("introduction", CompactId.Of(live.Id)), ("product", product.Name), ("need", shown["title"]), ("industry", shown["industry"]), ("component", need.Component), ("percent", (long)Math.Round(live.Score * 100)));

        async Task<Introduction> BeginAsync()
        {
            var deed = audit.DeedOf(request);
            var match = matcher.Compare(product, firm, need);
            var introduction = new Introduction
            {
                ProductId = product.Id,
                IkmId = firm.Id,
                NeedId = need.Id,
                IndustryId = need.IndustryId,
                PersonId = person!.Id,
                Score = match.Score,
                Reasons = match.ReasonsJson(),
                Note = request.Answers.Text("note"),
                MadeBy = madeBy,
                CreatedAt = request.Now,
            };
            introduction.Begin(IntroductionStage.Requested, deed.Actor, request.Now);
            store.Introductions.Add(introduction);
            store.Consents.Add(IntroductionConsents.OfOwner(introduction, person, request, deed.Actor));
            audit.Write(deed, request.Name, CompactId.Of(introduction.Id), after: introduction.Stage.Name());
            await events.ToOfficersAsync(new Happening("introductions.requested", introduction.Id, introduction.Version, request.Now), cancellation);
            return introduction;
        }
    }
}
