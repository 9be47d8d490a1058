namespace LinkAndMatch.Bot.Channels.BotFramework;

/// <summary>Who speaks to <c>/api/messages</c>, as far as that is proven.</summary>
/// <param name="Name">Part of the key of each conversation, so that one caller can never speak in a conversation that came through another.</param>
public abstract record Caller(string Name)
{
    /// <summary>Azure Bot Service, for one of its channels.</summary>
    /// <param name="ServiceUrl">The only place where this token's activities may be answered.</param>
    /// <param name="Endorsements">The channels that the signing key speaks for; empty: it names none.</param>
    public sealed record Connector(string ServiceUrl, IReadOnlyList<string> Endorsements) : Caller("azure");

    /// <summary>The Bot Framework Emulator with the bot's own password.</summary>
    public sealed record Emulator() : Caller("emulator");

    /// <summary>Another bot that the operator allowed.</summary>
    public sealed record OtherBot(string AppId) : Caller(AppId);

    /// <summary>A developer on this machine; nothing is proven and nothing needs to be.</summary>
    public sealed record Developer() : Caller("open");
}
