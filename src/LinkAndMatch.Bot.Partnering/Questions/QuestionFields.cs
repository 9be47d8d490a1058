using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

internal static class QuestionFields
{
    public static string Code(OfficerCall call) => ShortCode.Of("PG", call.Id);

    public static string Version(IVersioned row) => row.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>Who they are, as far as they have told; Questions stands alone, so by the shortest way.</summary>
    public static async Task<(string? Name, string? Firm)> WhoAsync(this PartnershipStore store, Guid? person, CancellationToken cancellation)
    {
        if (person is null) return (null, null);
        var found = await store.Persons.Where(p => p.Id == person)
            .Select(p => new { p.Name, Firm = store.FirmMembers.Where(m => m.PersonId == p.Id).Join(store.Ikms, m => m.IkmId, i => i.Id, (m, i) => i.Name).FirstOrDefault() })
            .FirstOrDefaultAsync(cancellation);
        return (found?.Name, found?.Firm);
    }

    public static IReadOnlyList<string> Actions(OfficerCall call) => call.ReleasedAt is not null
        ? []
        : call.Officer is null ? ["officers.take"] : ["officers.say", "officers.release"];

    public static IReadOnlyList<StandingButton> Buttons(OfficerCall call) => [.. Actions(call).Select(a => new StandingButton(a, CompactId.Of(call.Id), Version(call)))];

    public static ActionOutcome.Refused Refused(string code, QuestionCluster cluster) =>
        new(code) { Named = new Dictionary<string, object?> { ["officer"] = cluster.OfficerName } };

    public static ActionOutcome.Refused Refused(string code, OfficerCall call) =>
        new(code) { Named = new Dictionary<string, object?> { ["officer"] = call.OfficerName ?? call.Officer } };
}

/// <summary>A question, with all who ask it, as the officers see it; nobody else gets it.</summary>
public sealed class QuestionOfficerCard(PartnershipStore store, IAnswerFinder? answers = null) : IItemSource
{
    // More ways to ask would make the card long without telling more.
    private const int MostWordings = 3;

    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Conversation.Officers || CompactId.Read(arguments.GetValueOrDefault("subject")) is not { } id) return [];
        return await QuestionCluster.FindAsync(store, id, cancellation) is { } cluster ? [await ItemAsync(store, answers, cluster, cancellation)] : [];
    }

    /// <param name="answers">Where the entry that asks the same has its question; null: it is left out.</param>
    internal static async Task<Item> ItemAsync(PartnershipStore store, IAnswerFinder? answers, QuestionCluster cluster, CancellationToken cancellation)
    {
        var first = cluster.Questions.Count > 0 ? cluster.First : null;
        var (name, firm) = await store.WhoAsync(first?.PersonId, cancellation);
        return new Item(CompactId.Of(cluster.Id), new Dictionary<string, object?>
        {
            ["code"] = cluster.Code,
            ["text"] = first?.Text ?? cluster.EntryQuestion,
            // A message may ask for two things at once: this card is for one of them.
            ["about"] = first?.EntryId is { } entry ? answers?.Read(entry, first.Language)?.Question : null,
            ["others"] = cluster.Questions.Select(q => q.Text).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Take(MostWordings).ToList(),
            ["count"] = (long)cluster.Questions.Count,
            ["waiting"] = (long)cluster.Waiting.Count,
            ["name"] = name,
            ["firm"] = firm,
            ["at"] = first?.AskedAt ?? cluster.Answer?.At,
            ["officer"] = cluster.OfficerName,
            ["answer"] = cluster.Answer?.Text,
            ["published"] = cluster.IsPublished,
        })
        {
            Version = cluster.Version.ToString(CultureInfo.InvariantCulture),
            Actions = cluster.Actions,
        };
    }
}

/// <summary>A call for an officer as the officers see it; nobody else gets it.</summary>
public sealed class OfficerCallCard(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Conversation.Officers || CompactId.Read(arguments.GetValueOrDefault("subject")) is not { } id) return [];
        if (await store.OfficerCalls.FindAsync([id], cancellation) is not { } call) return [];
        return [await ItemAsync(store, call, cancellation)];
    }

    internal static async Task<Item> ItemAsync(PartnershipStore store, OfficerCall call, CancellationToken cancellation)
    {
        var (name, firm) = await store.WhoAsync(call.PersonId, cancellation);
        return new Item(CompactId.Of(call.Id), new Dictionary<string, object?>
        {
            ["code"] = QuestionFields.Code(call),
            ["text"] = call.Text,
            ["name"] = name,
            ["firm"] = firm,
            ["at"] = call.CalledAt,
            ["officer"] = call.OfficerName ?? call.Officer,
        })
        {
            Version = QuestionFields.Version(call),
            Actions = QuestionFields.Actions(call),
        };
    }
}
