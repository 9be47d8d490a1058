using LinkAndMatch.Bot.Conversation.Language;
using LinkAndMatch.Bot.Conversation.Recognizers;
using LinkAndMatch.Bot.Knowledge.Faq;
using LinkAndMatch.Bot.Knowledge.Finding;

namespace LinkAndMatch.Bot.Knowledge.Reading;

/// <summary>Tells what a message wants, learnt from <c>dialogs/intents.yaml</c>, the ways to ask and the messages that nobody answers.</summary>
internal sealed class IntentReader
{
    /// <summary>The class of small talk, thanks and insults: intent none, met with a friendly word.</summary>
    public const string SmallTalk = "smalltalk";

    private const float MarkWeight = 0.3f;
    private const int Marks = 16;
    private const int OneOf = 8;
    private const int OfTheRest = 1;

    private readonly Wording _wording;
    private readonly FeatureSpace _features;
    private readonly PhraseClassifier _classifier;
    private readonly string[] _classes;

    private IntentReader(Wording wording, FeatureSpace features, PhraseClassifier classifier, string[] classes)
    {
        _wording = wording;
        _features = features;
        _classifier = classifier;
        _classes = classes;
    }

    /// <summary>The examples by class. Of the ways to ask one in a few is enough to know a question.</summary>
    public static IReadOnlyList<(string Text, string Class)> Examples(IReadOnlyDictionary<string, IReadOnlyList<string>> intents, IReadOnlyList<FaqEntry> entries, IReadOnlyDictionary<string, IReadOnlyList<string>> unanswered) =>
    [
        .. intents.SelectMany(i => i.Value.Select(t => (t, i.Key))),
        .. entries.SelectMany(Asked).Select(t => (t, "faq")),
        .. unanswered.SelectMany(u => u.Value.Select(t => (t, ClassOf(u.Key)))).Where(e => e.Item2.Length > 0),
    ];

    public static IntentReader Learn(IReadOnlyList<(string Text, string Class)> examples, Wording wording, LanguageData data)
    {
        var classes = examples.Select(e => e.Class).Distinct().ToArray();
        var stems = examples.AsParallel().AsOrdered().Select(e => wording.Stems(e.Text)).ToList();
        var features = new FeatureSpace(stems);
        var rows = examples.AsParallel().AsOrdered().Select((e, i) => (Marked(features, features.Read(stems[i]), e.Text, SaidValues.Read(e.Text, data)), Array.IndexOf(classes, e.Class))).ToList();

        // Questions and refusals are many times the rest: the rest is shown more often.
        var shown = rows.Concat(Enumerable.Repeat(rows.Where(r => classes[r.Item2] is not ("faq" or "none" or SmallTalk)), OfTheRest).SelectMany(r => r)).ToList();
        return new IntentReader(wording, features, PhraseClassifier.Train(shown, features.Count + Marks, classes.Length), classes);
    }

    /// <summary>The classes with their likelihoods, likeliest first.</summary>
    public IReadOnlyList<(string Class, float Likelihood)> Read(string text, IReadOnlyList<string> stems, SaidValues said)
    {
        var likelihoods = _classifier.Likelihoods(Marked(_features, _features.Read(stems), text, said));
        return [.. _classes.Select((c, i) => (c, likelihoods[i])).OrderByDescending(c => c.Item2)];
    }

    public Wording Wording => _wording;

    // Of the ways to ask about the bot some are no questions ("status saya", "panggil petugas"): they ask for the thing itself.
    private static IEnumerable<string> Asked(FaqEntry entry) => entry.Texts.Values
        .SelectMany(t => t.Variants.Where((v, i) => i % OneOf == 0).Prepend(t.Question))
        .Where(p => (entry.Status != "design" && !entry.Id.StartsWith("bot-", StringComparison.Ordinal)) || QuestionWords.LooksLikeQuestion(p) != QuestionStrength.None);

    private static string ClassOf(string kind) => kind switch
    {
        "chitchat" or "thanks" or "insult" => SmallTalk,
        "wish" or "made" => "",
        _ => "none",
    };

    private static SparseText Marked(FeatureSpace features, SparseText text, string raw, SaidValues said)
    {
        var question = QuestionWords.LooksLikeQuestion(raw);
        bool[] marks =
        [
            question == QuestionStrength.Strong,
            question == QuestionStrength.Weak,
            said.Terms.Component is not null,
            said.Terms.Processes.Count > 0,
            said.Terms.Materials.Count > 0,
            said.Terms.Machines.Count > 0,
            said.Capacity is not null,
            said.Tolerance is not null,
            said.HasContact,
            said.Person is not null,
            said.Firms.Any(f => f.Name is not null),
            said.Workers is not null,
            NumbersSaid.Need(raw) is not null || NumbersSaid.ProductCode(raw) is not null,
            NumbersSaid.Request(raw) is not null,
            text.Words.Count == 1,
            text.Words.Count > 9,
        ];
        var ids = text.Ids.ToList();
        var values = text.Values.ToList();
        for (var i = 0; i < marks.Length; i++)
        {
            if (!marks[i]) continue;
            ids.Add(features.Count + i);
            values.Add(MarkWeight);
        }

        return new SparseText([.. ids], [.. values], text.Words);
    }
}
