using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>One act of an officer on one thing, called alike by the card in their group, the terminal and a console.</summary>
public interface IOfficerCommand
{
    /// <param name="subject">The introduction, question or call it is about.</param>
    Task<ActionOutcome> RunAsync(Guid subject, OfficerDeed deed, CancellationToken cancellation);
}

/// <summary>An officer's command as the officers' chat calls it. Anywhere else it is refused.</summary>
public sealed class OfficerAction<TCommand>(TCommand command) : IDialogAction where TCommand : IOfficerCommand
{
    public async Task<ActionOutcome> RunAsync(ActionRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.Conversation.Officers) return new ActionOutcome.Refused("not_officer");
        return CompactId.Read(request.Subject) is { } subject
            ? await command.RunAsync(subject, OfficerDeed.Of(request), cancellation)
            : new ActionOutcome.Refused("gone");
    }
}
