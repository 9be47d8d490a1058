using System.Collections;
using System.Reflection;
using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Partnering.Firms;
using LinkAndMatch.Bot.Partnering.Persons;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Privacy;

/// <summary>Everything stored about a person under <see cref="PersonalDataAttribute"/>, so that a new column is left out of a model's sight without anybody thinking of it.</summary>
public sealed class PersonalWords(IDbContextFactory<PartnershipStore> stores) : IPersonalWords
{
    public async Task<IReadOnlyList<string>> ReadAsync(ConversationReference conversation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        await using var store = await stores.CreateDbContextAsync(cancellation);
        var account = conversation.User is { } user
            ? await store.AccountAsync(conversation, user, cancellation)
            : await store.ChannelAccounts.FirstOrDefaultAsync(a => a.ConversationId == conversation.Id, cancellation);
        if (account is null || await store.Persons.FindAsync([account.PersonId], cancellation) is not { } person) return [];

        var words = new List<string>();
        Add(account);
        Add(person);
        // People say a part of their name; a firm's is told whole.
        words.AddRange(person.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (await store.FirmAsync(person, cancellation) is { } firm) Add(firm);
        return [.. words.Distinct(StringComparer.OrdinalIgnoreCase)];

        void Add(object row)
        {
            foreach (var column in row.GetType().GetProperties())
            {
                if (column.GetCustomAttribute<PersonalDataAttribute>() is not null) words.AddRange(TextsOf(column.GetValue(row)));
            }
        }
    }

    private static IEnumerable<string> TextsOf(object? value) => value switch
    {
        null => [],
        string text => [text],
        PhoneNumber phone => [phone.E164, phone.E164.TrimStart('+'), phone.Display],
        IEnumerable many => many.Cast<object?>().SelectMany(TextsOf),
        _ => value.ToString() is { Length: > 0 } text ? [text] : [],
    };
}
