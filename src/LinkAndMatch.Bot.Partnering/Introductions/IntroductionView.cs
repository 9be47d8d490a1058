using System.Globalization;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Industries;
using LinkAndMatch.Bot.Partnering.Matching;
using LinkAndMatch.Bot.Partnering.Needs;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Products;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Introductions;

/// <summary>An introduction with what it joins, and who may see what of it.</summary>
public sealed record IntroductionView(Introduction Introduction, Product Product, Ikm Firm, Need Need, Industry Industry)
{
    private bool BothAgreed => Introduction.DisclosedAt is not null && Introduction.Stage != IntroductionStage.Ended;

    /// <summary>As the owner sees it: the industry's contact only once both sides have agreed, a confidential need only then.</summary>
    public IReadOnlyDictionary<string, object?> ForOwner()
    {
        var fields = Shared(NeedFields.Of(Need, Industry, whole: BothAgreed));
        if (BothAgreed)
        {
            fields["contact_name"] = Industry.ContactName;
            fields["contact_phone"] = Industry.ContactPhone?.E164;
            fields["contact_email"] = Industry.ContactEmail;
        }

        return fields;
    }

    /// <summary>As the officers see it in their group: the firm, its product and the reasons; phone and NIB are for the console, behind a sign-in.</summary>
    public IReadOnlyDictionary<string, object?> ForOfficers(Person? owner)
    {
        var fields = Shared(NeedFields.Of(Need, Industry, whole: true));
        fields["firm"] = Firm.Name;
        fields["firm_code"] = RegistrationCode.Of(Firm);
        fields["firm_region"] = Firm.Region;
        fields["owner"] = owner?.Name;
        fields["officer"] = Introduction.OfficerName ?? Introduction.Officer;
        fields["moved_by"] = Introduction.MovedBy;
        fields["processes_offered"] = Product.Processes;
        fields["materials_offered"] = Product.Materials;
        fields["capacity"] = ProductFields.Of(Product.Capacity);
        return fields;
    }

    internal static Task<IntroductionView?> FindAsync(PartnershipStore store, Guid id, CancellationToken cancellation) =>
        (from introduction in store.Introductions.Where(i => i.Id == id)
         join product in store.Products on introduction.ProductId equals product.Id
         join firm in store.Ikms on introduction.IkmId equals firm.Id
         join need in store.Needs on introduction.NeedId equals need.Id
         join industry in store.Industries on introduction.IndustryId equals industry.Id
         select new IntroductionView(introduction, product, firm, need, industry)).FirstOrDefaultAsync(cancellation);

    internal static Task<List<IntroductionView>> OfFirmAsync(PartnershipStore store, Guid firm, bool live, CancellationToken cancellation) =>
        (from introduction in store.Introductions.Where(i => i.IkmId == firm && (!live || i.Stage != IntroductionStage.Ended))
         join product in store.Products on introduction.ProductId equals product.Id
         join owner in store.Ikms on introduction.IkmId equals owner.Id
         join need in store.Needs on introduction.NeedId equals need.Id
         join industry in store.Industries on introduction.IndustryId equals industry.Id
         orderby introduction.CreatedAt descending
         select new IntroductionView(introduction, product, owner, need, industry)).ToListAsync(cancellation);

    internal Item OwnerItem() => new(CompactId.Of(Introduction.Id), ForOwner()) { Version = Version, Actions = OwnerActions };

    internal Item OfficerItem(Person? owner) => new(CompactId.Of(Introduction.Id), ForOfficers(owner)) { Version = Version, Actions = OfficerActions, Photos = [.. Product.Photos.OrderBy(p => p.Position).Select(p => p.Hash)] };

    internal string Version => Introduction.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>What the owner may do now.</summary>
    internal IReadOnlyList<string> OwnerActions => Introduction.Stage switch
    {
        IntroductionStage.Suggested => ["introductions.accept", "introductions.decline"],
        IntroductionStage.Requested or IntroductionStage.Offered or IntroductionStage.Agreed => ["introductions.withdraw"],
        IntroductionStage.Met or IntroductionStage.Trial or IntroductionStage.Signed or IntroductionStage.Ended => [],
    };

    /// <summary>What an officer may do now.</summary>
    internal IReadOnlyList<string> OfficerActions => Introduction.Stage switch
    {
        IntroductionStage.Suggested => ["introductions.end"],
        IntroductionStage.Requested => Introduction.Officer is null
            ? ["introductions.take", "introductions.approve", "introductions.refuse"]
            : ["introductions.approve", "introductions.refuse"],
        IntroductionStage.Offered => ["introductions.industry_agreed", "introductions.industry_declined", "introductions.end"],
        IntroductionStage.Agreed => ["introductions.met", "introductions.end"],
        IntroductionStage.Met => ["introductions.trial", "introductions.signed", "introductions.end"],
        IntroductionStage.Trial => ["introductions.signed", "introductions.end"],
        IntroductionStage.Signed => ["introductions.end"],
        IntroductionStage.Ended => [],
    };

    private Dictionary<string, object?> Shared(Dictionary<string, object?> need)
    {
        var reasons = Match.ReadReasons(Introduction.Reasons);
        need["stage"] = Introduction.Stage.Name();
        need["end_reason"] = Introduction.EndReason?.Name();
        need["product"] = Product.Name;
        need["note"] = Introduction.Note;
        need["percent"] = (long)Math.Round(Introduction.Score * 100);
        need["for"] = ReasonFields.Of(reasons.Where(r => r.Verdict == Verdict.For));
        need["against"] = ReasonFields.Of(reasons.Where(r => r.Verdict is Verdict.Against or Verdict.Missing));
        need["since"] = Introduction.CreatedAt.ToString("O", CultureInfo.InvariantCulture);
        need["changed"] = Introduction.ChangedAt.ToString("O", CultureInfo.InvariantCulture);
        return need;
    }
}
