namespace LinkAndMatch.Bot.Conversation.Turns;

/// <summary>People who come, block the bot or let it in again.</summary>
internal static class Presence
{
    public static TurnStep Joined(Pass pass) => Understanding.IsFresh(pass.Input.State) ? Commanding.Start(pass) : pass.EndUnchanged();

    /// <summary>The domain hears of it; nothing is said to somebody who cannot or need not read it.</summary>
    public static TurnStep Tell(Pass pass, string action) =>
        pass.Outcome() is null ? new TurnStep.Acts(pass.Request(action)) : pass.EndUnchanged();
}
