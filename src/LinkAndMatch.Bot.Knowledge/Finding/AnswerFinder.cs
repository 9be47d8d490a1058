using System.Text.RegularExpressions;
using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Conversation.Doors;
using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;

namespace LinkAndMatch.Bot.Knowledge.Finding;

/// <summary>Finds answers in memory. Any thread may ask while another renews the index: who is searching goes on with the old one.</summary>
public sealed partial class AnswerFinder : IAnswerFinder
{
    private const int MostHits = 5;
    private const int FewestForTwo = 3;
    private const int FewWords = 5;

    private readonly Lock _learning = new();
    private readonly Lock _looking = new();
    private readonly IReadOnlyList<IFaqSource> _sources;
    private readonly Wording _wording;
    private readonly Thresholds _thresholds;
    private readonly string _dialogsPath;
    private volatile State? _state;

    /// <param name="sources">Where entries come from. The files come first; an entry of another source replaces the file of its id.</param>
    /// <param name="normaliser">Writes chat spelling out.</param>
    /// <param name="dialogsPath">The folder <c>dialogs</c>: <c>faq/wording.yaml</c>, <c>faq/unanswered.yaml</c> and <c>thresholds.yaml</c> are read from it.</param>
    /// <exception cref="DataFileException">One of these files cannot be read.</exception>
    public AnswerFinder(IEnumerable<IFaqSource> sources, Normaliser normaliser, string dialogsPath)
        : this(sources, Wording.Load(normaliser, dialogsPath), Thresholds.Load(Path.Combine(dialogsPath, "thresholds.yaml")), dialogsPath)
    {
    }

    private AnswerFinder(IEnumerable<IFaqSource> sources, Wording wording, Thresholds thresholds, string dialogsPath)
    {
        _sources = [.. sources.OrderBy(s => s is FaqFiles ? 0 : 1)];
        (_wording, _thresholds, _dialogsPath) = (wording, thresholds, dialogsPath);
    }

    /// <summary>A finder over other sources that knows what this one has learnt: while they hold the same, nothing is learnt again.</summary>
    internal AnswerFinder Over(IEnumerable<IFaqSource> sources) => new(sources, _wording, _thresholds, _dialogsPath) { _state = _state };

    /// <summary>The same with other thresholds.</summary>
    internal AnswerFinder With(Thresholds thresholds) => new(_sources, _wording, thresholds, _dialogsPath) { _state = _state };

