using System.Text.Json;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Turns;

/// <summary>Answers what a pass of a turn asked for.</summary>
internal sealed class FactReader(IAnswerFinder answers, ITurnWatcher watcher)
{
    /// <inheritdoc cref="IAnswerFinder.LookAgain"/>
    public void LookAgain()
    {
        try
        {
            answers.LookAgain();
        }
        catch (Exception fault) when (fault is DataFileException or IOException or System.Data.Common.DbException)
        {
            // A file in mid-edit, a database that is away: the clock of the answers looks again in a second.
        }
    }

    public async Task<Fact> ReadAsync(Query query, TurnSession session, DialogScope scope, CancellationToken cancellation)
    {
        watcher.At(TurnPoint.FactRead, query.GetType().Name);
        switch (query)
        {
            case Query.Faq faq:
                return new Fact.Faq(answers.Find(faq.Text, faq.Language, faq.Previous));

            case Query.FaqEntry entry:
                return new Fact.Faq(
                    answers.Read(entry.Id, entry.Language) is { } found
                        ? new AnswerSearch(AnswerDecision.Answer, [new AnswerHit(found.Id, found.Question, 1)], [found])
                        : AnswerSearch.Nothing);

            case Query.CardByMessage card:
                return await ReadCardAsync(card, session, scope, cancellation);

            default:
                return await ReadStoreAsync(query, session.Services, scope, cancellation);
        }
    }

    /// <summary>What the domain knows, by the services of a scope.</summary>
    public static async Task<Fact> ReadStoreAsync(Query query, IServiceProvider services, DialogScope scope, CancellationToken cancellation)
    {
        switch (query)
        {
            case Query.Person person:
                return await services.GetRequiredService<IPersonReader>().ReadAsync(person, cancellation);

            case Query.Check check:
                return await services.GetRequiredKeyedService<ISlotCheck>(check.Name).CheckAsync(check, scope, cancellation);

            case Query.Items items:
                var source = services.GetRequiredKeyedService<IItemSource>(items.Source);
                return new Fact.Items(await source.ListAsync(ArgumentsOf(items), scope, cancellation));

            default:
                throw new InvalidOperationException($"No reader knows the query {query.GetType().Name}.");
        }
    }

    private static async Task<Fact> ReadCardAsync(Query.CardByMessage card, TurnSession session, DialogScope scope, CancellationToken cancellation)
    {
        var payload = await session.Tables.EventOfMessageAsync(scope.Conversation.Id, card.MessageId, cancellation);
        var about = payload is { Length: > 0 } ? JsonSerializer.Deserialize(payload, ConversationJson.Default.Activity)?.Event : null;
        var named = new Dictionary<string, object?>();
        if (about is not null)
        {
            named["event"] = about.Name;
            named["subject"] = about.Subject;
            named["version"] = about.Data.GetValueOrDefault("version");
        }
        return new Fact.Values(named);
    }

    private static Dictionary<string, string> ArgumentsOf(Query.Items items)
    {
        var arguments = new Dictionary<string, string>();
        foreach (var pair in items.Arguments.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            arguments[Uri.UnescapeDataString(pair[..equals])] = Uri.UnescapeDataString(pair[(equals + 1)..]);
        }
        return arguments;
    }
}
