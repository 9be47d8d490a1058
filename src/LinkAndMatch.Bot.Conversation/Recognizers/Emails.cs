using System.Text.RegularExpressions;

namespace LinkAndMatch.Bot.Conversation.Recognizers;

/// <summary>Finds e-mail addresses of the everyday kind (letters, digits and <c>._%+-</c>, a domain with a dot).</summary>
public static partial class Emails
{
    /// <summary>Addresses as typed but in lower case, in the order of the text.</summary>
    public static IReadOnlyList<Found<string>> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Contains('@') && !text.Contains('\uFF20')) return [];
        var folded = Folded.Of(text);
        List<Found<string>>? found = null;
        foreach (Match match in Address().Matches(folded.Text)) (found ??= []).Add(folded.Found(match.Value, match.Index, match.Index + match.Length));
        return found ?? (IReadOnlyList<Found<string>>)[];
    }

    [GeneratedRegex(@"(?<![a-z0-9._%+\-@])[a-z0-9_%+\-]+(?:\.[a-z0-9_%+\-]+)*@(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?![a-z0-9@\-])", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
