using System.Globalization;
using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Persons;

/// <summary>What the turn tells of a consent: which words were agreed to, when, by which message.</summary>
public sealed record ConsentGiven(string TextVersion, DateTimeOffset At, string? MessageKey)
{
    /// <param name="purpose">As the slot names it: register, introduction.</param>
    public static ConsentGiven Of(ActionRequest request, string purpose)
    {
        ArgumentNullException.ThrowIfNull(request);
        var version = request.Arguments.GetValueOrDefault($"consent.{purpose}.version") ?? "1";
        var at = request.Arguments.TryGetValue($"consent.{purpose}.at", out var said)
            && DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.ToUniversalTime() : request.Now;
        // A consent is never younger than the deed that rests on it.
        return new ConsentGiven($"{purpose}:{version}:{request.Language}", at < request.Now ? at : request.Now, request.Arguments.GetValueOrDefault($"consent.{purpose}.message") ?? request.InboxKey);
    }
}
