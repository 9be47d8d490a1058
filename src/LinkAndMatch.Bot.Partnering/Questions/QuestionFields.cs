using System.Globalization;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Questions;

internal static class QuestionFields
{
    public static string Code(Question question) => ShortCode.Of("TJ", question.Id);

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

    public static IReadOnlyList<string> Actions(Question question) => question.AnsweredAt is not null
        ? []
        : question.Officer is null ? ["questions.take", "questions.answer"] : ["questions.answer"];

    public static IReadOnlyList<string> Actions(OfficerCall call) => call.ReleasedAt is not null
        ? []
        : call.Officer is null ? ["officers.take"] : ["officers.say", "officers.release"];

    public static IReadOnlyList<StandingButton> Buttons(Question question) => [.. Actions(question).Select(a => new StandingButton(a, CompactId.Of(question.Id), Version(question)))];

    public static IReadOnlyList<StandingButton> Buttons(OfficerCall call) => [.. Actions(call).Select(a => new StandingButton(a, CompactId.Of(call.Id), Version(call)))];
}

/// <summary>A question as the officers see it; nobody else gets it.</summary>
public sealed class QuestionOfficerCard(PartnershipStore store) : IItemSource
{
    public async Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(scope);
        if (!scope.Conversation.Officers || CompactId.Read(arguments.GetValueOrDefault("subject")) is not { } id) return [];
        if (await store.Questions.Include(q => q.Answers).FirstOrDefaultAsync(q => q.Id == id, cancellation) is not { } question) return [];
        return [await ItemAsync(store, question, cancellation)];
    }

    internal static async Task<Item> ItemAsync(PartnershipStore store, Question question, CancellationToken cancellation)
    {
        var (name, firm) = await store.WhoAsync(question.PersonId, cancellation);
        return new Item(CompactId.Of(question.Id), new Dictionary<string, object?>
        {
            ["code"] = QuestionFields.Code(question),
            ["text"] = question.Text,
            ["name"] = name,
            ["firm"] = firm,
            ["at"] = question.AskedAt,
            ["officer"] = question.OfficerName ?? question.Officer,
            ["answer"] = question.Answers.OrderBy(a => a.At).LastOrDefault()?.Text,
        })
        {
            Version = QuestionFields.Version(question),
            Actions = QuestionFields.Actions(question),
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
