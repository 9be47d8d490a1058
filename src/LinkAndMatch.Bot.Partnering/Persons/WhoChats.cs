using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;
using LinkAndMatch.Bot.Partnering.Store;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>From an account on a channel to the person behind it.</summary>
public static class WhoChats
{
    /// <summary>The person who acts; null before the first consent.</summary>
    public static Task<Person?> PersonAsync(this PartnershipStore store, ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return store.PersonAsync(request.Conversation, request.From, cancellation);
    }

    /// <summary>The person who reads; null before the first consent.</summary>
    public static Task<Person?> PersonAsync(this PartnershipStore store, DialogScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return scope.From is { } from ? store.PersonAsync(scope.Conversation, from, cancellation) : store.PersonInAsync(scope.Conversation.Id, cancellation);
    }

    /// <summary>Their account on the channel they act on; null before the first consent.</summary>
    public static async Task<ChannelAccountRow?> AccountAsync(this PartnershipStore store, ConversationReference conversation, ChannelAccount from, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(from);
        return await store.ChannelAccounts.FindAsync([conversation.Channel, conversation.BotId, from.Id], cancellation);
    }

    private static async Task<Person?> PersonAsync(this PartnershipStore store, ConversationReference conversation, ChannelAccount from, CancellationToken cancellation) =>
        await store.AccountAsync(conversation, from, cancellation) is { } account ? await store.Persons.FindAsync([account.PersonId], cancellation) : null;

    // An event of our own comes from nobody: then it is the person whose chat it is.
    private static async Task<Person?> PersonInAsync(this PartnershipStore store, string conversation, CancellationToken cancellation)
    {
        var account = await store.ChannelAccounts.FirstOrDefaultAsync(a => a.ConversationId == conversation, cancellation);
        return account is null ? null : await store.Persons.FindAsync([account.PersonId], cancellation);
    }
}