    /// <summary>Learns anew if a source has changed since the last time; cheap when none has. It takes seconds, and who asks meanwhile goes on with what was learnt before.</summary>
    /// <returns>Whether it was learnt.</returns>
    /// <exception cref="DataFileException">A file cannot be read. What was learnt before stays in use.</exception>
    public bool Renew()
    {
        lock (_learning)
        {
            var revision = Revision();
            if (_state?.Learnt == revision) return false;
            var ranking = Ranking.Learn(ReadEntries(), Unanswered.Load(Path.Combine(_dialogsPath, "faq")), _wording, _state?.Ranking);
            lock (_looking)
            {
                // What has changed while it was learning is taken in before anybody asks: an answer that was withdrawn meanwhile must not come back for a moment.
                var now = Revision();
                _state = new State(now, revision, now == revision ? ranking : ranking.With(ReadEntries(), _wording));
            }

            return true;
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Takes a fraction of a second: what is gone is not found any more, what is new or said otherwise is, by the ways to ask that it brings and by others like them.
    /// <see cref="Renew"/> then learns all of it from the beginning, as it would at the next start.
    /// </remarks>
    public void LookAgain()
    {
        lock (_looking)
        {
            if (_state is not { } state) return;
            var revision = Revision();
            if (state.Seen != revision) _state = new State(revision, state.Learnt, state.Ranking.With(ReadEntries(), _wording));
        }
    }

    /// <inheritdoc/>
    public AnswerEntry? Read(string id, string language) => Current.TryFind(id, out var entry) ? Show(Current.Entries[entry], language) : null;

    /// <inheritdoc/>
    public AnswerSearch Find(string text, string language, string? previous)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ranking = Current;
        var normalised = _wording.Normalise(text);
        var stems = _wording.StemsOf(normalised);
        if (stems.Count == 0) return AnswerSearch.Nothing;

        var shown = ShownIn(text, language);
        var asks = Asks(text);
        var ranked = Rank(ranking, stems, asks);
        // An entry's own words are no follow-up to the one before, unless they leave out what it is about.
        if (ranking.TryFindVerbatim(normalised, out var own) && (previous is null || !Leans(normalised) || ranking.Topic(own).Any(stems.Contains)))
        {
            ranked = [new Ranked(own, 1f), .. ranked.Where(r => r.Entry != own)];
            return Result(AnswerDecision.Answer, 1);
        }

        if (previous is not null) ranked = FollowUp(ranking, normalised, stems, ranked, previous, asks);
        if (ranked.Count == 0) return AnswerSearch.Nothing;

        if (stems.Count >= FewestForTwo && Both(ranking, normalised, ranked[0], asks, _thresholds.Both) is { } two)
        {
            ranked = [two.First, two.Second, .. ranked.Where(r => r.Entry != two.First.Entry && r.Entry != two.Second.Entry)];
            return Result(AnswerDecision.Answer, 2);
        }

        var best = ranked[0].Probability;
        if (best >= _thresholds.Answer) return Result(AnswerDecision.Answer, 1);
        return Result(best >= _thresholds.Choose ? AnswerDecision.Choose : AnswerDecision.Unknown, 0);

        AnswerSearch Result(AnswerDecision decision, int entries) => new(
            decision,
            [.. ranked.Take(MostHits).Select(r => new AnswerHit(ranking.Entries[r.Entry].Id, ranking.Entries[r.Entry].In(shown).Question, r.Probability))],
            [.. ranked.Take(entries).Select(r => Show(ranking.Entries[r.Entry], shown))]);
    }

    /// <summary>The two entries that the text asks for at once, if it is so taken up to a threshold of this probability.</summary>
    internal (string First, string Second, float Probability)? TwoIn(string text)
    {
        var ranking = Current;
        var normalised = _wording.Normalise(text);
        var stems = _wording.StemsOf(normalised);
        var ranked = Rank(ranking, stems, Asks(text));
        return ranked.Count > 0 && stems.Count >= FewestForTwo && Both(ranking, normalised, ranked[0], Asks(text), 0f) is { } two
            ? (ranking.Entries[two.First.Entry].Id, ranking.Entries[two.Second.Entry].Id, MathF.Min(two.First.Probability, two.Second.Probability))
            : null;
    }

    /// <summary>The entries as they are now.</summary>
    internal IReadOnlyList<FaqEntry> Entries => Current.Entries;

    /// <summary>The entries as the sources have them now, without learning from them.</summary>
    internal IReadOnlyList<FaqEntry> ReadEntries() => FaqEntries.Join(_sources.Select(s => s.Read()));

    internal Wording Wording => _wording;

    /// <summary>From this likeness on two questions ask the same.</summary>
    internal double SameFrom => _thresholds.Same;

    internal bool Knows(string stem) => Current.Knows(stem);

    internal float RarityOf(string stem) => Current.RarityOf(stem);

    private string Revision() => string.Join('|', _sources.Select(s => s.Revision));

    private List<Ranked> Rank(Ranking ranking, IReadOnlyList<string> stems, float asks)
    {
        var ranked = new List<Ranked>();
        foreach (var candidate in ranking.Look(stems, asks)) ranked.Add(new Ranked(candidate.Entry, _thresholds.Probability(candidate.Evidence, ranking.Learned)));
        ranked.Sort((a, b) => b.Probability.CompareTo(a.Probability));
        return ranked;
    }

    // "nib itu apa dan cara bikinnya gimana": two entries, each sure of its part. A part without a subject of its own takes that of the other.
    private (Ranked First, Ranked Second)? Both(Ranking ranking, string normalised, Ranked whole, float asks, float least)
    {
        if (whole.Probability < _thresholds.Choose / 2f) return null;
        (Ranked First, Ranked Second)? best = null;
        foreach (var (first, second) in QuestionParts.Cut(normalised))
        {
            var firstStems = _wording.StemsOf(first);
            var secondStems = _wording.StemsOf(second);
            var ones = Rank(ranking, firstStems, asks);
            if (ones.Count == 0 || (ones[0].Probability <= least && firstStems.Count > FewWords)) continue;
            var twos = Rank(ranking, secondStems, asks);
            Weigh(ones[0], twos);
            Weigh(ones[0], Rank(ranking, [.. ranking.Topic(ones[0].Entry), .. secondStems], asks));
            if (twos.Count > 0 && firstStems.Count <= FewWords) Weigh(twos[0], Rank(ranking, [.. firstStems, .. ranking.Topic(twos[0].Entry)], asks), turned: true);
        }

        return best;

        void Weigh(Ranked one, List<Ranked> others, bool turned = false)
        {
            var other = others.Find(o => o.Entry != one.Entry);
            var weaker = MathF.Min(one.Probability, other.Probability);
            if (weaker <= least || (one.Entry != whole.Entry && other.Entry != whole.Entry)) return;
            least = weaker;
            best = turned ? (other, one) : (one, other);
        }
    }

    // "biayanya berapa?" after the answer to "apa itu NIB": asked again with the subject of that answer.
    private List<Ranked> FollowUp(Ranking ranking, string normalised, IReadOnlyList<string> stems, List<Ranked> alone, string previous, float asks)
    {
        if (stems.Count > FewWords || !ranking.TryFind(previous, out var entry)) return alone;
        var leans = Pointing().IsMatch(normalised)
            // "caranya mendaftar" has a subject of its own; "biayanya" takes that of the answer before.
            || (Possessed().IsMatch(normalised) && !(alone.Count > 0 && alone[0].Probability >= _thresholds.Answer && ranking.Topic(alone[0].Entry).Any(_wording.StemsOf(Possessed().Replace(normalised, "")).Contains)));
        // "nib itu apa?" leans on nothing although it says "itu": what is all but certain by itself stays.
        var enough = leans ? 1f - ((1f - _thresholds.Answer) / 10f) : _thresholds.Answer;
        if (alone.Count > 0 && alone[0].Probability >= enough) return alone;
        var together = Rank(ranking, [.. ranking.Topic(entry), .. stems], asks);
        if (together.Count == 0) return alone;
        return leans || alone.Count == 0 || together[0].Probability > alone[0].Probability ? together : alone;
    }

    /// <summary>How surely the text asks something, 0 to 1.</summary>
    internal static float Asks(string text) => QuestionWords.LooksLikeQuestion(text) switch
    {
        QuestionStrength.None => 0f,
        QuestionStrength.Weak => 0.5f,
        QuestionStrength.Strong => 1f,
    };

    // English is answered in English, whatever the chat's language; a word or two tell nothing.
    private static string ShownIn(string text, string language) =>
        language != "en" && text.AsSpan().Trim().Count(' ') >= 2 && LanguageGuess.Of(text) == "en" ? "en" : language;

    private static bool Leans(string normalised) => Pointing().IsMatch(normalised) || Possessed().IsMatch(normalised);

    // At the beginning "ini" only opens the sentence ("kiye carane ndaftar piye").
    [GeneratedRegex(@"\b(itu|tadi|tersebut|that|it|those|kuwe|kalau)\b|(?<!^\s*)\b(?:ini|kiye)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Pointing();

    [GeneratedRegex(@"\w{3,}nya\b", RegexOptions.CultureInvariant)]
    private static partial Regex Possessed();

    private Ranking Current
    {
        get
        {
            if (_state is null) Renew();
            return _state!.Ranking;
        }
    }

    private static AnswerEntry Show(FaqEntry entry, string language)
    {
        var text = entry.In(language);
        return new AnswerEntry(entry.Id, text.Question, text.Body, entry.Status, entry.Sources) { Reviewed = entry.Reviewed };
    }

    /// <param name="Seen">The sources' revision that the ranking has the entries of.</param>
    /// <param name="Learnt">The one that it learnt from the beginning.</param>
    private sealed record State(string Seen, string Learnt, Ranking Ranking);

    private readonly record struct Ranked(int Entry, float Probability);
}
