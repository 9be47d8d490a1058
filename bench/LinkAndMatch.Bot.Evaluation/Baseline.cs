using LinkAndMatch.Bot.Conversation.Answering;
using LinkAndMatch.Bot.Knowledge.Faq;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace LinkAndMatch.Bot.Evaluation;

/// <summary>What one gets out of the box: everything of an entry in one field, Lucene's Indonesian analyzer, BM25. It answers when its best score reaches the threshold that the tuning messages give it.</summary>
internal sealed class Baseline : IDisposable
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;

    private readonly IReadOnlyList<FaqEntry> _entries;
    private readonly IndexSearcher _searcher;
    private readonly IndonesianAnalyzer _analyzer = new(Version);
    private readonly float _threshold;

    public Baseline(IReadOnlyList<FaqEntry> entries, IReadOnlyList<Question> tuning)
    {
        _entries = entries;
        var directory = new RAMDirectory();
        using (var writer = new IndexWriter(directory, new IndexWriterConfig(Version, _analyzer) { Similarity = new BM25Similarity() }))
        {
            foreach (var entry in entries)
            {
                var text = string.Join('\n', entry.Texts.Values.SelectMany(t => t.Variants.Prepend(t.Question).Append(t.Body)));
                writer.AddDocument([new TextField("text", text, Field.Store.NO)]);
            }
        }

        _searcher = new IndexSearcher(DirectoryReader.Open(directory)) { Similarity = new BM25Similarity() };
        _threshold = float.MaxValue;
        var scored = tuning.Select(q => (Question: q, Found: Find(q.Text))).Where(r => r.Found.Hits.Count > 0).ToList();
        _threshold = (float)scored.Select(r => r.Found.Hits[0].Probability).Append(float.MaxValue).Order().First(t =>
            scored.Count(r => r.Question.Kind is not null && r.Found.Hits[0].Probability >= t) <= 0.03 * tuning.Count(q => q.Kind is not null)
            && scored.Count(r => r.Question.Kind is null && r.Found.Hits[0].Probability >= t && !r.Question.Expected.Contains(r.Found.Hits[0].Id)) <= 0.03 * tuning.Count(q => q.Kind is null));
    }

    public void Dispose() => _analyzer.Dispose();

    /// <summary>The best entries; their scores stand where probabilities would.</summary>
    public AnswerSearch Find(string text)
    {
        var query = new QueryParser(Version, "text", _analyzer).Parse(QueryParserBase.Escape(text.Length == 0 ? " " : text.ToLowerInvariant()));
        var hits = _searcher.Search(query, 5).ScoreDocs.Select(d => new AnswerHit(_entries[d.Doc].Id, "", d.Score)).ToList();
        if (hits.Count == 0 || hits[0].Probability < _threshold) return new AnswerSearch(AnswerDecision.Unknown, hits, []);
        var entry = _entries.First(e => e.Id == hits[0].Id);
        return new AnswerSearch(AnswerDecision.Answer, hits, [new AnswerEntry(entry.Id, "", "", entry.Status, [])]);
    }
}
