using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Answering;

namespace LinkAndMatch.Bot.Knowledge.Faq;

/// <summary>
/// Where links may lead that a person sees because a model chose so or an officer published it: to the sites that the answers' files and their
/// sources name, and to those in <c>AzureOpenAI__LinkHosts</c>. An entry that leads elsewhere is not published, nor shown to the model.
/// </summary>
public sealed partial class AnswerLinks
{
    private readonly HashSet<string> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="files">The reviewed answers in the repository.</param>
    /// <param name="more">Hosts beside theirs.</param>
    public AnswerLinks(FaqFiles files, IEnumerable<string> more)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(more);
        _hosts.UnionWith(more);
        foreach (var entry in files.Read())
        {
            foreach (var text in entry.Texts.Values) _hosts.UnionWith(HostsIn(text.Body));
            foreach (var source in entry.Sources) _hosts.UnionWith(HostsIn(source.Link ?? ""));
        }
    }

    public bool Allow(AnswerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return HostsIn($"{entry.Question}\n{entry.Body}\n{string.Join('\n', entry.Sources.Select(s => $"{s.Title} {s.Link}"))}").All(_hosts.Contains);
    }

    /// <summary>The sites in a text that are not among them.</summary>
    public IReadOnlyList<string> Unknown(string text) => [.. HostsIn(text).Where(h => !_hosts.Contains(h)).Distinct(StringComparer.OrdinalIgnoreCase)];

    // Also without "https://": chats make a link of every name that looks like a site's.
    private static IEnumerable<string> HostsIn(string text) => Host().Matches(text).Select(m => m.Groups["host"].Value);

    [GeneratedRegex(@"(?:(?<=://(?:[^\s/@]*@)?)(?<host>[^\s/:?#()\[\]@]+)|(?<![\w@.\-/])(?<host>(?:[a-z0-9\-]+\.)+[a-z]{2,})(?![\w.]*\w))", RegexOptions.IgnoreCase)]
    private static partial Regex Host();
}
