using System.Collections.Concurrent;
using LinkAndMatch.Bot.Conversation.Dialogs;
using Microsoft.Extensions.DependencyInjection;

namespace LinkAndMatch.Bot.Channels;

/// <summary>What a group is told, which is none of the bot's business: once, that it speaks with one person at a time (the text <c>turn.group</c>). Nothing of it is stored.</summary>
public sealed class GroupLine(IServiceProvider services)
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> told = new(StringComparer.Ordinal);

    /// <param name="group">The group's id, channel and all.</param>
    /// <param name="language">Of whoever spoke, as the channel tells it.</param>
    /// <returns>Null when the group has been told.</returns>
    public string? Once(string group, string? language)
    {
        if (told.Count >= MostRemembered) told.Clear();
        if (!told.TryAdd(group, true)) return null;

        var texts = services.GetService<DialogCatalog>()?.Texts;
        var spoken = LanguageOf(language);
        return texts?.Has("turn.group", spoken) == true ? texts.Label("turn.group", spoken) : null;
    }

    /// <summary>The language of ours that comes nearest.</summary>
    public static string LanguageOf(string? language) => language is ['e', 'n', ..] ? "en" : "id";
}
