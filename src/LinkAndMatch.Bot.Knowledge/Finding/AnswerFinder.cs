using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Finds answers in memory. Any thread may ask while another renews the index: who is searching goes on with the old one.</summary>
public sealed class AnswerFinder : IAnswerFinder
{
    private readonly Lock _renewing = new();
    private readonly IReadOnlyList<IFaqSource> _sources;
    private readonly Wording _wording;
    private volatile State? _state;

    /// <param name="sources">Where entries come from. The files come first; an entry of another source replaces the file of its id.</param>
    /// <param name="dialogsPath">The folder <c>dialogs</c>.</param>
    public AnswerFinder(IEnumerable<IFaqSource> sources, string dialogsPath)
    {
        _sources = [.. sources.OrderBy(s => s is FaqFiles ? 0 : 1)];
        _wording = Wording.Load(Path.Combine(dialogsPath, "data"));
    }

    /// <summary>Builds the index anew if a source has changed since the last time; cheap when none has.</summary>
    /// <returns>Whether it was built.</returns>
    /// <exception cref="Conversation.Recognizers.DataFileException">A file cannot be read. What was built before stays in use.</exception>
    public bool Renew()
    {
        lock (_renewing)
        {
            var revision = string.Join('|', _sources.Select(s => s.Revision));
            if (_state?.Revision == revision) return false;
            var entries = FaqEntries.Join(_sources.Select(s => s.Read()));
            _state = new State(revision, new FaqIndex(entries, _wording), entries.ToDictionary(e => e.Id, StringComparer.Ordinal));
            return true;
        }
    }

    /// <inheritdoc/>
    public AnswerEntry? Read(string id, string language) => Current.ById.GetValueOrDefault(id) is { } entry ? Show(entry, language) : null;

    /// <inheritdoc/>
    public AnswerSearch Find(string text, string language, string? previous)
    {
        var index = Current.Index;
        var stems = Wording.Stems(_wording.Normalise(text));
        var found = index.Search(stems, 5);
        if (found.Count == 0) return AnswerSearch.Nothing;

        var best = found[0].Score;
        var hits = found.Select(f => new AnswerHit(index.Entries[f.Entry].Id, index.Entries[f.Entry].In(language).Question, f.Score / (best + f.Score))).ToList();
        var lead = found.Count > 1 ? best / found[1].Score : 2f;
        var strength = best / stems.Count;
        var decision = strength > 6f && lead > 1.15f ? AnswerDecision.Answer : strength > 4f ? AnswerDecision.Choose : AnswerDecision.Unknown;
        return new AnswerSearch(decision, hits, decision == AnswerDecision.Answer ? [Show(index.Entries[found[0].Entry], language)] : []);
    }

    private State Current
    {
        get
        {
            if (_state is null) Renew();
            return _state!;
        }
    }

    private static AnswerEntry Show(FaqEntry entry, string language)
    {
        var text = entry.In(language);
        return new AnswerEntry(entry.Id, text.Question, text.Body, entry.Status, entry.Sources);
    }

    private sealed record State(string Revision, FaqIndex Index, IReadOnlyDictionary<string, FaqEntry> ById);
}
