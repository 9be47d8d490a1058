using LinkAndMatch.Bot.Conversation.Activities;
using LinkAndMatch.Bot.Conversation.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Conversation.Doors;

/// <summary>What a dialog does to the domain. It changes tracked rows and answers; whoever called it saves and commits.</summary>
public interface IDialogAction
{
    Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation);
}

/// <summary>A slot's rule that needs the store. Advice only: the unique key at commit is the law.</summary>
public interface ISlotCheck
{
    Task<Fact.Checked> CheckAsync(Query.Check check, DialogScope scope, CancellationToken cancellation);
}

/// <summary>Lists, cards and prefills of the domain.</summary>
public interface IItemSource
{
    /// <param name="arguments">What the dialog passes along: values of slots by name, or <c>subject</c> for a card.</param>
    Task<IReadOnlyList<Item>> ListAsync(IReadOnlyDictionary<string, string> arguments, DialogScope scope, CancellationToken cancellation);
}

/// <summary>In whose conversation a read happens.</summary>
public sealed record DialogScope(ConversationReference Conversation, ChannelAccount? From, string Language, DateTimeOffset Now);

/// <summary>Reads the facts about who chats (<c>person.*</c>), at each turn.</summary>
public interface IPersonReader
{
    Task<Fact.Values> ReadAsync(Query.Person person, CancellationToken cancellation);
}

/// <summary>A name that dialogs may use; the linter knows them all.</summary>
public sealed record DialogDoorName(DialogDoorKind Kind, string Name);

public enum DialogDoorKind { Action, Check, Items }

/// <summary>Registration by name.</summary>
public static class DialogDoors
{
    public static IServiceCollection AddDialogAction<T>(this IServiceCollection services, string name) where T : class, IDialogAction =>
        services.AddKeyedScoped<IDialogAction, T>(name).AddSingleton(new DialogDoorName(DialogDoorKind.Action, name));

    public static IServiceCollection AddSlotCheck<T>(this IServiceCollection services, string name) where T : class, ISlotCheck =>
        services.AddKeyedScoped<ISlotCheck, T>(name).AddSingleton(new DialogDoorName(DialogDoorKind.Check, name));

    public static IServiceCollection AddItemSource<T>(this IServiceCollection services, string name) where T : class, IItemSource =>
        services.AddKeyedScoped<IItemSource, T>(name).AddSingleton(new DialogDoorName(DialogDoorKind.Items, name));
}
