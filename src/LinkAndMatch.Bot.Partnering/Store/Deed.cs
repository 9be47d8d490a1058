using LinkAndMatch.Bot.Conversation.Turns;

namespace LinkAndMatch.Bot.Partnering.Store;

/// <summary>Who does something, and when; what the audit writes of it.</summary>
/// <param name="Actor">A pseudonym for owners, <c>officer:</c> and the account for officers.</param>
public sealed record Deed(string Actor, DateTimeOffset Now, string? InboxKey = null)
{
    /// <summary>The officer's name, to tell other officers; null when an owner did it.</summary>
    public string? OfficerName { get; init; }
}

/// <summary>An officer's deed, from the group's card, the terminal or a console.</summary>
/// <param name="Officer">The officer's account; see <see cref="OfficerAccount"/>.</param>
public sealed record OfficerDeed(string Officer, DateTimeOffset Now)
{
    /// <summary>The name to tell an owner, where there is one.</summary>
    public string? Name { get; init; }

    public string? InboxKey { get; init; }

    /// <summary>A reason, an answer, what to say.</summary>
    public string? Text { get; init; }

    /// <summary>What else the act needs (the day of a signature), by name.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    public Deed Deed => new(Officer, Now, InboxKey) { OfficerName = Name };

    /// <summary>An officer's act in the officers' own chat.</summary>
    public static OfficerDeed Of(ActionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new OfficerDeed(OfficerAccount(request.Conversation.Channel, request.From.Id), request.Now)
        {
            Name = request.From.Name,
            InboxKey = request.InboxKey,
            Text = request.Text ?? request.Answers.Text("reason") ?? request.Arguments.GetValueOrDefault("reason"),
            Arguments = request.Arguments,
        };
    }

    /// <summary>How an officer is named in the audit.</summary>
    public static string OfficerAccount(string channel, string id) => $"officer:{channel}:{id}";
}
